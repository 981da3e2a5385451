package dev.lockstep.engine.binlog;

import java.util.Locale;

/**
 * Follows a log and knows whether it stands within a transaction (the servers' boundary parser). States: outside; opened
 * (a GTID or a part of a statement was seen, the next statement or its COMMIT ends it); begun (BEGIN was seen, only COMMIT,
 * ROLLBACK, XID, XA PREPARE or a compressed payload end it). Not thread-safe.
 */
public final class TransactionBoundary {
    private boolean opened;
    private boolean begun;

    /** Whether the log stands within a transaction. */
    public boolean inside() {
        return opened || begun;
    }

    /** Whether an event of that type must be decoded to follow transactions, or to know their GTIDs. */
    public static boolean concerns(int type) {
        return switch (type) {
            case EventTypes.QUERY, EventTypes.MARIADB_QUERY_COMPRESSED, EventTypes.XID, EventTypes.GTID,
                    EventTypes.ANONYMOUS_GTID,
                    EventTypes.PREVIOUS_GTIDS,
                    EventTypes.MARIADB_GTID, EventTypes.MARIADB_GTID_LIST ->
                true;
            default -> false;
        };
    }

    /** Follows an event whose body is of no concern. */
    public void accept(int type) {
        switch (type) {
            case EventTypes.XID, EventTypes.XA_PREPARE, EventTypes.TRANSACTION_PAYLOAD -> ended();
            case EventTypes.INTVAR, EventTypes.RAND, EventTypes.USER_VAR, EventTypes.ROWS_QUERY,
                    EventTypes.MARIADB_ANNOTATE_ROWS, EventTypes.TABLE_MAP ->
                opened = true;
            default -> {
            }
        }
    }

    /** Follows an event. */
    public void accept(BinlogEvent event) {
        switch (event) {
            case GtidLog gtid -> opened = true;
            case AnonymousGtid gtid -> opened = true;
            case MariaDbGtidLog gtid -> {
                opened = true;
                begun = (gtid.flags() & MariaDbGtidLog.STANDALONE) == 0;
            }
            case Query query -> accept(query.sql());
            default -> accept(event.type());
        }
    }

    private void accept(String sql) {
        String head = sql.substring(0, Math.min(sql.length(), 16)).strip().toUpperCase(Locale.ROOT);
        if (head.equals("BEGIN") || head.startsWith("XA START")) {
            opened = true;
            begun = true;
        } else if (!begun || head.equals("COMMIT") || head.equals("ROLLBACK")) {
            ended();
        }
    }

    private void ended() {
        opened = false;
        begun = false;
    }
}
