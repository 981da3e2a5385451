package dev.lockstep.engine.binlog;

import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;

/**
 * MariaDB: a transaction with this GTID begins ({@code GTID_EVENT}); it stands for BEGIN, unless {@link #STANDALONE}. The
 * GTID's server is the header's.
 *
 * @param flags see {@link #STANDALONE} and its neighbours
 * @param tail commit number, XA id and padding, as they came
 */
public record MariaDbGtidLog(long sequence, long domainId, int flags, RawBytes tail) implements BinlogEvent {
    /** One statement without a COMMIT after it. */
    public static final int STANDALONE = 1;
    /** A commit number follows: transactions with the same one were committed as a group. */
    public static final int GROUP_COMMIT_ID = 2;
    /** It can be rolled back. */
    public static final int TRANSACTIONAL = 4;
    /** It may be applied in parallel with others. */
    public static final int ALLOW_PARALLEL = 8;
    /** It waited for a row lock on the source. */
    public static final int WAITED = 16;
    /** It is a DDL. */
    public static final int DDL = 32;

    static final int POST_HEADER = 19;

    /** An event without commit number. */
    public static MariaDbGtidLog of(MariaDbGtid gtid, int flags) {
        return new MariaDbGtidLog(gtid.sequence(), gtid.domainId(), flags & ~GROUP_COMMIT_ID, RawBytes.zeros(6));
    }

    /** An event of a group of commits. */
    public static MariaDbGtidLog ofGroup(MariaDbGtid gtid, int flags, long commitId) {
        return new MariaDbGtidLog(gtid.sequence(), gtid.domainId(), flags | GROUP_COMMIT_ID,
                RawBytes.of(new ByteWriter(8).u64(commitId)));
    }

    @Override
    public int type() {
        return EventTypes.MARIADB_GTID;
    }

    /** The commit number, 0 if there is none. */
    public long commitId() {
        return (flags & GROUP_COMMIT_ID) == 0 ? 0 : tail.reader().u64();
    }

    /** The GTID, given the header's server. */
    public MariaDbGtid gtid(long serverId) {
        return new MariaDbGtid(domainId, serverId, sequence);
    }

    static MariaDbGtidLog read(ByteReader in) {
        MariaDbGtidLog event = new MariaDbGtidLog(in.u64(), in.u32(), in.u8(), RawBytes.rest(in));
        event.commitId();
        return event;
    }

    @Override
    public void writeBody(ByteWriter out) {
        out.u64(sequence).u32(domainId).u8(flags);
        tail.writeTo(out);
    }
}
