package dev.lockstep.engine.sql.store;

import java.util.concurrent.atomic.AtomicLong;

/** The counter of a table: values are not given back by a rollback, and are found again after a restart from the rows. */
final class AutoIncrement {
    private final AtomicLong next;

    AutoIncrement(long next) {
        this.next = new AtomicLong(Math.max(1, next));
    }

    /** A new value: the smallest of offset + n * increment that was not given yet. */
    long next(long increment, long offset) {
        while (true) {
            long from = next.get();
            long steps = increment == 1 ? 0 : Math.max(0, Math.floorDiv(from - offset + increment - 1, increment));
            long value = increment == 1 ? from : offset + steps * increment;
            if (next.compareAndSet(from, value + 1)) {
                return value;
            }
        }
    }

    /** A value that a statement gave itself. */
    void seen(long value) {
        next.accumulateAndGet(value, (now, given) -> given >= now && given < Long.MAX_VALUE ? given + 1 : now);
    }

    long peek() {
        return next.get();
    }
}
