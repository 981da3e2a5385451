package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.MalformedBytesException;

/** An event whose trailer is not the CRC32 of its bytes: it was damaged on disk or on its way. */
public final class ChecksumMismatchException extends MalformedBytesException {
    private static final long serialVersionUID = 1;

    private final long stored;
    private final long computed;

    ChecksumMismatchException(int type, long stored, long computed, int offset) {
        super("checksum mismatch in a %s event: stored %08x, computed %08x".formatted(EventTypes.name(type), stored,
                computed), offset);
        this.stored = stored;
        this.computed = computed;
    }

    /** The CRC32 that the event carries. */
    public long stored() {
        return stored;
    }

    /** The CRC32 of its bytes. */
    public long computed() {
        return computed;
    }
}
