package dev.lockstep.engine.node.session;

import dev.lockstep.engine.sql.SqlError;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Microseconds since 1970 as dates; servers of the lab live in UTC. */
final class Times {
    private Times() {}

    static LocalDateTime dateTime(long epochMicros) {
        return LocalDateTime.ofInstant(Instant.ofEpochSecond(Math.floorDiv(epochMicros, 1_000_000L),
                Math.floorMod(epochMicros, 1_000_000L) * 1_000), ZoneOffset.UTC);
    }

    /** A date of SQL as seconds since 1970; 1525 for what is none. */
    static long epochSeconds(@Nullable Object value) throws SqlError {
        return switch (value) {
            case LocalDateTime time -> time.toEpochSecond(ZoneOffset.UTC);
            case LocalDate date -> date.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
            case null -> throw SqlError.of(1525, "Incorrect DATETIME value: 'NULL'");
            default -> parse(value.toString());
        };
    }

    private static long parse(String text) throws SqlError {
        try {
            String whole = text.length() == 10 ? text + "T00:00:00" : text.replace(' ', 'T');
            return LocalDateTime.parse(whole).toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw SqlError.of(1525, "Incorrect DATETIME value: '" + text + "'");
        }
    }
}
