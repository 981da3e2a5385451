package dev.lockstep.engine.sql.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The definition of a trigger's table, looked up anew when any definition has changed. Thread-safe. */
final class CapturedTable {
    private @Nullable TableDefinition known;
    private long knownVersion = -1;

    /** The definition; 1412 if there is none any more. */
    synchronized TableDefinition now(Catalog catalog, String schema, String table) throws SQLException {
        long version = catalog.version();
        if (known == null || knownVersion != version) {
            knownVersion = version;
            known = catalog.table(schema, table).orElse(null);
        }
        if (known == null) {
            throw changed();
        }
        return known;
    }

    static SQLException changed() {
        return new SQLException("Table definition has changed, please retry transaction", "HY000", 1412);
    }
}
