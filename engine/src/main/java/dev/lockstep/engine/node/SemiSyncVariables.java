package dev.lockstep.engine.node;

import dev.lockstep.engine.semisync.source.SemiSyncSettings;
import dev.lockstep.engine.sql.variable.SystemVariables;

/** What semi-sync reads each time, from the variables. */
record SemiSyncVariables(SystemVariables variables) implements SemiSyncSettings {
    @Override
    public long timeoutMillis() {
        return variables.number("rpl_semi_sync_master_timeout");
    }

    @Override
    public boolean waitNoReplica() {
        return variables.enabled("rpl_semi_sync_master_wait_no_slave");
    }

    @Override
    public int firstDescriptor() {
        return (int) variables.number("lockstep_first_descriptor");
    }
}
