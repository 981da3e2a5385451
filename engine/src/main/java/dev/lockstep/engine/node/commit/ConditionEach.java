package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.world.TracedCondition;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Each sleeps on a mutex and a condition of its own, as a MariaDB session on its {@code THD::LOCK_wakeup_ready}. With one
 * mutex for all, who is woken queues for it behind the leader and all others that were woken: with 64 clients that was two
 * sleeps more for each commit. There are as many as were ever in use at the same time; they pass from session to session.
 */
final class ConditionEach implements Followers {
    private final World world;
    private final Queue<WakeUp> free = new ConcurrentLinkedQueue<>();

    /** What one thread sleeps on. */
    record WakeUp(TracedLock lock, TracedCondition condition) {}

    ConditionEach(World world) {
        this.world = world;
    }

    @Override
    public void enroll(Commit own) {
        WakeUp spare = free.poll();
        if (spare == null) {
            TracedLock lock = world.lock("LOCK_wakeup_ready");
            spare = new WakeUp(lock, lock.condition("COND_wakeup_ready"));
        }
        own.wakeUp = spare;
    }

    @Override
    public void awaitDone(Commit own) {
        WakeUp mine = wakeUp(own);
        mine.lock.lock("wait_for_wakeup_ready");
        try {
            while (own.pending) {
                mine.condition.await();
            }
        } finally {
            mine.lock.unlock();
        }
    }

    @Override
    public void signalDone(Commit batch) {
        Commit commit = batch;
        while (commit != null) {
            Commit next = commit.next;
            signal(commit);
            commit = next;
        }
    }

    /** Lets the thread of one transaction go on. */
    void signal(Commit commit) {
        WakeUp wakeUp = wakeUp(commit);
        wakeUp.lock.lock("signal_wakeup_ready");
        try {
            commit.pending = false;
            wakeUp.condition.signal();
        } finally {
            wakeUp.lock.unlock();
        }
    }

    @Override
    public void leave(Commit own) {
        free.add(wakeUp(own));
        own.wakeUp = null;
    }

    private static WakeUp wakeUp(Commit commit) {
        WakeUp wakeUp = commit.wakeUp;
        if (wakeUp == null) {
            throw new IllegalStateException("a transaction is in a stage without having enrolled");
        }
        return wakeUp;
    }
}
