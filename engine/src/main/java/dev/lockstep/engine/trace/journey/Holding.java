package dev.lockstep.engine.trace.journey;

import dev.lockstep.engine.binlog.BinlogPosition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of one binlog a node has. A log is had from its beginning, so positions say it all; of its own log a server that
 * lost its power may lack a stretch in the middle, for it goes on in a new file.
 */
final class Holding {
    private @Nullable BinlogPosition memory;
    private @Nullable BinlogPosition file;
    private @Nullable BinlogPosition durable;
    private @Nullable BinlogPosition applied;
    private @Nullable BinlogPosition appliedDurable;
    private final List<Hole> holes;

    /** What lies behind {@code from}, up to and including {@code to}. */
    private record Hole(@Nullable BinlogPosition from, BinlogPosition to) {
        boolean has(BinlogPosition end) {
            return !reaches(from, end) && to.reaches(end);
        }
    }

    Holding() {
        holes = new ArrayList<>(0);
    }

    Holding(Holding other) {
        memory = other.memory;
        file = other.file;
        durable = other.durable;
        applied = other.applied;
        appliedDurable = other.appliedDurable;
        holes = new ArrayList<>(other.holes);
    }

    private static boolean reaches(@Nullable BinlogPosition have, BinlogPosition end) {
        return have != null && have.reaches(end);
    }

    private static @Nullable BinlogPosition later(@Nullable BinlogPosition one, @Nullable BinlogPosition other) {
        return one == null || other != null && other.reaches(one) ? other : one;
    }

    private static @Nullable BinlogPosition earlier(@Nullable BinlogPosition one, @Nullable BinlogPosition other) {
        return one == null || other == null ? null : one.reaches(other) ? other : one;
    }

    void received(BinlogPosition end) {
        memory = end;
    }

    void written(BinlogPosition end, boolean synced) {
        memory = end;
        file = end;
        durable = synced ? end : earlier(durable, end);
    }

    /** The node has written it into its own binlog. */
    void flushed(BinlogPosition end) {
        memory = end;
        file = end;
    }

    void synced(BinlogPosition end) {
        durable = later(durable, end);
    }

    /** The file before is closed, and so durable. */
    void fileClosed() {
        durable = file;
    }

    void applied(BinlogPosition end, boolean kept) {
        applied = later(applied, end);
        if (kept) {
            appliedDurable = later(appliedDurable, end);
        }
    }

    /** The relay log is deleted; what was applied stays. */
    void relayGone() {
        memory = null;
        file = null;
        durable = null;
    }

    /** The files are closed, after all was written to them. */
    void closed() {
        file = memory;
        durable = file;
        appliedDurable = applied;
    }

    /** The process has ended. */
    void processEnded() {
        memory = file;
    }

    /**
     * The machine lost its power.
     *
     * @param own whether it is the node's own binlog
     */
    void powerLost(boolean own) {
        BinlogPosition written = file;
        if (own && written != null && !reaches(durable, written)) {
            holes.add(new Hole(durable, written));
        }
        applied = later(appliedDurable, earlier(applied, durable));
        file = durable;
        memory = durable;
    }

    /** Where a transaction is that ends there. */
    Place place(BinlogPosition end) {
        if (holes.stream().anyMatch(hole -> hole.has(end))) {
            return Place.NOWHERE;
        } else if (reaches(durable, end) || reaches(appliedDurable, end)) {
            return Place.DURABLE;
        } else if (reaches(file, end) || reaches(applied, end)) {
            return Place.FILE;
        }
        return reaches(memory, end) ? Place.MEMORY : Place.NOWHERE;
    }

    boolean hasApplied(BinlogPosition end) {
        return reaches(applied, end);
    }

    /** The last position of which the node has anything. */
    @Nullable
    BinlogPosition last() {
        return later(memory, applied);
    }
}
