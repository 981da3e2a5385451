package dev.lockstep.engine.log;

import dev.lockstep.engine.binlog.ChecksumMismatchException;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A log file that is not readable from some offset on. The message names file, offset and what is wrong. */
public final class DamagedLogException extends IOException {
    private static final long serialVersionUID = 1;

    private final Damage damage;
    private final String file;
    private final long offset;
    private final transient @Nullable EventHeader header;

    /** What a reader can do about it depends on this. */
    public enum Damage {
        /** The file ends within an event: a write was cut off. Recovery truncates it. */
        TORN,
        /** An event's CRC does not fit its bytes. */
        CHECKSUM,
        /** Bytes that cannot be an event. */
        MALFORMED,
        /** An event larger than the reader's limit. */
        TOO_LARGE,
        /** The file does not begin as a binlog does. */
        NO_LOG
    }

    DamagedLogException(Damage damage, String file, long offset, String what, @Nullable Throwable cause) {
        this(damage, file, offset, null, what, cause);
    }

    DamagedLogException(Damage damage, String file, long offset, @Nullable EventHeader header, String what,
            @Nullable Throwable cause) {
        super(file + " at " + offset + ": " + what, cause);
        this.damage = damage;
        this.file = file;
        this.offset = offset;
        this.header = header;
    }

    static DamagedLogException of(String file, long offset, @Nullable EventHeader header,
            MalformedBytesException cause) {
        Damage damage = cause instanceof ChecksumMismatchException ? Damage.CHECKSUM : Damage.MALFORMED;
        return new DamagedLogException(damage, file, offset, header, String.valueOf(cause.getMessage()), cause);
    }

    /** What stands there as the event's header; null if not even that can be read. */
    public @Nullable EventHeader header() {
        return header;
    }

    /** What is wrong. */
    public Damage damage() {
        return damage;
    }

    /** The file. */
    public String file() {
        return file;
    }

    /** Offset of the event in question, in bytes. */
    public long offset() {
        return offset;
    }
}
