package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.result.ResultTable;
import dev.lockstep.engine.sql.statement.ShowStatement.Detail;
import java.util.List;
import java.util.Optional;

/** Databases and tables as they were declared. The SHOW answers are unfiltered. Thread-safe. */
public final class Catalog {
    Catalog() {}

    /** Names of all databases, sorted. */
    public List<String> databases() {
        return List.of();
    }

    /** A table. */
    public Optional<TableDefinition> table(String database, String table) {
        return Optional.empty();
    }

    /** SHOW DATABASES. */
    public ResultTable showDatabases() {
        return ResultTable.texts("Database").build();
    }

    /** SHOW TABLES; 1049. */
    public ResultTable showTables(String database, Detail detail) throws SqlError {
        return ResultTable.texts("Tables_in_" + database).build();
    }

    /** SHOW TABLE STATUS; 1049. */
    public ResultTable showTableStatus(String database) throws SqlError {
        return ResultTable.texts("Name").build();
    }

    /** SHOW CREATE TABLE; 1146. */
    public ResultTable showCreateTable(String database, String table) throws SqlError {
        return ResultTable.texts("Table", "Create Table").build();
    }

    /** SHOW CREATE DATABASE; 1049. */
    public ResultTable showCreateDatabase(String database) throws SqlError {
        return ResultTable.texts("Database", "Create Database").build();
    }

    /** SHOW COLUMNS; 1146. */
    public ResultTable showColumns(String database, String table, Detail detail) throws SqlError {
        return ResultTable.texts("Field").build();
    }

    /** SHOW INDEX; 1146. */
    public ResultTable showIndexes(String database, String table) throws SqlError {
        return ResultTable.texts("Table").build();
    }
}
