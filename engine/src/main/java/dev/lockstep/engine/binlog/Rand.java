package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;

/** Both seeds of {@code RAND()} for the statement after it. */
public record Rand(long seed1, long seed2) implements BinlogEvent {
    @Override
    public int type() {
        return EventTypes.RAND;
    }

    static Rand read(ByteReader in) {
        return new Rand(in.u64(), in.u64());
    }

    @Override
    public void writeBody(ByteWriter out) {
        out.u64(seed1).u64(seed2);
    }
}
