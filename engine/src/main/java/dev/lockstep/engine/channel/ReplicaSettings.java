package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.Checksum;

/** Live values of the variables that a channel reads when it needs them. */
public interface ReplicaSettings {
    /** {@code slave_net_timeout}: the receiver reconnects after so long without a packet. */
    long netTimeoutSeconds();

    /** {@code sync_relay_log}: make the relay log durable after so many events, 0 for never. */
    long syncRelayLog();

    /** {@code sync_master_info}: write master.info durably after so many events, 0 for never. */
    long syncSourceInfo();

    /** {@code relay_log_purge}: delete relay logs that are applied. */
    boolean relayLogPurge();

    /** {@code relay_log_recovery}: at start, drop the relay logs and fetch again what is not applied. */
    boolean relayLogRecovery();

    /** {@code max_relay_log_size}, or {@code max_binlog_size} if that is 0; bytes. */
    long maxRelayLogBytes();

    /** MariaDB: {@code gtid_strict_mode}. */
    default boolean gtidStrict() {
        return false;
    }

    /** MariaDB: {@code gtid_ignore_duplicates}. */
    default boolean gtidIgnoreDuplicates() {
        return false;
    }

    /** MariaDB: {@code replicate_events_marked_for_skip}. */
    default MarkedEvents markedEvents() {
        return MarkedEvents.REPLICATE;
    }

    /** MariaDB: {@code replicate_annotate_row_events}. */
    default boolean annotatedRows() {
        return false;
    }

    /** {@code slave_transaction_retries}: how often a transaction that found no lock is tried again. */
    default long transactionRetries() {
        return 10;
    }

    /** {@code binlog_checksum}: also that of the relay log's own events. */
    default Checksum binlogChecksum() {
        return Checksum.CRC32;
    }

    /** {@code slave_compressed_protocol}. */
    default boolean compressedProtocol() {
        return false;
    }

    /** {@code report_host}. */
    String reportHost();

    /** {@code report_port}. */
    int reportPort();
}
