package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.world.TracedCondition;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;

/**
 * All sleep on {@code COND_done} of {@code LOCK_done}, as in {@code Stage_manager} (binlog.h, 5.7): each signal wakes those of
 * other groups, too, which look and go to sleep again.
 */
final class OneCondition implements Followers {
    private final TracedLock lockDone;
    private final TracedCondition condDone;

    OneCondition(World world) {
        this.lockDone = world.lock("LOCK_done");
        this.condDone = lockDone.condition("COND_done");
    }

    @Override
    public void enroll(Commit own) {
        // Nothing is its own.
    }

    @Override
    public void awaitDone(Commit own) {
        lockDone.lock("enroll_for");
        try {
            while (own.pending) {
                condDone.await();
            }
        } finally {
            lockDone.unlock();
        }
    }

    @Override
    public void signalDone(Commit batch) {
        lockDone.lock("signal_done");
        try {
            for (Commit commit = batch; commit != null; commit = commit.next) {
                commit.pending = false;
            }
            condDone.signalAll();
        } finally {
            lockDone.unlock();
        }
    }

    @Override
    public void leave(Commit own) {
        // Nothing is its own.
    }
}
