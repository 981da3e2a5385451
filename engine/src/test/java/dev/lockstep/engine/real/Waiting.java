package dev.lockstep.engine.real;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for what another server does. */
final class Waiting {
    private Waiting() {}

    /** Something that may become true. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /** Waits for a minute; {@code state} is asked for the message. */
    static void until(String what, Supplier<String> state, Condition condition) throws Exception {
        until(60, what, state, condition);
    }

    static void until(long seconds, String what, Supplier<String> state, Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + seconds + " s: " + what + "\n" + state.get());
            }
            sleep(20);
        }
    }

    static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
