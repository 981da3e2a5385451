package dev.lockstep.engine.node.replica;

import dev.lockstep.engine.binlog.Query;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.RandomCalls;
import dev.lockstep.engine.sql.statement.Statement;
import dev.lockstep.engine.sql.statement.TableStatement;
import java.util.Locale;
import java.util.Set;

/** What is to be looked at in a replicated statement's text before it runs: where it would mean something else here. */
final class ReplayedText {
    private static final long PIPES_AS_CONCAT = 1L << 1;
    private static final long ANSI_QUOTES = 1L << 2;
    private static final long NO_BACKSLASH_ESCAPES = 1L << 20;
    private static final Set<String> ZONES = Set.of("", "SYSTEM", "UTC", "+00:00");

    private ReplayedText() {}

    /** 1235 for what this server would read otherwise than the source did. */
    static void check(Query query) throws SqlError {
        long mode = query.status().sqlMode().orElse(0);
        refuse(query, (mode & ANSI_QUOTES) != 0, "\"", "sql_mode ANSI_QUOTES");
        refuse(query, (mode & PIPES_AS_CONCAT) != 0, "||", "sql_mode PIPES_AS_CONCAT");
        refuse(query, (mode & NO_BACKSLASH_ESCAPES) != 0, "\\", "sql_mode NO_BACKSLASH_ESCAPES");
        String zone = query.status().timeZone();
        refuse(query, !ZONES.contains(zone.toUpperCase(Locale.ROOT)), "", "time_zone " + zone
                + " (times are kept in UTC here)");
    }

    private static void refuse(Query query, boolean set, String where, String what) throws SqlError {
        if (set && query.sql().contains(where)) {
            throw SqlError.of(1235,
                    "This version of MySQL doesn't yet support 'statements that were run with " + what + "'");
        }
    }

    /**
     * The statement with each RAND() to be taken from the source's seeds. 1235 if it may be called once for each row: rows
     * come in another order here than on the source.
     */
    static Statement withSeededRandom(Statement statement) throws SqlError {
        if (!(statement instanceof TableStatement table) || !RandomCalls.in(table)) {
            return statement;
        }
        if (!RandomCalls.areListed(table)) {
            throw SqlError.of(1235,
                    "This version of MySQL doesn't yet support 'RAND() for each row of a replicated statement; use"
                            + " binlog_format=ROW or MIXED on the master'");
        }
        return RandomCalls.evaluated(table);
    }
}
