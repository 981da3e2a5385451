package dev.lockstep.engine.node;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.node.commit.CommitHooks;
import dev.lockstep.engine.semisync.source.SemiSyncSource;
import dev.lockstep.engine.sql.variable.SystemVariables;
import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.world.WorldThread;

/** Semi-sync in the commit: which hook waits is {@code rpl_semi_sync_master_wait_point}. */
final class SemiSyncHooks implements CommitHooks {
    static final String WAIT_POINT = "rpl_semi_sync_master_wait_point";

    private final World world;
    private final SemiSyncSource semiSync;
    private final SystemVariables variables;

    SemiSyncHooks(World world, SemiSyncSource semiSync, SystemVariables variables) {
        this.world = world;
        this.semiSync = semiSync;
        this.variables = variables;
    }

    @Override
    public void afterFlush(BinlogPosition end) {
        semiSync.reportBinlogUpdate(end);
    }

    @Override
    public boolean afterSync(BinlogPosition end) {
        return variables.text(WAIT_POINT).equals("AFTER_SYNC") && await(end);
    }

    @Override
    public boolean afterCommit(BinlogPosition end) {
        return variables.text(WAIT_POINT).equals("AFTER_COMMIT") && await(end);
    }

    private boolean await(BinlogPosition end) {
        if (!semiSync.enabled()) {
            return false;
        }
        WorldThread thread = world.threads().current();
        thread.begin(Activity.ACK_WAIT);
        try {
            return semiSync.waitForAcks(end).semiSync();
        } finally {
            thread.end(Activity.ACK_WAIT);
        }
    }
}
