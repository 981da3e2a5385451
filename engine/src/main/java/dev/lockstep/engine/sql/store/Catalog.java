package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.result.ResultTable;
import dev.lockstep.engine.sql.statement.ShowStatement.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Databases and tables as they were declared. The SHOW answers are unfiltered. Thread-safe. */
public final class Catalog {
    /** The database that the store makes up from this catalog. */
    static final String INFORMATION_SCHEMA = "information_schema";

    private final Map<String, Database> databases = new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<TableDefinition, AutoIncrement> counters = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();

    Catalog() {}

    /** A database with its tables and views; names ignore case, as H2's do here. */
    static final class Database {
        final String name;
        volatile TableShape.Options defaults;
        final Map<String, TableDefinition> tables = new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);
        final Map<String, String> views = new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);

        Database(String name, TableShape.Options defaults) {
            this.name = name;
            this.defaults = defaults;
        }
    }

    /** Grows with each change: what was looked up before may be out of date. */
    long version() {
        return version.get();
    }

    void putDatabase(String name, String charset, String collation) {
        TableShape.Options defaults = new TableShape.Options(charset, collation, 0, "");
        databases.computeIfAbsent(name, key -> new Database(name, defaults)).defaults = defaults;
        version.incrementAndGet();
    }

    void removeDatabase(String name) {
        databases.remove(name);
        version.incrementAndGet();
    }

    void putTable(TableDefinition table, AutoIncrement counter) {
        Database database = Objects.requireNonNull(databases.get(table.database()));
        TableDefinition old = database.tables.put(table.name(), table);
        counters.put(table, counter);
        if (old != null) {
            counters.remove(old);
        }
        version.incrementAndGet();
    }

    void removeTable(String database, String table) {
        Database home = databases.get(database);
        TableDefinition old = home == null ? null : home.tables.remove(table);
        if (old != null) {
            counters.remove(old);
        }
        version.incrementAndGet();
    }

    void putView(String database, String view, String text) {
        Objects.requireNonNull(databases.get(database)).views.put(view, text);
        version.incrementAndGet();
    }

    void removeView(String database, String view) {
        Objects.requireNonNull(databases.get(database)).views.remove(view);
        version.incrementAndGet();
    }

    AutoIncrement counter(TableDefinition table) {
        return counters.getOrDefault(table, new AutoIncrement(1));
    }

    /** 1049 if there is none. */
    Database database(String name) throws SqlError {
        Database database = databases.get(name);
        if (database == null) {
            throw SqlError.of(1049, "Unknown database '" + name + "'");
        }
        return database;
    }

    /** Whether there is a database of that name. */
    public boolean hasDatabase(String name) {
        return databases.containsKey(name);
    }

    Optional<String> view(String database, String name) {
        Database home = databases.get(database);
        return home == null ? Optional.empty() : Optional.ofNullable(home.views.get(name));
    }

    /** All tables. */
    List<TableDefinition> tables() {
        List<TableDefinition> all = new ArrayList<>();
        databases.values().forEach(database -> all.addAll(database.tables.values()));
        return all;
    }

    List<String> views(String database) {
        Database home = databases.get(database);
        return home == null ? List.of() : List.copyOf(home.views.keySet());
    }

    /** Names of all databases that statements can make and drop, sorted. */
    public List<String> databases() {
        return databases.values().stream().map(database -> database.name).toList();
    }

    /** A table. */
    public Optional<TableDefinition> table(String database, String table) {
        Database home = databases.get(database);
        return home == null ? Optional.empty() : Optional.ofNullable(home.tables.get(table));
    }

    /** A table; 1049, 1146. */
    TableDefinition required(String database, String table) throws SqlError {
        TableDefinition found = database(database).tables.get(table);
        if (found == null) {
            throw SqlError.of(1146, "Table '" + database + "." + table + "' doesn't exist");
        }
        return found;
    }

    /** SHOW DATABASES. */
    public ResultTable showDatabases() {
        ResultTable.Builder table = ResultTable.texts("Database").row(INFORMATION_SCHEMA);
        databases().forEach(name -> table.row(name));
        return table.build();
    }

    /** SHOW TABLES; 1049. */
    public ResultTable showTables(String database, Detail detail) throws SqlError {
        return CatalogTables.tables(this, database, detail);
    }

    /** SHOW TABLE STATUS; 1049. */
    public ResultTable showTableStatus(String database) throws SqlError {
        return CatalogTables.status(this, database);
    }

    /** SHOW CREATE TABLE, also for a view; 1146. */
    public ResultTable showCreateTable(String database, String table) throws SqlError {
        Optional<String> view = view(database, table);
        if (view.isPresent()) {
            return ResultTable.texts("View", "Create View", "character_set_client", "collation_connection")
                    .row(table, "CREATE VIEW " + TableText.name(table) + " AS " + view.get(), "utf8mb4",
                            "utf8mb4_general_ci")
                    .build();
        }
        TableDefinition definition = required(database, table);
        return ResultTable.texts("Table", "Create Table")
                .row(definition.name(), TableText.create(definition.name(), definition.shape(), nextValue(definition)))
                .build();
    }

    /** Next AUTO_INCREMENT value, 0 for a table without such a column. */
    long nextValue(TableDefinition table) {
        return table.autoIncrementColumn().isPresent() ? counter(table).peek() : 0;
    }

    /** SHOW CREATE DATABASE; 1049. */
    public ResultTable showCreateDatabase(String name) throws SqlError {
        Database database = database(name);
        return ResultTable.texts("Database", "Create Database")
                .row(database.name,
                        "CREATE DATABASE " + TableText.name(database.name) + " /*!40100 DEFAULT CHARACTER SET "
                                + database.defaults.charset() + " */")
                .build();
    }

    /** SHOW COLUMNS; 1146. */
    public ResultTable showColumns(String database, String table, Detail detail) throws SqlError {
        return CatalogTables.columns(required(database, table), detail);
    }

    /** SHOW INDEX; 1146. */
    public ResultTable showIndexes(String database, String table) throws SqlError {
        return CatalogTables.indexes(required(database, table));
    }
}
