package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.result.ResultTable;

/** What a statement answered. */
public sealed interface StoreResult {

    /** A result set. */
    record Rows(ResultTable table) implements StoreResult {}

    /**
     * A count.
     *
     * @param changed rows that are now different: what servers call affected
     * @param found rows that were found: what clients with CLIENT_FOUND_ROWS get
     * @param lastInsertId first AUTO_INCREMENT value made by the statement, 0 if none
     * @param info text for the OK packet, such as {@code Rows matched: 1  Changed: 1  Warnings: 0}, or empty
     */
    record Count(long changed, long found, long lastInsertId, String info) implements StoreResult {}
}
