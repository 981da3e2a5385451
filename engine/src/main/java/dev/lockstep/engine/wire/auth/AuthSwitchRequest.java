package dev.lockstep.engine.wire.auth;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.wire.Blob;
import java.util.Arrays;

/**
 * The server wants another plugin's answer.
 *
 * @param plugin name of the plugin
 * @param scramble what the answer is about, without the zero byte that ends it on the wire
 */
public record AuthSwitchRequest(String plugin, Blob scramble) {
    /** First byte. */
    public static final int HEADER = 0xfe;

    /** Reads the packet; the one-byte form that asks for the password format of 3.23 is refused. */
    public static AuthSwitchRequest decode(byte[] payload) {
        ByteReader in = new ByteReader(payload);
        if (in.u8() != HEADER) {
            throw new MalformedBytesException("not a request for another password plugin", 0);
        }
        if (in.atEnd()) {
            throw new MalformedBytesException("server wants the password format of before 4.1", 0);
        }
        String plugin = in.zeroTerminated();
        byte[] data = in.rest();
        boolean ended = data.length > 0 && data[data.length - 1] == 0;
        return new AuthSwitchRequest(plugin, Blob.of(ended ? Arrays.copyOf(data, data.length - 1) : data));
    }

    /** The payload. */
    public byte[] encode() {
        return new ByteWriter().u8(HEADER).zeroTerminated(plugin).bytes(scramble.bytes()).u8(0).toBytes();
    }
}
