package dev.lockstep.engine.node.session;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Microseconds since 1970 as dates; servers of the lab live in UTC. */
final class Times {
    private Times() {}

    static LocalDateTime dateTime(long epochMicros) {
        return LocalDateTime.ofInstant(Instant.ofEpochSecond(Math.floorDiv(epochMicros, 1_000_000L),
                Math.floorMod(epochMicros, 1_000_000L) * 1_000), ZoneOffset.UTC);
    }
}
