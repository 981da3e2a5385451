package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.gtid.Gtid;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code gtid_executed}, and the next GTID of this server. Changed under {@code LOCK_log}, read by anyone. */
public final class GtidState {
    private final UUID serverUuid;
    private volatile boolean on;
    private volatile GtidSet executed;

    /**
     * With what the binlog holds already.
     *
     * @param mode whether transactions get GTIDs, or are anonymous
     */
    public GtidState(UUID serverUuid, Mode mode, GtidSet executed) {
        this.serverUuid = serverUuid;
        this.on = mode == Mode.ON;
        this.executed = executed;
    }

    /** Whether transactions get GTIDs: {@code gtid_mode}. */
    public enum Mode {
        OFF, ON
    }

    /** {@code gtid_mode} has changed: holds for transactions that are written from now on. */
    public void mode(Mode mode) {
        on = mode == Mode.ON;
    }

    /** {@code gtid_executed}. */
    public GtidSet executed() {
        return executed;
    }

    /** Whether a transaction was executed already. */
    public boolean contains(Gtid gtid) {
        return executed.contains(gtid);
    }

    /** The GTID of a transaction that is written now, null if it is anonymous; {@code LOCK_log} is held. */
    synchronized @Nullable Gtid assign(@Nullable Gtid given) {
        if (given == null && !on) {
            return null;
        }
        Gtid gtid = given == null ? new Gtid(serverUuid, executed.nextFree(serverUuid)) : given;
        executed = executed.plus(gtid);
        return gtid;
    }

    /** A transaction was executed without being logged here; it may be anonymous. */
    public synchronized void executedUnlogged(@Nullable Gtid gtid) {
        if (gtid != null) {
            executed = executed.plus(gtid);
        }
    }

    /** {@code RESET MASTER}. */
    synchronized void clear() {
        executed = GtidSet.EMPTY;
    }
}
