package dev.lockstep.engine.binlog;

import java.util.Comparator;

/**
 * File and offset in a binary log: what a semi-sync ACK names. Ordered as the servers order it, by {@code strcmp} on
 * the file name and then by offset (semisync.md C.1); so {@code bin.1000000} sorts before {@code bin.999999}, as there.
 *
 * @param file file name without its folder, empty when not known
 * @param offset offset in bytes of the end of an event
 */
public record BinlogPosition(String file, long offset) implements Comparable<BinlogPosition> {
    /** The first event of any file: after the magic number. */
    public static final long FIRST_OFFSET = 4;

    private static final Comparator<BinlogPosition> ORDER = Comparator.comparing(BinlogPosition::file)
            .thenComparingLong(BinlogPosition::offset);

    @Override
    public int compareTo(BinlogPosition other) {
        return ORDER.compare(this, other);
    }

    /** Whether this position lies at or behind {@code other}. */
    public boolean reaches(BinlogPosition other) {
        return compareTo(other) >= 0;
    }

    @Override
    public String toString() {
        return file + ":" + offset;
    }
}
