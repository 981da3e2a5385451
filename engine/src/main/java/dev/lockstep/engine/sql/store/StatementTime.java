package dev.lockstep.engine.sql.store;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time of the statement that this thread executes, for {@code DEFAULT CURRENT_TIMESTAMP}: what {@code NOW()} says in the
 * same statement, also in one that is replicated or has {@code SET timestamp} before it. Public because H2 calls it.
 */
public final class StatementTime {
    /** In the store's definitions. */
    static final String FUNCTION = StoreTables.SCHEMA + ".STATEMENT_TIME";

    private StatementTime() {}

    /**
     * That time in UTC, cut to so many digits behind the second.
     *
     * @return null for work of the store's own
     */
    public static @Nullable LocalDateTime now(int digits) {
        Capture capture = Capture.current();
        Long epochMicros = capture == null ? null : capture.statementEpochMicros();
        if (epochMicros == null) {
            return null;
        }
        long unit = Math.powExact(10L, 6 - Math.clamp(digits, 0, 6));
        return LocalDateTime.ofInstant(
                Instant.EPOCH.plus(Math.floorDiv(epochMicros, unit) * unit, ChronoUnit.MICROS), ZoneOffset.UTC);
    }
}
