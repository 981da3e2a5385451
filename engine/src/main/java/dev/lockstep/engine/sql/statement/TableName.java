package dev.lockstep.engine.sql.statement;

import java.util.Optional;

/**
 * Name of a table as written.
 *
 * @param database empty for the current one
 */
public record TableName(Optional<String> database, String table) {
    @Override
    public String toString() {
        return database.map(name -> name + ".").orElse("") + table;
    }
}
