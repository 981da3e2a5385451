package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventEncoder;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a family of servers writes around the rows: a file's first events, and the event that names a transaction. */
public interface BinlogForm {
    /** The first event of a file. */
    FormatDescription description(String serverVersion, long createdSeconds, Checksum checksum);

    /**
     * The events behind it.
     *
     * @param files names of the files that there are now, oldest first, the new one last
     */
    List<EncodedEvent> head(EventEncoder encoder, long seconds, List<String> files);

    /** What a file that began now would say of the GTIDs before it; {@code LOCK_log} is held. */
    BinlogEvent state();

    /**
     * Names a transaction and counts it as executed; {@code LOCK_log} is held.
     *
     * @throws OutOfOrderException if it must not be logged
     */
    Named name(TransactionEvents transaction, Moment moment);

    /** {@code RESET MASTER}. */
    void clear();

    /**
     * When a transaction is written, in logical time.
     *
     * @param lastCommitted of {@link LogicalClock}, counted from the file's begin
     * @param sequenceNumber likewise
     * @param commitId of the group of commits; 0 for one that commits alone
     */
    record Moment(long lastCommitted, long sequenceNumber, long commitId) {}

    /**
     * A transaction's first event.
     *
     * @param flags of its header
     * @param gtid MariaDB: what it says; null otherwise
     */
    record Named(BinlogEvent event, int flags, @Nullable MariaDbGtid gtid) {}
}
