package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.Parsed;
import dev.lockstep.engine.sql.statement.StatementParser;
import dev.lockstep.engine.sql.statement.TableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The store's own tables: databases, definitions, views, positions. A definition is written before H2 changes the table, as
 * {@code pending}, and made valid behind it; {@link #load} settles what a crash left between.
 */
final class StoreTables {
    static final String SCHEMA = H2Names.quote(H2Names.STORE);
    static final String POSITIONS = SCHEMA + ".positions";
    private static final String TABLES = SCHEMA + ".tables";

    private final Connection admin;

    StoreTables(Connection admin) {
        this.admin = admin;
    }

    static void create(Statement admin) throws SQLException {
        admin.execute("SET DB_CLOSE_DELAY -1");
        admin.execute("CREATE USER IF NOT EXISTS " + TableStore.CLIENT + " PASSWORD '" + TableStore.CLIENT + "'");
        admin.execute("CREATE SCHEMA IF NOT EXISTS " + SCHEMA);
        admin.execute("CREATE ALIAS IF NOT EXISTS " + StatementTime.FUNCTION + " FOR '" + StatementTime.class.getName()
                + ".now'");
        admin.execute("CREATE TABLE IF NOT EXISTS " + SCHEMA
                + ".databases(name VARCHAR PRIMARY KEY, charset VARCHAR, collation VARCHAR)");
        admin.execute("CREATE TABLE IF NOT EXISTS " + TABLES
                + "(db VARCHAR, name VARCHAR, definition VARCHAR, pending VARCHAR, PRIMARY KEY(db, name))");
        admin.execute("CREATE TABLE IF NOT EXISTS " + SCHEMA
                + ".views(db VARCHAR, name VARCHAR, query VARCHAR, PRIMARY KEY(db, name))");
        admin.execute("CREATE TABLE IF NOT EXISTS " + POSITIONS
                + "(name VARCHAR PRIMARY KEY, file VARCHAR, offs BIGINT, detail VARCHAR)");
        admin.execute("CREATE TRIGGER IF NOT EXISTS " + SCHEMA + ".guard BEFORE INSERT, UPDATE, DELETE ON " + POSITIONS
                + " FOR EACH ROW CALL '" + GuardTrigger.class.getName() + "'");
        admin.execute("GRANT SELECT ON " + POSITIONS + " TO " + TableStore.CLIENT);
        admin.execute("REVOKE INSERT, UPDATE ON " + POSITIONS + " FROM " + TableStore.CLIENT);
        InformationSchema.create(admin);
        LiveTables.createSchema(admin);
    }

    static Map<String, StorePosition> positions(Connection admin) throws SQLException {
        Map<String, StorePosition> positions = new TreeMap<>();
        try (Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name, file, offs, detail FROM " + POSITIONS)) {
            while (rows.next()) {
                positions.put(rows.getString(1),
                        new StorePosition(new BinlogPosition(rows.getString(2), rows.getLong(3)), rows.getString(4)));
            }
        }
        return Map.copyOf(positions);
    }

    /** Fills the catalog, and puts right what a crash in the middle of a definition left. */
    void load(Catalog catalog) throws SQLException, SqlError {
        for (List<String> row : rows("SELECT name, charset, collation FROM " + SCHEMA + ".databases")) {
            catalog.putDatabase(row.get(0), row.get(1), row.get(2));
        }
        Set<String> known = new HashSet<>();
        for (List<String> row : rows(
                "SELECT db, name, COALESCE(definition, ''), COALESCE(pending, '') FROM " + TABLES)) {
            settle(catalog, row.get(0), row.get(1), row.get(2), row.get(3));
            catalog.table(row.get(0), row.get(1)).ifPresent(table -> known.add(key(table.database(), table.name())));
        }
        dropUnknown(catalog, known);
        for (List<String> row : rows("SELECT db, name, query FROM " + SCHEMA + ".views")) {
            if (catalog.hasDatabase(row.get(0))) {
                catalog.putView(row.get(0), row.get(1), row.get(2));
            }
        }
        InformationSchema.refresh(admin, catalog);
    }

    private static String key(String database, String table) {
        return (database + "." + table).toLowerCase(Locale.ROOT);
    }

    private void settle(Catalog catalog, String database, String name, String definition, String pending)
            throws SQLException, SqlError {
        List<String> columns = h2Columns(database, name);
        for (String text : List.of(pending, definition)) {
            if (text.isEmpty() || columns.isEmpty() || !catalog.hasDatabase(database)) {
                continue;
            }
            TableShape shape = parse(text, catalog.database(database).defaults);
            List<String> declared = shape.columns().stream().map(ColumnDeclaration::name).toList();
            if (declared.equals(columns)) {
                TableDefinition table = new TableDefinition(database, name, shape);
                catalog.putTable(table,
                        new AutoIncrement(Math.max(shape.options().autoIncrement(), greatest(table) + 1)));
                if (!pending.isEmpty()) {
                    write(database, name, text);
                    renewTriggers(database, name, shape);
                }
                return;
            }
        }
        remove(database, name);
    }

    /**
     * Gives a table triggers that know its name. H2 makes triggers anew under a passing name when it copies a table; these
     * refuse rows with 1412, so that nothing goes by uncaptured, until new ones are there and the old ones are dropped.
     */
    void renewTriggers(String database, String table, TableShape shape) throws SQLException {
        List<String> old = rows(
                "SELECT DISTINCT TRIGGER_NAME FROM INFORMATION_SCHEMA.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = "
                        + H2Names.literal(database) + " AND EVENT_OBJECT_TABLE = " + H2Names.literal(table))
                .stream()
                .map(List::getFirst)
                .toList();
        int suffix = 0;
        while (old.contains(table + "$guard" + suffix) || old.contains(table + "$capture" + suffix)) {
            suffix++;
        }
        List<String> statements = new ArrayList<>(H2Definitions.triggers(database, table, shape, suffix));
        old.forEach(name -> statements.add("DROP TRIGGER " + H2Names.table(database, name)));
        execute(statements);
    }

    private long greatest(TableDefinition table) throws SQLException {
        Optional<Integer> column = table.autoIncrementColumn();
        if (column.isEmpty()) {
            return 0;
        }
        String name = H2Names.quote(table.columns().get(column.get()).name());
        String sql = "SELECT COALESCE(MAX(" + name + "), 0) FROM " + H2Names.table(table.database(), table.name());
        try (Statement statement = admin.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Tables of H2 that no definition stands for: their CREATE TABLE did not come to its end. */
    private void dropUnknown(Catalog catalog, Set<String> known) throws SQLException {
        for (List<String> row : rows("SELECT TABLE_SCHEMA, TABLE_NAME FROM INFORMATION_SCHEMA.TABLES"
                + " WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA NOT LIKE 'lockstep$%'"
                + " AND TABLE_SCHEMA <> 'INFORMATION_SCHEMA'")) {
            if (!known.contains(key(row.get(0), row.get(1))) && catalog.hasDatabase(row.get(0))) {
                execute(List.of("DROP TABLE " + H2Names.table(row.get(0), row.get(1)) + " CASCADE"));
            }
        }
    }

    private List<String> h2Columns(String database, String table) throws SQLException {
        return rows("SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = "
                + H2Names.literal(database) + " AND TABLE_NAME = " + H2Names.literal(table)
                + " ORDER BY ORDINAL_POSITION").stream().map(List::getFirst).toList();
    }

    private List<List<String>> rows(String sql) throws SQLException {
        List<List<String>> all = new ArrayList<>();
        try (Statement statement = admin.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                all.add(row);
            }
        }
        return all;
    }

    /** A definition that this store wrote. */
    static TableShape parse(String text, TableShape.Options defaults) throws SqlError {
        Parsed parsed = StatementParser.parse(text);
        if (parsed.statement() instanceof TableStatement statement
                && new DefinitionParser(statement).parse(defaults) instanceof Definition.CreateTable table) {
            return table.shape();
        }
        throw SqlError.of(1105, "The store's catalog is damaged");
    }

    private void execute(List<String> statements) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** What the table is about to become. */
    void announce(String database, String table, String definition) throws SQLException {
        update("MERGE INTO " + TABLES + "(db, name, definition, pending) KEY(db, name) VALUES(?1, ?2,"
                + " (SELECT definition FROM " + TABLES + " WHERE db = ?1 AND name = ?2), ?3)", database, table,
                definition);
    }

    /** What the table is. */
    void write(String database, String table, String definition) throws SQLException {
        update("MERGE INTO " + TABLES + "(db, name, definition, pending) KEY(db, name) VALUES(?, ?, ?, NULL)", database,
                table, definition);
    }

    void remove(String database, String table) throws SQLException {
        update("DELETE FROM " + TABLES + " WHERE db = ? AND name = ?", database, table);
    }

    void withdraw(String database, String table) throws SQLException {
        update("DELETE FROM " + TABLES + " WHERE db = ? AND name = ? AND definition IS NULL", database, table);
        update("UPDATE " + TABLES + " SET pending = NULL WHERE db = ? AND name = ?", database, table);
    }

    void writeDatabase(String name, String charset, String collation) throws SQLException {
        update("MERGE INTO " + SCHEMA + ".databases(name, charset, collation) KEY(name) VALUES(?, ?, ?)", name, charset,
                collation);
    }

    void removeDatabase(String name) throws SQLException {
        update("DELETE FROM " + SCHEMA + ".databases WHERE name = ?", name);
        update("DELETE FROM " + TABLES + " WHERE db = ?", name);
        update("DELETE FROM " + SCHEMA + ".views WHERE db = ?", name);
    }

    void writeView(String database, String name, String query) throws SQLException {
        update("MERGE INTO " + SCHEMA + ".views(db, name, query) KEY(db, name) VALUES(?, ?, ?)", database, name, query);
    }

    void removeView(String database, String name) throws SQLException {
        update("DELETE FROM " + SCHEMA + ".views WHERE db = ? AND name = ?", database, name);
    }

    private void update(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = admin.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.execute();
        }
    }
}
