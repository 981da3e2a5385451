package dev.lockstep.engine.channel;

/**
 * What a channel has counted since the server started.
 *
 * @param events {@code Executed_log_entries}
 * @param definitions {@code Slave_DDL_Groups}
 * @param transactions {@code Slave_Transactional_Groups}
 * @param retries {@code Retried_transactions}
 * @param lastReadSeconds the source's Unix time of the last event received, 0 for none
 * @param lastAppliedSeconds the source's Unix time of the last group applied, 0 for none
 */
public record ChannelCounts(long events, long definitions, long transactions, long retries, long lastReadSeconds,
        long lastAppliedSeconds) {}
