package dev.lockstep.engine.node;

import dev.lockstep.engine.node.commit.CommitSettings;
import dev.lockstep.engine.sql.variable.SystemVariables;

/** What the commit stages read, from the variables. */
record SyncVariables(SystemVariables variables) implements CommitSettings {
    @Override
    public long syncBinlog() {
        return variables.number("sync_binlog");
    }

    @Override
    public long syncDelayMicros() {
        return variables.number("binlog_group_commit_sync_delay");
    }

    @Override
    public long syncNoDelayCount() {
        return variables.number("binlog_group_commit_sync_no_delay_count");
    }
}
