package dev.lockstep.engine.binlog;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** A frame of Zstandard. */
final class ZstdFrame {
    private static final int STEP_BYTES = 64 * 1024;

    private ZstdFrame() {}

    /** The plain bytes, which must be {@code length}; memory is taken only as they come. */
    static byte[] plain(byte[] compressed, int length) {
        ByteWriter out = new ByteWriter(Math.min(length, STEP_BYTES));
        byte[] step = new byte[STEP_BYTES];
        try (ZstdInputStreamNoFinalizer in = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(compressed))) {
            for (int count = in.read(step); count >= 0; count = in.read(step)) {
                if (out.size() + (long) count > length) {
                    throw new MalformedBytesException("compressed payload is longer than " + length + " when plain", 0);
                }
                out.bytes(step, 0, count);
            }
        } catch (IOException e) {
            throw (MalformedBytesException) new MalformedBytesException("compressed payload: " + e.getMessage(), 0)
                    .initCause(e);
        }
        if (out.size() != length) {
            throw new MalformedBytesException("payload of " + out.size() + " plain bytes where " + length
                    + " were announced", 0);
        }
        return out.toBytes();
    }
}
