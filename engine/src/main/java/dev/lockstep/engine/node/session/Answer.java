package dev.lockstep.engine.node.session;

import dev.lockstep.engine.sql.result.ResultTable;

/** What a statement answers when it is not an error. */
public sealed interface Answer {
    /** Nothing to tell. */
    Answer OK = new Done(0, 0, "");

    /**
     * An OK packet.
     *
     * @param affectedRows rows that count as affected for this client
     * @param lastInsertId first generated AUTO_INCREMENT value, 0 if none
     * @param info text for people
     */
    record Done(long affectedRows, long lastInsertId, String info) implements Answer {}

    /** A result set. */
    record Rows(ResultTable table) implements Answer {}
}
