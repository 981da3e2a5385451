package dev.lockstep.engine.world;

/**
 * A mutex that a real server has, under the server's name. Not re-entrant, not fair, not interruptible: like the pthread
 * mutex it stands for. Every request, acquisition, wait, release and barging is in the trace. How a waiter gets the lock
 * is the world's {@link LockModel}.
 */
public interface TracedLock {
    /** The server's name of it, such as {@code Ack_receiver::m_mutex}. */
    String name();

    /**
     * Takes the lock, waiting as long as it takes.
     *
     * @param site the server function that asks, such as {@code add_slave}: shown as the cause
     */
    void lock(String site);

    /** Takes the lock if nobody holds it now. */
    boolean tryLock(String site);

    /** Gives the lock back. Only the holder may. */
    void unlock();

    /** Whether the calling thread holds it. */
    boolean heldByCurrentThread();

    /** A condition of this lock, under the server's name, such as {@code m_cond}. */
    TracedCondition condition(String name);
}
