package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import java.util.Map;

/**
 * COM_CHANGE_USER: log in again on the same connection. Encoded in the newest form (with plugin and attributes).
 *
 * @param user account name
 * @param answer answer to the last scramble
 * @param database database to use, may be empty
 * @param collation {@link Collations}, 0 if the client sent none
 * @param plugin password plugin of the answer, empty if the client sent none
 * @param attributes of the client
 */
public record ChangeUser(String user, Blob answer, String database, int collation, String plugin,
        Map<String, String> attributes) implements Command {
    /** Copies the attributes. */
    public ChangeUser {
        attributes = ConnectionAttributes.copy(attributes);
    }

    static ChangeUser read(ByteReader in, long capabilities) {
        String user = in.zeroTerminated();
        Blob answer = Blob.of(in.bytes(in.u8()));
        String database = in.zeroTerminated();
        int collation = in.remaining() >= 2 ? in.u16() : 0;
        String plugin = Capabilities.has(capabilities, Capabilities.PLUGIN_AUTH) && !in.atEnd()
                ? in.zeroTerminated()
                : "";
        Map<String, String> attributes = Capabilities.has(capabilities, Capabilities.CONNECT_ATTRS) && !in.atEnd()
                ? ConnectionAttributes.read(in)
                : Map.of();
        return new ChangeUser(user, answer, database, collation, plugin, attributes);
    }

    @Override
    public int code() {
        return CommandCode.CHANGE_USER;
    }

    @Override
    public byte[] encode() {
        ByteWriter out = new ByteWriter().u8(code())
                .zeroTerminated(user)
                .u8(answer.size())
                .bytes(answer.bytes())
                .zeroTerminated(database)
                .u16(collation)
                .zeroTerminated(plugin);
        ConnectionAttributes.write(out, attributes);
        return out.toBytes();
    }
}
