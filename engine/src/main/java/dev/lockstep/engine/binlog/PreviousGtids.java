package dev.lockstep.engine.binlog;

import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;

/**
 * MySQL: all GTIDs of the files before this one; the second event of each file.
 *
 * @param gtids the set
 */
public record PreviousGtids(GtidSet gtids) implements BinlogEvent {
    @Override
    public int type() {
        return EventTypes.PREVIOUS_GTIDS;
    }

    static PreviousGtids read(ByteReader in) {
        return new PreviousGtids(GtidSet.read(in));
    }

    @Override
    public void writeBody(ByteWriter out) {
        gtids.writeTo(out);
    }
}
