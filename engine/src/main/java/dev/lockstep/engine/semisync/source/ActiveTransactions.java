package dev.lockstep.engine.semisync.source;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.world.TracedCondition;
import dev.lockstep.engine.world.TracedLock;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Groups that are in the binlog and may still need an ACK, in binlog order: counterpart of {@code ActiveTranx}
 * (semisync_master.h, MySQL 5.7; semisync.md C.1). A list for the order and a hash for looking up; each node has its own
 * condition, so that an ACK wakes only those that it satisfies.
 *
 * <p>Not thread-safe; {@code LOCK_binlog_} guards it.
 */
final class ActiveTransactions {
    /** One group, named by the end of its last event. */
    static final class Node {
        private final BinlogPosition position;
        private final TracedCondition condition;
        private int waiters;

        private Node(BinlogPosition position, TracedCondition condition) {
            this.position = position;
            this.condition = condition;
        }

        /** Waits for a signal; false if the time was up. */
        boolean await(long timeoutNanos) {
            waiters++;
            try {
                return condition.await(timeoutNanos);
            } finally {
                waiters--;
            }
        }

        boolean waitedFor() {
            return waiters > 0;
        }
    }

    private final TracedLock lock;
    private final ArrayDeque<Node> ordered = new ArrayDeque<>();
    private final Map<BinlogPosition, Node> byPosition = new HashMap<>();
    /** Conditions of nodes that are gone, as the server's node allocator keeps them. */
    private final ArrayDeque<TracedCondition> spare = new ArrayDeque<>();

    ActiveTransactions(TracedLock lock) {
        this.lock = lock;
    }

    /** Appends; false, and nothing changed, if the position is not behind the last one. */
    boolean insert(BinlogPosition position) {
        Node tail = ordered.peekLast();
        if (tail != null && tail.position.reaches(position)) {
            return false;
        }
        TracedCondition condition = spare.poll();
        Node node = new Node(position, condition == null ? lock.condition("TranxNode::cond") : condition);
        ordered.add(node);
        byPosition.put(position, node);
        return true;
    }

    /** The last position, if there is any. */
    @Nullable
    BinlogPosition tail() {
        Node tail = ordered.peekLast();
        return tail == null ? null : tail.position;
    }

    @Nullable
    Node find(BinlogPosition position) {
        return byPosition.get(position);
    }

    /** Whether a group ends exactly there. */
    boolean endsAt(BinlogPosition position) {
        return byPosition.containsKey(position);
    }

    /** Wakes the waiters of all nodes up to and including {@code position}. */
    void signalUpTo(BinlogPosition position) {
        for (Node node : ordered) {
            if (!position.reaches(node.position)) {
                return;
            }
            node.condition.signalAll();
        }
    }

    void signalAll() {
        ordered.forEach(node -> node.condition.signalAll());
    }

    /** Drops nodes up to and including {@code position}, but none from the first on that somebody waits for. */
    void clearUpTo(BinlogPosition position) {
        Node first = ordered.peekFirst();
        while (first != null && position.reaches(first.position) && !first.waitedFor()) {
            ordered.removeFirst();
            byPosition.remove(first.position);
            spare.add(first.condition);
            first = ordered.peekFirst();
        }
    }

    int size() {
        return ordered.size();
    }
}
