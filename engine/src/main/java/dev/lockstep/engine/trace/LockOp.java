package dev.lockstep.engine.trace;

/** What a thread did with a lock, or that an {@link Activity} began or ended. The order is part of the packed form. */
public enum LockOp {
    /** Asked for the lock. Only recorded apart from {@link #ACQUIRED} if it could not be had at once. */
    REQUESTED,
    /** Has to wait; {@code other} is the holder. */
    WAITING,
    /** Has the lock. If the thread's previous operation on it is not {@link #REQUESTED}, it asked at this same moment. */
    ACQUIRED,
    /** Gave the lock back; {@code other} is the waiter that was woken, 0 if nobody waited. */
    RELEASED,
    /** Took the lock although {@code other} had been woken for it and had not run yet. Followed by {@link #ACQUIRED}. */
    BARGED,
    /** An activity began; the subject is its ordinal. */
    BEGAN,
    /** An activity ended. */
    ENDED
}
