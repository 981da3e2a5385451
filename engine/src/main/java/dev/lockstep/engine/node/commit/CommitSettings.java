package dev.lockstep.engine.node.commit;

/** Live values of the variables that the stages read. */
public interface CommitSettings {
    /** {@code sync_binlog}: make the file durable every so many groups, 0 for never. */
    long syncBinlog();

    /** {@code binlog_group_commit_sync_delay} in microseconds. */
    long syncDelayMicros();

    /** {@code binlog_group_commit_sync_no_delay_count}: end the delay when so many transactions wait; 0 for no such limit. */
    long syncNoDelayCount();
}
