package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;

/**
 * The server wants a file of the client. Ours never ask, and our client answers with an empty packet: no server may read
 * files of this machine.
 *
 * @param file name of the wanted file
 */
public record LocalInfileRequest(String file) implements Response {
    /** First byte. */
    public static final int HEADER = 0xfb;

    /** Reads the packet. */
    public static LocalInfileRequest decode(byte[] payload) {
        ByteReader in = new ByteReader(payload);
        Responses.expect(in, HEADER, "LOCAL INFILE");
        return new LocalInfileRequest(in.restText());
    }

    @Override
    public byte[] encode() {
        return new ByteWriter().u8(HEADER).text(file).toBytes();
    }
}
