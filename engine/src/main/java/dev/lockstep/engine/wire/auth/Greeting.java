package dev.lockstep.engine.wire.auth;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.Capabilities;
import java.nio.charset.StandardCharsets;

/**
 * First packet of a server, handshake version 10.
 *
 * @param version as the server gives it; a MariaDB 10 and later puts {@code 5.5.5-} before it, the caller's choice
 * @param threadId connection number, unsigned 32 bits
 * @param scramble 20 bytes without a zero byte
 * @param capabilities {@link Capabilities}
 * @param collation {@link dev.lockstep.engine.wire.Collations}, low byte
 * @param status {@link dev.lockstep.engine.wire.StatusFlags}
 * @param mariaDbCapabilities MariaDB's second word, only without {@link Capabilities#LONG_PASSWORD}
 * @param plugin default password plugin, empty if the server names none
 */
public record Greeting(String version, long threadId, Blob scramble, long capabilities, int collation, int status,
        long mariaDbCapabilities, String plugin) {
    /** Length of a scramble. */
    public static final int SCRAMBLE_BYTES = 20;
    private static final int PROTOCOL_VERSION = 10;
    private static final int FIRST_PART = 8;
    private static final int SECOND_PART = SCRAMBLE_BYTES - FIRST_PART;

    /** Refuses a scramble of another length. */
    public Greeting {
        if (scramble.size() != SCRAMBLE_BYTES) {
            throw new IllegalArgumentException("scramble of " + scramble.size() + " bytes");
        }
    }

    /** Reads the packet; servers before 4.1 are refused. */
    public static Greeting decode(byte[] payload) {
        ByteReader in = new ByteReader(payload);
        int protocol = in.u8();
        if (protocol != PROTOCOL_VERSION) {
            throw new MalformedBytesException("greeting of protocol " + protocol + ", not 10", 0);
        }
        String version = in.zeroTerminated();
        long threadId = in.u32();
        byte[] scramble = new byte[SCRAMBLE_BYTES];
        System.arraycopy(in.bytes(FIRST_PART), 0, scramble, 0, FIRST_PART);
        in.skip(1);
        long capabilities = in.u16();
        int collation = in.u8();
        int status = in.u16();
        capabilities |= (long) in.u16() << 16;
        in.skip(1 + 6);
        long mariaDb = in.u32();
        System.arraycopy(in.bytes(SECOND_PART), 0, scramble, FIRST_PART, SECOND_PART);
        if (!in.atEnd()) {
            in.skip(1);
        }
        String plugin = in.atEnd() ? "" : pluginName(in);
        boolean mysql = Capabilities.has(capabilities, Capabilities.LONG_PASSWORD);
        return new Greeting(version, threadId, Blob.of(scramble), capabilities, collation, status, mysql ? 0 : mariaDb,
                plugin);
    }

    /** Old servers (bug #59453) leave out the zero byte. */
    private static String pluginName(ByteReader in) {
        String rest = in.text(in.remaining(), StandardCharsets.UTF_8);
        int zero = rest.indexOf('\0');
        return zero < 0 ? rest : rest.substring(0, zero);
    }

    /** The payload. */
    public byte[] encode() {
        boolean mysql = Capabilities.has(capabilities, Capabilities.LONG_PASSWORD);
        return new ByteWriter().u8(PROTOCOL_VERSION)
                .zeroTerminated(version)
                .u32(threadId)
                .bytes(scramble.bytes(), 0, FIRST_PART)
                .u8(0)
                .u16((int) (capabilities & 0xffff))
                .u8(collation)
                .u16(status)
                .u16((int) (capabilities >>> 16 & 0xffff))
                .u8(SCRAMBLE_BYTES + 1)
                .zeros(6)
                .u32(mysql ? 0 : mariaDbCapabilities)
                .bytes(scramble.bytes(), FIRST_PART, SECOND_PART)
                .u8(0)
                .zeroTerminated(plugin)
                .toBytes();
    }
}
