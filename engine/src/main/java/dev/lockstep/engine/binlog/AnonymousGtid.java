package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;

/**
 * MySQL: a transaction without GTID begins ({@code ANONYMOUS_GTID_LOG_EVENT}). Fields as in {@link GtidLog}.
 *
 * @param identity the 24 bytes where a GTID would be, zero in what servers write
 */
public record AnonymousGtid(int flags, RawBytes identity, long lastCommitted, long sequenceNumber,
        RawBytes tail) implements BinlogEvent {
    private static final int IDENTITY_BYTES = 24;

    /** Refuses an identity of another length. */
    public AnonymousGtid {
        if (identity.size() != IDENTITY_BYTES) {
            throw new IllegalArgumentException("identity of " + identity.size() + " bytes");
        }
    }

    /** An event as MySQL 5.7 writes it. */
    public AnonymousGtid(int flags, long lastCommitted, long sequenceNumber) {
        this(flags, RawBytes.zeros(IDENTITY_BYTES), lastCommitted, sequenceNumber, RawBytes.EMPTY);
    }

    @Override
    public int type() {
        return EventTypes.ANONYMOUS_GTID;
    }

    static AnonymousGtid read(ByteReader in) {
        int flags = in.u8();
        RawBytes identity = RawBytes.read(in, IDENTITY_BYTES);
        boolean clock = GtidLog.readClock(in);
        return new AnonymousGtid(flags, identity, clock ? in.u64() : GtidLog.NO_CLOCK,
                clock ? in.u64() : GtidLog.NO_CLOCK, RawBytes.rest(in));
    }

    @Override
    public void writeBody(ByteWriter out) {
        out.u8(flags);
        identity.writeTo(out);
        GtidLog.writeClock(out, lastCommitted, sequenceNumber);
        tail.writeTo(out);
    }
}
