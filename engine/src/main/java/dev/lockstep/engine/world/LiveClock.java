package dev.lockstep.engine.world;

/** The system's clock, counted from the moment it was made. */
final class LiveClock implements Clock {
    private final long originNanos = System.nanoTime();

    @Override
    public long nanos() {
        return System.nanoTime() - originNanos;
    }

    @Override
    public long epochMicros() {
        java.time.Instant now = java.time.Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }
}
