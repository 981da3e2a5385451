package dev.lockstep.engine.binlog;

import dev.lockstep.engine.binlog.gtid.Gtid;
import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;

/**
 * MySQL: a transaction with this GTID begins ({@code GTID_LOG_EVENT}).
 *
 * @param flags 1: the transaction may hold statements
 * @param lastCommitted logical time of the transaction that must be committed before this one starts; {@link #NO_CLOCK} in
 *     MySQL 5.6, whose event ends before it
 * @param sequenceNumber logical time of this transaction, counted from the start of the file
 * @param tail what MySQL 8.0 adds (commit times, length, version), empty in 5.7
 */
public record GtidLog(int flags, Gtid gtid, long lastCommitted, long sequenceNumber,
        RawBytes tail) implements BinlogEvent {
    /** The transaction may hold statements as text. */
    public static final int MAY_HAVE_STATEMENTS = 1;
    /** Both times of an event that has none. */
    public static final long NO_CLOCK = -1;
    static final int POST_HEADER = 42;
    static final int POST_HEADER_56 = 25;
    private static final int LOGICAL_CLOCK = 2;

    /** An event as MySQL 5.7 writes it. */
    public GtidLog(int flags, Gtid gtid, long lastCommitted, long sequenceNumber) {
        this(flags, gtid, lastCommitted, sequenceNumber, RawBytes.EMPTY);
    }

    @Override
    public int type() {
        return EventTypes.GTID;
    }

    static GtidLog read(ByteReader in) {
        int flags = in.u8();
        Gtid gtid = new Gtid(Gtid.readSid(in), in.u64());
        boolean clock = readClock(in);
        return new GtidLog(flags, gtid, clock ? in.u64() : NO_CLOCK, clock ? in.u64() : NO_CLOCK, RawBytes.rest(in));
    }

    /** Whether a logical clock follows; its type is consumed. */
    static boolean readClock(ByteReader in) {
        if (in.atEnd()) {
            return false;
        }
        int type = in.u8();
        if (type != LOGICAL_CLOCK) {
            throw new MalformedBytesException("logical timestamp of type " + type, in.position() - 1);
        }
        return true;
    }

    static void writeClock(ByteWriter out, long lastCommitted, long sequenceNumber) {
        if (lastCommitted != NO_CLOCK || sequenceNumber != NO_CLOCK) {
            out.u8(LOGICAL_CLOCK).u64(lastCommitted).u64(sequenceNumber);
        }
    }

    @Override
    public void writeBody(ByteWriter out) {
        out.u8(flags);
        gtid.writeSid(out);
        out.u64(gtid.number());
        writeClock(out, lastCommitted, sequenceNumber);
        tail.writeTo(out);
    }
}
