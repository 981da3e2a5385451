package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteWriter;

/** The server was shut down cleanly; the last event of a file. A replica's receiver drops it. */
public record Stop() implements BinlogEvent {
    @Override
    public int type() {
        return EventTypes.STOP;
    }

    @Override
    public void writeBody(ByteWriter out) {}
}
