package dev.lockstep.engine.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node answered to a statement. */
public sealed interface SqlOutcome {
    /** How long it took, in nanoseconds. */
    long nanos();

    /** Rows; a null stands for SQL's NULL. */
    record Rows(List<String> columns, List<List<@Nullable String>> rows, long nanos) implements SqlOutcome {
        /** Keeps own copies. */
        public Rows {
            columns = List.copyOf(columns);
            rows = rows.stream().map(row -> Collections.unmodifiableList(new ArrayList<@Nullable String>(row)))
                    .toList();
        }

        /**
         * The value in a row under a column's name, whatever its case; null for NULL or if it is not there. Columns with
         * master or slave in their names are found in MySQL 8.4's answers, too, which say source and replica.
         */
        public @Nullable String value(int row, String column) {
            String found = valueNamed(row, column);
            return found != null
                    ? found
                    : valueNamed(row, column.replace("Master", "Source").replace("Slave", "Replica"));
        }

        private @Nullable String valueNamed(int row, String column) {
            for (int i = 0; row < rows.size() && i < columns.size(); i++) {
                if (columns.get(i).equalsIgnoreCase(column)) {
                    return rows.get(row).get(i);
                }
            }
            return null;
        }
    }

    /** No rows: how many were changed. */
    record Done(long changed, long nanos) implements SqlOutcome {}

    /**
     * The node refused the statement, or could not be reached.
     *
     * @param errno MySQL's error number, 0 if none came
     */
    record Refused(int errno, String message, long nanos) implements SqlOutcome {}
}
