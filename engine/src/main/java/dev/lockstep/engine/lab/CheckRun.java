package dev.lockstep.engine.lab;

import dev.lockstep.engine.lab.spec.CheckSpec;

/**
 * A check being judged. Told what was seen and when; reads no clock.
 *
 * <p>PENDING → (begin) RUNNING → PASSED or FAILED, which are final. While RUNNING it first waits for the condition to become
 * true, at the latest {@code withinMillis} after the begin, and then for it to stay true until {@code forMillis} after the
 * begin.
 */
final class CheckRun {
    /** Where it stands. */
    enum State {
        PENDING, RUNNING, PASSED, FAILED
    }

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final CheckSpec spec;
    private State state = State.PENDING;
    private boolean becameTrue;
    private long beginNanos;
    private long decidedNanos;
    private String seen = "";

    CheckRun(CheckSpec spec) {
        this.spec = spec;
    }

    CheckSpec spec() {
        return spec;
    }

    State state() {
        return state;
    }

    /** What was found last. */
    String seen() {
        return seen;
    }

    /** Since when it runs. */
    long beginNanos() {
        return beginNanos;
    }

    /** How long it took to be decided. */
    long decidedAfterNanos() {
        return decidedNanos - beginNanos;
    }

    /** Its clock starts. */
    void begin(long nanos) {
        if (state != State.PENDING) {
            throw new IllegalStateException("check \"" + spec.title() + "\" has begun already");
        }
        beginNanos = nanos;
        state = State.RUNNING;
    }

    /**
     * Until when a condition that counts in the trace has to count if it is looked at now: nothing after the limit helps.
     */
    long countUntil(long nanos) {
        long limitMillis = becameTrue || spec.forMillis() > 0 ? spec.forMillis() : spec.withinMillis();
        return limitMillis == 0 ? nanos : Math.min(nanos, beginNanos + limitMillis * NANOS_PER_MILLI);
    }

    /**
     * Something was seen.
     *
     * @param nanos the time for which it is true: when it was asked for, or {@link #countUntil}
     */
    void saw(long nanos, Sight sight) {
        if (state != State.RUNNING) {
            return;
        }
        seen = sight.seen();
        long elapsed = nanos - beginNanos;
        long within = spec.withinMillis() * NANOS_PER_MILLI;
        if (!sight.holds()) {
            if (becameTrue || elapsed >= within) {
                decide(State.FAILED, nanos);
            }
        } else if (!becameTrue && within > 0 && elapsed > within) {
            seen += ", but only after " + elapsed / NANOS_PER_MILLI + " ms";
            decide(State.FAILED, nanos);
        } else {
            becameTrue = true;
            if (elapsed >= spec.forMillis() * NANOS_PER_MILLI) {
                decide(State.PASSED, nanos);
            }
        }
    }

    private void decide(State outcome, long nanos) {
        state = outcome;
        decidedNanos = nanos;
    }
}
