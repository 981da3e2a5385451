package dev.lockstep.engine.semisync.source;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.profile.WaitCondition;
import dev.lockstep.engine.world.TracedCondition;
import dev.lockstep.engine.world.TracedLock;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Groups that are in the binlog and may still need an ACK, in binlog order: counterpart of {@code ActiveTranx}
 * (semisync_master.h, MySQL 5.7; semisync.md C.1). A list for the order and a hash for looking up.
 *
 * <p>With {@link WaitCondition#PER_NODE} each node has its own condition, so that an ACK wakes only those that it satisfies,
 * and the last that waited for a node removes it; a commit without a node has nothing to wait for. With
 * {@link WaitCondition#ONE_FOR_ALL} any release wakes all, an ACK removes the nodes that it reaches, and what a commit waits
 * for is its position, node or not. With {@link WaitCondition#PER_THREAD} an ACK removes the nodes that it reaches and wakes
 * just the threads that wait for them; a commit without a node has nothing to wait for (semisync.md C.4).
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

        /** Waits for a signal; false once the wall clock shows that time. */
        boolean awaitUntil(long epochMicros) {
            waiters++;
            try {
                return condition.awaitUntil(epochMicros);
            } finally {
                waiters--;
            }
        }

        /** Wakes all that wait for it. */
        void signalAll() {
            condition.signalAll();
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
    /** The one condition of all, if it is so. */
    private final @Nullable TracedCondition common;
    private final WaitCondition kind;

    ActiveTransactions(TracedLock lock, WaitCondition waitCondition) {
        this.lock = lock;
        this.kind = waitCondition;
        this.common = waitCondition == WaitCondition.ONE_FOR_ALL ? lock.condition("COND_binlog_send_") : null;
    }

    /** Appends; false, and nothing changed, if the position is not behind the last one. */
    boolean insert(BinlogPosition position) {
        Node tail = ordered.peekLast();
        if (tail != null && tail.position.reaches(position)) {
            return false;
        }
        Node node = new Node(position, common == null ? own() : common);
        ordered.add(node);
        byPosition.put(position, node);
        return true;
    }

    private TracedCondition own() {
        TracedCondition condition = spare.poll();
        return condition == null
                ? lock.condition(kind == WaitCondition.PER_THREAD ? "COND_wakeup_ready" : "TranxNode::cond")
                : condition;
    }

    /** The last position, if there is any. */
    @Nullable
    BinlogPosition tail() {
        Node tail = ordered.peekLast();
        return tail == null ? null : tail.position;
    }

    /** What a commit of that position sleeps on; null if it has nothing to wait for. */
    @Nullable
    Node find(BinlogPosition position) {
        Node node = byPosition.get(position);
        return node == null && common != null ? new Node(position, common) : node;
    }

    /** Replicas have everything up to {@code position}. */
    void acknowledged(BinlogPosition position) {
        if (kind == WaitCondition.ONE_FOR_ALL) {
            clearUpTo(position);
        } else if (kind == WaitCondition.PER_THREAD) {
            signalUpTo(position);
            clearUpTo(position);
        }
    }

    /** Whether a group ends exactly there. */
    boolean endsAt(BinlogPosition position) {
        return byPosition.containsKey(position);
    }

    /** Wakes the waiters of all nodes up to and including {@code position}. */
    void signalUpTo(BinlogPosition position) {
        if (common != null) {
            common.signalAll();
            return;
        }
        for (Node node : ordered) {
            if (!position.reaches(node.position)) {
                return;
            }
            node.condition.signalAll();
        }
    }

    void signalAll() {
        if (common != null) {
            common.signalAll();
        } else {
            ordered.forEach(node -> node.condition.signalAll());
        }
    }

    /** Semi-sync is off: whoever waits looks again. */
    void switchedOff() {
        signalAll();
        if (kind != WaitCondition.PER_NODE) {
            clear();
        }
    }

    /** Drops nodes up to and including {@code position}, but none from the first on that needs its condition still. */
    void clearUpTo(BinlogPosition position) {
        Node first = ordered.peekFirst();
        while (first != null && position.reaches(first.position)
                && (kind != WaitCondition.PER_NODE || !first.waitedFor())) {
            ordered.removeFirst();
            byPosition.remove(first.position);
            if (common == null && !first.waitedFor()) {
                spare.add(first.condition);
            }
            first = ordered.peekFirst();
        }
    }

    /** Forgets all nodes; whoever waits has been woken. */
    void clear() {
        ordered.clear();
        byPosition.clear();
    }

    int size() {
        return ordered.size();
    }
}
