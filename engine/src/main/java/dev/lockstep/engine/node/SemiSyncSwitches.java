package dev.lockstep.engine.node;

import dev.lockstep.engine.semisync.source.AckReceiver;
import dev.lockstep.engine.semisync.source.SemiSyncSource;
import dev.lockstep.engine.sql.variable.SystemVariables;

/**
 * What setting a {@code rpl_semi_sync_master_*} variable does at once (semisync.md C.4, C.6, C.7). The listeners run in the
 * session that did the SET, which holds {@code LOCK_global_system_variables} meanwhile, as in MySQL: a receiver that does
 * not give its mutex up keeps SHOW VARIABLES waiting too.
 */
record SemiSyncSwitches(SemiSyncSource semiSync, AckReceiver ackReceiver, SystemVariables variables) {
    private static final String ENABLED = "rpl_semi_sync_master_enabled";
    private static final String COUNT = "rpl_semi_sync_master_wait_for_slave_count";
    private static final String WAIT_NO_SLAVE = "rpl_semi_sync_master_wait_no_slave";

    /** Does what the start values say, and watches for changes. */
    void connect() {
        semiSync.setWaitForReplicaCount((int) variables.number(COUNT));
        if (variables.enabled(ENABLED)) {
            enable();
        }
        variables.onChange(ENABLED, (variable, before, now) -> {
            if (Boolean.TRUE.equals(now)) {
                enable();
            } else {
                semiSync.disable();
                ackReceiver.stop();
            }
        });
        variables.onChange(COUNT,
                (variable, before, now) -> semiSync.setWaitForReplicaCount((int) variables.number(COUNT)));
        variables.onChange(WAIT_NO_SLAVE, (variable, before, now) -> semiSync.waitNoReplicaChanged());
    }

    private void enable() {
        semiSync.enable();
        ackReceiver.start();
    }
}
