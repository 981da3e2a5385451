package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.world.TracedCondition;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;

/**
 * {@code FLUSH TABLES WITH READ LOCK}: while a session holds it, commits and definitions of all others wait. Counterpart of
 * the server's global and commit metadata locks, as one lock with a counter; {@code UNLOCK TABLES} or the end of the
 * session give it back.
 */
public final class GlobalReadLock {
    private static final long STEP_NANOS = 50_000_000L;
    private static final String STAGE = "Waiting for commit lock";

    private final TracedLock lock;
    private final TracedCondition changed;
    private int holders;
    private int commits;

    /** Nobody holds it. */
    public GlobalReadLock(World world) {
        this.lock = world.lock("MDL_lock::rwlock");
        this.changed = lock.condition("MDL_context::COND_wait_status");
    }

    /** Waits until nobody holds the read lock. */
    public void beginCommit(Caller session) throws SqlError {
        lock.lock("MDL_context::acquire_lock");
        try {
            while (holders > 0) {
                session.stage(STAGE);
                changed.await(STEP_NANOS);
                if (session.interrupted()) {
                    throw SqlError.of(1317, "Query execution was interrupted");
                }
            }
            commits++;
        } finally {
            lock.unlock();
        }
    }

    /** A commit is done. */
    public void endCommit() {
        lock.lock("MDL_context::release_lock");
        try {
            commits--;
            if (holders > 0) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes the read lock when no commit is under way. */
    public void acquire(Caller session) throws SqlError {
        lock.lock("lock_global_read_lock");
        try {
            holders++;
            while (commits > 0) {
                session.stage("Waiting for global read lock");
                changed.await(STEP_NANOS);
                if (session.interrupted()) {
                    holders--;
                    changed.signalAll();
                    throw SqlError.of(1317, "Query execution was interrupted");
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives the read lock back. */
    public void release() {
        lock.lock("unlock_global_read_lock");
        try {
            holders--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
