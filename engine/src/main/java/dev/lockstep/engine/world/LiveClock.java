package dev.lockstep.engine.world;

import java.util.function.LongSupplier;

/** The system's clock, counted from the moment it was made; Unix time may be shifted. */
final class LiveClock implements Clock {
    private final long originNanos;
    private final LongSupplier offsetMicros;

    LiveClock() {
        this(System.nanoTime(), () -> 0);
    }

    private LiveClock(long originNanos, LongSupplier offsetMicros) {
        this.originNanos = originNanos;
        this.offsetMicros = offsetMicros;
    }

    /** The same clock with another Unix time, which may jump. */
    LiveClock shifted(LongSupplier micros) {
        return new LiveClock(originNanos, micros);
    }

    @Override
    public long nanos() {
        return System.nanoTime() - originNanos;
    }

    @Override
    public long epochMicros() {
        java.time.Instant now = java.time.Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000 + offsetMicros.getAsLong();
    }
}
