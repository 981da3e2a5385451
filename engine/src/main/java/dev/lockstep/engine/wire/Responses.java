package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.MalformedBytesException;

/** What the decoders of answers share. */
final class Responses {
    private Responses() {}

    static void expect(ByteReader in, int header, String what) {
        int got = in.u8();
        if (got != header) {
            throw new MalformedBytesException(
                    String.format("0x%02x where %s packet (0x%02x) was expected", got, what, header), 0);
        }
    }
}
