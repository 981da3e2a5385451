package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.world.TracedCondition;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code FLUSH TABLES WITH READ LOCK}: while a session holds it, commits and definitions of all others wait. Counterpart of
 * the server's global and commit metadata locks, as one lock with a counter; {@code UNLOCK TABLES} or the end of the
 * session give it back. As in {@code MDL_lock::fast_path_state} (mdl.h, 5.7), a commit takes the mutex only if somebody
 * holds the read lock or waits for it.
 */
public final class GlobalReadLock {
    private static final long STEP_NANOS = 50_000_000L;
    private static final long HOLDER = 1L << 32;
    private static final String STAGE = "Waiting for commit lock";

    private final TracedLock lock;
    private final TracedCondition changed;
    /** How many commits are under way, and {@link #HOLDER} for each that holds the read lock or waits for it. */
    private final AtomicLong state = new AtomicLong();

    /** Nobody holds it. */
    public GlobalReadLock(World world) {
        this.lock = world.lock("MDL_lock::rwlock");
        this.changed = lock.condition("MDL_context::COND_wait_status");
    }

    /** Waits until nobody holds the read lock. */
    public void beginCommit(Caller session) throws SqlError {
        if (began()) {
            return;
        }
        lock.lock("MDL_context::acquire_lock");
        try {
            while (!began()) {
                session.stage(STAGE);
                changed.await(STEP_NANOS);
                if (session.interrupted()) {
                    throw SqlError.of(1317, "Query execution was interrupted");
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean began() {
        long now = state.get();
        while (now < HOLDER) {
            if (state.compareAndSet(now, now + 1)) {
                return true;
            }
            now = state.get();
        }
        return false;
    }

    /** A commit is done. */
    public void endCommit() {
        if (state.decrementAndGet() >= HOLDER) {
            lock.lock("MDL_context::release_lock");
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean commitsAreUnderWay() {
        return state.get() % HOLDER > 0;
    }

    /** Takes the read lock when no commit is under way. */
    public void acquire(Caller session) throws SqlError {
        lock.lock("lock_global_read_lock");
        try {
            state.addAndGet(HOLDER);
            while (commitsAreUnderWay()) {
                session.stage("Waiting for global read lock");
                changed.await(STEP_NANOS);
                if (session.interrupted()) {
                    state.addAndGet(-HOLDER);
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
            state.addAndGet(-HOLDER);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
