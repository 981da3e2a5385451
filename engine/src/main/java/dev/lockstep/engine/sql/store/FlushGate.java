package dev.lockstep.engine.sql.store;

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

    private enum State {
        OPEN, DRAINING, FLUSHING
    }

    private State state = State.OPEN;
    private int inside;

    /** Before a call into H2 that begins a transaction or stands alone. */
    synchronized void enter() {
        while (state != State.OPEN) {
            pause();
        }
        inside++;
    }

    /** Before a call into H2 in an open transaction. */
    synchronized void enterAgain() {
        while (state == State.FLUSHING) {
            pause();
        }
        inside++;
    }

    /** Behind each call. */
    synchronized void leave() {
        inside--;
        if (inside == 0) {
            notifyAll();
        }
    }

    private void pause() {
        try {
            wait(DRAIN_MILLIS);
        } catch (InterruptedException interrupted) {
            // A killed node interrupts its threads: they find the store closed at their next step.
            Thread.currentThread().interrupt();
            state = State.OPEN;
        }
    }

    /** Does {@code flush} while nobody is inside; false if that moment did not come, or another thread is at it. */
    boolean flush(Runnable flush) {
        synchronized (this) {
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
            flush.run();
        } finally {
            synchronized (this) {
                state = State.OPEN;
                notifyAll();
            }
        }
        return true;
    }

    /** Called by the one thread that drains, which is not inside itself. */
    private boolean drained() {
        for (int i = 0; i < 2 && inside > 0 && state == State.DRAINING; i++) {
            pause();
        }
        return inside == 0 && state == State.DRAINING;
    }
}
