package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.StatusVars;
import java.util.List;

/**
 * A statement on rows, as the binlog is to have it. One that is logged as rows has changed some; one that is logged as text
 * may have changed none, as servers log it all the same.
 *
 * @param changed how many statements of the transaction have changed rows, this one included
 * @param changesRows whether this one has
 * @param form as text, or as the rows that it changed
 * @param text what the client wrote; empty if it is not to be in the binlog
 * @param database default database, may be empty
 * @param epochMicros when it began
 * @param status what the session had set
 * @param input what the text needs beside itself: Intvar and UserVar events, in the servers' order
 */
public record LoggedStatement(int changed, boolean changesRows, Form form, String text, String database,
        long epochMicros, StatusVars status,
        List<BinlogEvent> input) {
    /** How a statement is logged. */
    public enum Form {
        /** {@code binlog_format=ROW}: table maps and rows. */
        ROWS,
        /** {@code binlog_format=STATEMENT}. */
        TEXT
    }

    /** Keeps an own list. */
    public LoggedStatement {
        input = List.copyOf(input);
    }
}
