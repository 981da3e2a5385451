package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventFlags;
import dev.lockstep.engine.binlog.StatusVars;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as it goes to the binlog, but for the event with its GTID and logical time, which the flush stage puts in
 * front, and for the positions.
 *
 * @param kind whether it holds statements as text
 * @param events BEGIN, table maps, rows and Xid; or a single query
 * @param timestampSeconds of the transaction, Unix time
 * @param name what is known of its GTID; null to get the next one of this server
 * @param serverId of the server that made it
 */
public record TransactionEvents(Kind kind, List<EncodedEvent> events, long timestampSeconds,
        @Nullable TransactionName name,
        long serverId) {
    /** What it holds. */
    public enum Kind {
        /** Rows only. */
        ROWS,
        /** Statements that change rows, at least one of them as text. */
        STATEMENTS,
        /** A statement that changes tables. */
        DEFINITION
    }

    /** Keeps an own list. */
    public TransactionEvents {
        events = List.copyOf(events);
    }

    /** The same, each event marked by MariaDB's {@code skip_replication}. */
    public TransactionEvents markedForSkip() {
        return new TransactionEvents(kind,
                events.stream().map(event -> event.withFlags(event.header().flags() | EventFlags.SKIP_REPLICATION))
                        .toList(),
                timestampSeconds, name, serverId);
    }

    private boolean skipped() {
        return !events.isEmpty() && events.getFirst().header().has(EventFlags.SKIP_REPLICATION);
    }

    /** Flags that the event with the transaction's GTID shares with its others. */
    int commonFlags() {
        return skipped() ? EventFlags.SKIP_REPLICATION : 0;
    }

    /**
     * What the events say of the session.
     *
     * @param threadId connection number
     * @param database default database, may be empty
     * @param epochMicros when the last statement began
     * @param status what the session had set
     * @param images which columns rows have
     * @param statements those that changed rows, in their order; may be fewer
     */
    public record Context(long threadId, String database, long epochMicros, StatusVars status, RowImages images,
            List<LoggedStatement> statements) {
        /** Keeps an own list. */
        public Context {
            statements = List.copyOf(statements);
        }

        /** For rows without the texts of their statements, or a definition. */
        public Context(long threadId, String database, long epochMicros, StatusVars status) {
            this(threadId, database, epochMicros, status, RowImages.FULL, List.of());
        }

        long seconds() {
            return epochMicros / 1_000_000;
        }
    }
}
