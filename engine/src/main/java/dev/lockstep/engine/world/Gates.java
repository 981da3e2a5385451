package dev.lockstep.engine.world;

/**
 * The fault seam: places in a node's code at which its threads can be held or slowed from outside. Code passes a place by
 * its owner (a channel) and its name (a hook); nothing happens there unless somebody has steered that very place, so that
 * what comes of it still follows from the order of threads alone. What is steered, and which thread stands where, is in the
 * trace. A place that is not steered costs one look at an empty map.
 *
 * <p>Any thread may call any method.
 */
public interface Gates {
    /** No hold lasts longer, so that a gate that nobody opens cannot hang a node. */
    long MAX_HOLD_NANOS = 60_000_000_000L;

    /** The calling thread passes a place; it waits here if the place is held, and for a while if it is delayed. */
    void pass(String owner, String hook);

    /**
     * Holds every thread that comes to the place, until {@link #release} or, each, for at most {@code atMostNanos}.
     *
     * @param atMostNanos up to {@link #MAX_HOLD_NANOS}
     */
    void hold(String owner, String hook, long atMostNanos);

    /** Lets every thread that comes to the place wait for {@code nanos} first. */
    void delay(String owner, String hook, long nanos);

    /** The place is free again, and threads that stand there go on. Nothing happens if it was free. */
    void release(String owner, String hook);

    /** Whether anybody has steered the place: then a thread must come there before it does what follows. */
    boolean steered(String owner, String hook);

    /** Whether a thread is held at the place now. */
    boolean held(String owner, String hook);
}
