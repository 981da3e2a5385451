package dev.lockstep.engine.log;

import dev.lockstep.engine.binlog.BinlogPosition;

/**
 * How far a channel's applier has come: the content of {@code relay-log.info}.
 *
 * @param relay end of the last applied transaction in the relay log
 * @param source the same in the source's log
 * @param delaySeconds {@code MASTER_DELAY}
 * @param workers appliers that worked in parallel, 0 for one that works alone
 * @param channel empty for the default channel
 */
public record RelayLogInfo(BinlogPosition relay, BinlogPosition source, int delaySeconds, int workers,
        String channel) {
    /** Positions of the default channel, without delay. */
    public RelayLogInfo(BinlogPosition relay, BinlogPosition source) {
        this(relay, source, 0, 0, "");
    }
}
