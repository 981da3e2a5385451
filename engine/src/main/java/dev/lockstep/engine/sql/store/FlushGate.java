package dev.lockstep.engine.sql.store;

import java.util.function.BooleanSupplier;

/**
 * Lets H2 write to its file only while no session is inside of it. MVStore takes the roots of its maps one after the other;
 * a transaction that runs meanwhile could be in the file with one map and not with another, and its rollback information
 * missing. Between calls the file is always whole: what is open then is undone when the store is opened again.
 *
 * <p>OPEN: everybody works. DRAINING: who has a transaction goes on, who would begin one waits. FLUSHING: all wait. Waiting
 * is bounded: a session that waits for a row lock of an idle one would hold up the flush for long, so it is given up.
 */
final class FlushGate {
    private static final long DRAIN_MILLIS = 200;
    /** Each ends at the latest after {@value #DRAIN_MILLIS} ms, and earlier when the state changes. */
    private static final int OTHERS_PAUSES = 10;

    private enum State {
        OPEN, DRAINING, FLUSHING
    }

    private State state = State.OPEN;
    private int inside;

    /** Before a call into H2 that begins a transaction or stands alone. */
    synchronized void enter() {
        boolean interrupted = false;
        while (state != State.OPEN) {
            interrupted |= pause();
        }
        inside++;
        restore(interrupted);
    }

    /** Before a call into H2 in an open transaction. */
    synchronized void enterAgain() {
        boolean interrupted = false;
        while (state == State.FLUSHING) {
            interrupted |= pause();
        }
        inside++;
        restore(interrupted);
    }

    /** Behind each call. */
    synchronized void leave() {
        inside--;
        if (inside == 0 && state != State.OPEN) {
            notifyAll();
        }
    }

    /** Waits for a change, at most {@value #DRAIN_MILLIS} ms; whether the thread was interrupted meanwhile. */
    private boolean pause() {
        try {
            wait(DRAIN_MILLIS);
            return false;
        } catch (InterruptedException interrupted) {
            return true;
        }
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Does {@code flush} while nobody is inside; false if that moment did not come, another thread is at it, or it says so
     * itself.
     *
     * @param behindOthers waits for another thread that is at it, for some time
     */
    boolean flush(BooleanSupplier flush, boolean behindOthers) {
        synchronized (this) {
            if (behindOthers) {
                awaitOthers();
            }
            if (state != State.OPEN) {
                return false;
            }
            state = State.DRAINING;
            if (!drained()) {
                state = State.OPEN;
                notifyAll();
                return false;
            }
            state = State.FLUSHING;
        }
        try {
            return flush.getAsBoolean();
        } finally {
            synchronized (this) {
                state = State.OPEN;
                notifyAll();
            }
        }
    }

    /**
     * Does {@code end} while nobody comes in, and as soon as nobody is inside; if a call stays there, which then waits for a row,
     * behind a short while. MVStore that is closed immediately has each commit write all there is, until it is closed: rows of
     * commits that are under way would get to the file, and their positions not.
     */
    void end(Runnable end) {
        synchronized (this) {
            awaitOthers();
            state = State.FLUSHING;
            drained();
        }
        try {
            end.run();
        } finally {
            synchronized (this) {
                state = State.OPEN;
                notifyAll();
            }
        }
    }

    private void awaitOthers() {
        boolean interrupted = false;
        for (int i = 0; i < OTHERS_PAUSES && state != State.OPEN; i++) {
            interrupted |= pause();
        }
        restore(interrupted);
    }

    /** Called by the one thread that drains, which is not inside itself. */
    private boolean drained() {
        boolean interrupted = false;
        for (int i = 0; i < 2 && inside > 0; i++) {
            interrupted |= pause();
        }
        restore(interrupted);
        return inside == 0;
    }
}
