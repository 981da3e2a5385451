package dev.lockstep.engine.wire.auth;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.Capabilities;
import dev.lockstep.engine.wire.ConnectionAttributes;
import java.util.Map;

/**
 * First packet of a client, HandshakeResponse41. Which optional parts are there depends on {@code capabilities}.
 *
 * @param capabilities {@link Capabilities} that the client will use
 * @param maxPacketBytes largest packet that the client takes, unsigned 32 bits
 * @param collation {@link dev.lockstep.engine.wire.Collations}, low byte
 * @param mariaDbCapabilities MariaDB's second word, only without {@link Capabilities#LONG_PASSWORD}
 * @param user account name
 * @param answer answer to the scramble, empty for no password
 * @param database database to use, empty for none
 * @param plugin plugin that made the answer, empty if the client names none
 * @param attributes of the client, in its order
 */
public record LoginRequest(long capabilities, long maxPacketBytes, int collation, long mariaDbCapabilities, String user,
        Blob answer, String database, String plugin, Map<String, String> attributes) {
    private static final int TLS_REQUEST_BYTES = 32;

    /** Copies the attributes. */
    public LoginRequest {
        attributes = ConnectionAttributes.copy(attributes);
    }

    /**
     * Reads the packet.
     *
     * @throws MalformedBytesException also for a client older than protocol 4.1, or one that wants TLS
     */
    public static LoginRequest decode(byte[] payload) {
        ByteReader in = new ByteReader(payload);
        long capabilities = in.u32();
        if (!Capabilities.has(capabilities, Capabilities.PROTOCOL_41)) {
            throw new MalformedBytesException("client does not speak protocol 4.1", 0);
        }
        long maxPacket = in.u32();
        int collation = in.u8();
        in.skip(19);
        long mariaDb = in.u32();
        if (in.atEnd() && Capabilities.has(capabilities, Capabilities.SSL)) {
            throw new MalformedBytesException("client asks for TLS", 0);
        }
        String user = in.zeroTerminated();
        Blob answer = Blob.of(answer(in, capabilities));
        String database = Capabilities.has(capabilities, Capabilities.CONNECT_WITH_DB) && !in.atEnd()
                ? in.zeroTerminated()
                : "";
        String plugin = Capabilities.has(capabilities, Capabilities.PLUGIN_AUTH) && !in.atEnd()
                ? in.zeroTerminated()
                : "";
        Map<String, String> attributes = Capabilities.has(capabilities, Capabilities.CONNECT_ATTRS) && !in.atEnd()
                ? ConnectionAttributes.read(in)
                : Map.of();
        boolean mysql = Capabilities.has(capabilities, Capabilities.LONG_PASSWORD);
        return new LoginRequest(capabilities, maxPacket, collation, mysql ? 0 : mariaDb, user, answer, database, plugin,
                attributes);
    }

    /** Whether a first packet is only the beginning of a login and asks for TLS: SSLRequest. */
    public static boolean isTlsRequest(byte[] payload) {
        return payload.length == TLS_REQUEST_BYTES
                && Capabilities.has(new ByteReader(payload).u32(), Capabilities.PROTOCOL_41 | Capabilities.SSL);
    }

    /** The packet that asks for TLS. */
    public static byte[] tlsRequest(long capabilities, long maxPacketBytes, int collation) {
        return new ByteWriter().u32(capabilities).u32(maxPacketBytes).u8(collation).zeros(23).toBytes();
    }

    private static byte[] answer(ByteReader in, long capabilities) {
        if (Capabilities.has(capabilities, Capabilities.PLUGIN_AUTH_LENENC)) {
            return in.bytes(in.lenencLength());
        }
        if (Capabilities.has(capabilities, Capabilities.SECURE_CONNECTION)) {
            return in.bytes(in.u8());
        }
        return in.zeroTerminated().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The payload. */
    public byte[] encode() {
        boolean mysql = Capabilities.has(capabilities, Capabilities.LONG_PASSWORD);
        ByteWriter out = new ByteWriter().u32(capabilities)
                .u32(maxPacketBytes)
                .u8(collation)
                .zeros(19)
                .u32(mysql ? 0 : mariaDbCapabilities)
                .zeroTerminated(user);
        if (Capabilities.has(capabilities, Capabilities.PLUGIN_AUTH_LENENC)) {
            out.lenencBytes(answer.bytes());
        } else if (Capabilities.has(capabilities, Capabilities.SECURE_CONNECTION)) {
            out.u8(answer.size()).bytes(answer.bytes());
        } else {
            out.bytes(answer.bytes()).u8(0);
        }
        if (Capabilities.has(capabilities, Capabilities.CONNECT_WITH_DB)) {
            out.zeroTerminated(database);
        }
        if (Capabilities.has(capabilities, Capabilities.PLUGIN_AUTH)) {
            out.zeroTerminated(plugin);
        }
        if (Capabilities.has(capabilities, Capabilities.CONNECT_ATTRS)) {
            ConnectionAttributes.write(out, attributes);
        }
        return out.toBytes();
    }
}
