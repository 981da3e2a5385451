package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What MariaDB compresses with {@code log_bin_compress}: a byte (bit 7 set, bits 4 to 6 the algorithm, 0 for zlib; bits 0 to
 * 2 the number of bytes of the length), the length of the plain bytes, highest byte first, and the compressed bytes.
 */
final class CompressedBody {
    private static final int MARK = 0x80;
    private static final int MAX_BYTES = 1 << 30;
    private static final int STEP_BYTES = 64 * 1024;

    private CompressedBody() {}

    /** The plain bytes of all that is left of {@code in}; memory is taken only as they come. */
    static byte[] plain(ByteReader in) {
        int at = in.position();
        int head = in.u8();
        int lengthBytes = head & 7;
        if ((head & MARK) == 0 || (head >> 4 & 7) != 0 || lengthBytes < 1 || lengthBytes > 4) {
            throw new MalformedBytesException("compressed bytes begin with 0x" + Integer.toHexString(head), at);
        }
        long length = BigEndian.read(in, lengthBytes);
        if (length > MAX_BYTES) {
            throw new MalformedBytesException("compressed bytes that say to be " + length + " when plain", at);
        }
        return inflate(in.rest(), (int) length, at);
    }

    private static byte[] inflate(byte[] compressed, int length, int at) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed);
            ByteWriter out = new ByteWriter(Math.min(length, STEP_BYTES));
            byte[] step = new byte[Math.min(Math.max(1, length), STEP_BYTES)];
            while (!inflater.finished()) {
                int count = inflater.inflate(step);
                if (count == 0 && !inflater.finished() || out.size() + count > length) {
                    throw new MalformedBytesException("compressed bytes are not " + length + " when plain", at);
                }
                out.bytes(step, 0, count);
            }
            if (out.size() != length) {
                throw new MalformedBytesException(out.size() + " plain bytes where " + length + " were announced", at);
            }
            return out.toBytes();
        } catch (DataFormatException e) {
            throw (MalformedBytesException) new MalformedBytesException("compressed bytes: " + e.getMessage(), at)
                    .initCause(e);
        } finally {
            inflater.end();
        }
    }
}
