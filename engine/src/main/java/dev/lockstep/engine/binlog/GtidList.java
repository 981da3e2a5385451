package dev.lockstep.engine.binlog;

import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.util.ArrayList;
import java.util.List;

/**
 * MariaDB: the last GTID of each domain and server before this file; the second event of each file.
 *
 * @param flags the high four bits of the count: 1 until reached, 2 ignore
 * @param gtids in the order of the file
 * @param tail padding of an empty list
 */
public record GtidList(int flags, List<MariaDbGtid> gtids, RawBytes tail) implements BinlogEvent {
    private static final int ENTRY_BYTES = 16;
    private static final int COUNT_BITS = 28;

    private static final int UNTIL_REACHED = 1;

    /** Keeps its own list. */
    public GtidList {
        gtids = List.copyOf(gtids);
    }

    /** A list as servers write it. */
    public static GtidList of(List<MariaDbGtid> gtids) {
        return new GtidList(0, gtids, RawBytes.zeros(gtids.isEmpty() ? 2 : 0));
    }

    /** The end of a dump that was asked for with {@code @slave_until_gtid}. */
    public static GtidList reached(List<MariaDbGtid> gtids) {
        return new GtidList(UNTIL_REACHED, gtids, RawBytes.zeros(gtids.isEmpty() ? 2 : 0));
    }

    /** Whether the source has sent all that the replica wanted. */
    public boolean untilReached() {
        return (flags & UNTIL_REACHED) != 0;
    }

    @Override
    public int type() {
        return EventTypes.MARIADB_GTID_LIST;
    }

    static GtidList read(ByteReader in) {
        long word = in.u32();
        int count = (int) (word & ((1 << COUNT_BITS) - 1));
        if (count > in.remaining() / ENTRY_BYTES) {
            throw new MalformedBytesException("list of " + count + " GTIDs in " + in.remaining() + " bytes", 0);
        }
        List<MariaDbGtid> gtids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            gtids.add(new MariaDbGtid(in.u32(), in.u32(), in.u64()));
        }
        return new GtidList((int) (word >>> COUNT_BITS), gtids, RawBytes.rest(in));
    }

    @Override
    public void writeBody(ByteWriter out) {
        out.u32(gtids.size() | (long) flags << COUNT_BITS);
        for (MariaDbGtid gtid : gtids) {
            out.u32(gtid.domainId()).u32(gtid.serverId()).u64(gtid.sequence());
        }
        tail.writeTo(out);
    }
}
