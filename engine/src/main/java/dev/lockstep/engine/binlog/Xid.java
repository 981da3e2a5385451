package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;

/**
 * A transaction of an engine with two-phase commit ends.
 *
 * @param xid the server's own number of the transaction
 */
public record Xid(long xid) implements BinlogEvent {
    @Override
    public int type() {
        return EventTypes.XID;
    }

    static Xid read(ByteReader in) {
        return new Xid(in.u64());
    }

    @Override
    public void writeBody(ByteWriter out) {
        out.u64(xid);
    }
}
