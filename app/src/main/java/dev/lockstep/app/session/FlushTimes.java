package dev.lockstep.app.session;

import dev.lockstep.engine.binlog.BinlogPosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When each transaction of one source reached its binlog: what tells how old a replica's next transaction is. */
final class FlushTimes {
    private final List<BinlogPosition> ends = new ArrayList<>();
    private long[] nanos = new long[1024];

    void flushed(BinlogPosition end, long atNanos) {
        if (ends.size() == nanos.length) {
            nanos = Arrays.copyOf(nanos, nanos.length * 2);
        }
        nanos[ends.size()] = atNanos;
        ends.add(end);
    }

    /** When the first transaction behind a position was written, -1 if there is none up to that instant. */
    long firstAfter(@Nullable BinlogPosition position, long untilNanos) {
        int low = 0;
        int high = ends.size();
        while (position != null && low < high) {
            int middle = (low + high) >>> 1;
            if (ends.get(middle).compareTo(position) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < ends.size() && nanos[low] <= untilNanos ? nanos[low] : -1;
    }
}
