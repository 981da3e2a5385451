package dev.lockstep.engine.sql.store;

/**
 * Whose turn it is to flush: from the snapshot, which the session takes that found enough changed, until its pages are on disk
 * and found again, which is another thread's work. So no two of them are under way at once. Thread-safe.
 */
final class FlushTurn {
    private boolean taken;

    /** Takes the turn if nobody has it. */
    synchronized boolean tryTake() {
        if (taken) {
            return false;
        }
        taken = true;
        return true;
    }

    /** Takes the turn behind whoever has it. */
    synchronized void take() {
        awaitFree();
        taken = true;
    }

    /** Waits until nobody has it. */
    synchronized void awaitFree() {
        boolean interrupted = false;
        while (taken) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever has the turn, which need not be the thread that took it, gives it back. */
    synchronized void giveBack() {
        taken = false;
        notifyAll();
    }
}
