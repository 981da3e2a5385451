package dev.lockstep.engine.trace;

import dev.lockstep.engine.binlog.BinlogPosition;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends of transactions in the order of the binlog, shared by a projection and its checkpoints: all of them fold the same
 * events, so an entry that is set again gets the same value.
 */
final class FlushIndex {
    private final List<BinlogPosition> ends = new ArrayList<>();

    synchronized void set(int index, BinlogPosition end) {
        if (index == ends.size()) {
            ends.add(end);
        }
    }

    synchronized BinlogPosition get(int index) {
        return ends.get(index);
    }

    /** How many of the first {@code count} transactions end at or before a position. */
    synchronized int countUpTo(BinlogPosition position, int count) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends.get(middle).compareTo(position) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
