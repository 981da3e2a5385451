package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.world.TracedCondition;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;

/**
 * Counts transactions between flush and commit, so that a rotation waits until all of the old file are committed:
 * counterpart of {@code m_prep_xids} with {@code LOCK_xids} (binlog.cc, 5.7).
 */
final class FlushedNotCommitted {
    private final TracedLock lockXids;
    private final TracedCondition none;
    private int count;

    FlushedNotCommitted(World world) {
        lockXids = world.lock("LOCK_xids");
        none = lockXids.condition("m_prep_xids_cond");
    }

    void add() {
        lockXids.lock("inc_prep_xids");
        try {
            count++;
        } finally {
            lockXids.unlock();
        }
    }

    void remove() {
        lockXids.lock("dec_prep_xids");
        try {
            if (--count == 0) {
                none.signal();
            }
        } finally {
            lockXids.unlock();
        }
    }

    /** Waits while the caller keeps new ones out by holding {@code LOCK_log}. */
    void awaitNone() {
        lockXids.lock("new_file_impl");
        try {
            while (count > 0) {
                none.await();
            }
        } finally {
            lockXids.unlock();
        }
    }
}
