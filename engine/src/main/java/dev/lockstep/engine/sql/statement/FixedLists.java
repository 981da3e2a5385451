package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.result.ResultTable;

/** Answers that are the same for every node. */
public final class FixedLists {
    private FixedLists() {}

    /** The unfiltered list. */
    public static ResultTable answer(ShowStatement.FixedList.Kind kind) {
        return switch (kind) {
            case ENGINES -> ResultTable.texts("Engine", "Support", "Comment", "Transactions", "XA", "Savepoints")
                    .row("InnoDB", "DEFAULT", "Tables of Lockstep, kept in H2", "YES", "NO", "YES")
                    .build();
            case PLUGINS -> ResultTable.texts("Name", "Status", "Type", "Library", "License").build();
            case COLLATION -> collations();
            case CHARACTER_SET -> ResultTable.texts("Charset", "Description", "Default collation", "Maxlen")
                    .row("ascii", "US ASCII", "ascii_general_ci", 1)
                    .row("binary", "Binary pseudo charset", "binary", 1)
                    .row("latin1", "cp1252 West European", "latin1_swedish_ci", 1)
                    .row("utf8", "UTF-8 Unicode", "utf8_general_ci", 3)
                    .row("utf8mb4", "UTF-8 Unicode", "utf8mb4_general_ci", 4)
                    .build();
            case PRIVILEGES -> ResultTable.texts("Privilege", "Context", "Comment")
                    .row("Replication client", "Server Admin", "To ask where the slave or master servers are")
                    .row("Replication slave", "Server Admin", "To read binary log events from the master")
                    .row("Super", "Server Admin", "To use KILL thread, SET GLOBAL, CHANGE MASTER, etc.")
                    .build();
            case OPEN_TABLES -> ResultTable.texts("Database", "Table", "In_use", "Name_locked").build();
            case TRIGGERS ->
                ResultTable.texts("Trigger", "Event", "Table", "Statement", "Timing", "Created", "sql_mode",
                        "Definer", "character_set_client", "collation_connection", "Database Collation").build();
            case EVENTS ->
                ResultTable.texts("Db", "Name", "Definer", "Time zone", "Type", "Execute at", "Interval value",
                        "Interval field", "Starts", "Ends", "Status", "Originator", "character_set_client",
                        "collation_connection", "Database Collation").build();
            case PROCEDURE_STATUS, FUNCTION_STATUS -> ResultTable.texts("Db", "Name", "Type", "Definer", "Modified",
                    "Created", "Security_type", "Comment", "character_set_client", "collation_connection",
                    "Database Collation").build();
            case PROFILES -> ResultTable.texts("Query_ID", "Duration", "Query").build();
        };
    }

    private static ResultTable collations() {
        return ResultTable.texts("Collation", "Charset", "Id", "Default", "Compiled", "Sortlen")
                .row("latin1_swedish_ci", "latin1", 8, "Yes", "Yes", 1)
                .row("ascii_general_ci", "ascii", 11, "Yes", "Yes", 1)
                .row("utf8_general_ci", "utf8", 33, "Yes", "Yes", 1)
                .row("utf8mb4_general_ci", "utf8mb4", 45, "Yes", "Yes", 1)
                .row("utf8mb4_bin", "utf8mb4", 46, "", "Yes", 1)
                .row("latin1_bin", "latin1", 47, "", "Yes", 1)
                .row("binary", "binary", 63, "Yes", "Yes", 1)
                .row("ascii_bin", "ascii", 65, "", "Yes", 1)
                .row("utf8_bin", "utf8", 83, "", "Yes", 1)
                .row("utf8_unicode_ci", "utf8", 192, "", "Yes", 8)
                .row("utf8mb4_unicode_ci", "utf8mb4", 224, "", "Yes", 8)
                .row("utf8mb4_0900_ai_ci", "utf8mb4", 255, "", "Yes", 0)
                .build();
    }
}
