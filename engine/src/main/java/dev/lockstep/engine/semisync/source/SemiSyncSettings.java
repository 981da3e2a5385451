package dev.lockstep.engine.semisync.source;

/** Live values of the variables that {@link SemiSyncSource} reads each time it needs them. */
public interface SemiSyncSettings {
    /** {@code rpl_semi_sync_master_timeout}; read when a wait begins. */
    long timeoutMillis();

    /** {@code rpl_semi_sync_master_wait_no_slave}. */
    boolean waitNoReplica();

    /** {@code lockstep_first_descriptor}: lower ones are taken by tables and logs. */
    default int firstDescriptor() {
        return 0;
    }
}
