package dev.lockstep.engine.trace.journey;

import dev.lockstep.engine.binlog.BinlogPosition;

/**
 * A transaction in a binlog: the node that wrote it there and the end of its last event. A replica that logs what it applies
 * has a copy with an identity of its own.
 */
public record TransactionId(String node, BinlogPosition end) {
    @Override
    public String toString() {
        return node + " " + end;
    }
}
