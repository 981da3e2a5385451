package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.world.TracedLock;
import org.jspecify.annotations.Nullable;

/**
 * Queue of one stage: counterpart of {@code Stage_manager::Mutex_queue} (binlog.h, 5.7). A linked list under a mutex of
 * its own; whoever appends to the empty queue leads the stage.
 */
final class StageQueue {
    private final TracedLock mutex;
    private @Nullable Commit first;
    private @Nullable Commit last;
    private int size;

    StageQueue(TracedLock mutex) {
        this.mutex = mutex;
    }

    /** Appends a list. True if the queue was empty: the caller leads. */
    boolean append(Commit list) {
        mutex.lock("Mutex_queue::append");
        try {
            boolean leader = first == null;
            if (last == null) {
                first = list;
            } else {
                last.next = list;
            }
            for (Commit commit = list; commit != null; commit = commit.next) {
                last = commit;
                size++;
            }
            return leader;
        } finally {
            mutex.unlock();
        }
    }

    /** Takes the whole list. */
    @Nullable
    Commit fetch() {
        mutex.lock("Mutex_queue::fetch_and_empty");
        try {
            Commit list = first;
            first = null;
            last = null;
            size = 0;
            return list;
        } finally {
            mutex.unlock();
        }
    }

    int size() {
        mutex.lock("Stage_manager::wait_count_or_timeout");
        try {
            return size;
        } finally {
            mutex.unlock();
        }
    }
}
