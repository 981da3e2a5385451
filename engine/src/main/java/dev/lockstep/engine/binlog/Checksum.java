package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.MalformedBytesException;
import java.util.zip.CRC32;

/** What ends each event of a file or stream: nothing, or the CRC32 of all before it (semisync.md B.1). */
public enum Checksum {
    /** No trailer. */
    NONE(0, 0),
    /** Four bytes, little-endian: zlib's CRC32 of the event before them. */
    CRC32(1, 4);

    private final int code;
    private final int trailerBytes;

    Checksum(int code, int trailerBytes) {
        this.code = code;
        this.trailerBytes = trailerBytes;
    }

    /** The algorithm byte of a format description. */
    public int code() {
        return code;
    }

    /** Length of the trailer, in bytes. */
    public int trailerBytes() {
        return trailerBytes;
    }

    /** The algorithm of that byte; any other than 0 and 1 is malformed. */
    public static Checksum ofCode(int code, int offset) {
        return switch (code) {
            case 0 -> NONE;
            case 1 -> CRC32;
            default -> throw new MalformedBytesException("checksum algorithm " + code + " is not known", offset);
        };
    }

    /** CRC32 of a slice, as a number of 32 bits. */
    public static long crc(byte[] bytes, int offset, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, offset, length);
        return crc.getValue();
    }
}
