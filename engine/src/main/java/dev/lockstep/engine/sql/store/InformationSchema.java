package dev.lockstep.engine.sql.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables that clients see as {@code information_schema}: real tables in a schema of the store, written anew from the
 * catalog with each definition. Has the columns that the usual clients ask for.
 */
final class InformationSchema {
    static final String TEXT = " VARCHAR_IGNORECASE(1048576)";
    private static final List<List<String>> TABLES = List.of(
            List.of("SCHEMATA", "CATALOG_NAME", "SCHEMA_NAME", "DEFAULT_CHARACTER_SET_NAME", "DEFAULT_COLLATION_NAME",
                    "SQL_PATH"),
            List.of("TABLES", "TABLE_CATALOG", "TABLE_SCHEMA", "TABLE_NAME", "TABLE_TYPE", "ENGINE", "#VERSION",
                    "ROW_FORMAT", "#TABLE_ROWS", "#AVG_ROW_LENGTH", "#DATA_LENGTH", "#INDEX_LENGTH",
                    "#AUTO_INCREMENT", "TABLE_COLLATION", "CREATE_OPTIONS", "TABLE_COMMENT"),
            List.of("COLUMNS", "TABLE_CATALOG", "TABLE_SCHEMA", "TABLE_NAME", "COLUMN_NAME", "#ORDINAL_POSITION",
                    "COLUMN_DEFAULT", "IS_NULLABLE", "DATA_TYPE", "#CHARACTER_MAXIMUM_LENGTH",
                    "#CHARACTER_OCTET_LENGTH", "#NUMERIC_PRECISION", "#NUMERIC_SCALE", "#DATETIME_PRECISION",
                    "CHARACTER_SET_NAME", "COLLATION_NAME", "COLUMN_TYPE", "COLUMN_KEY", "EXTRA", "PRIVILEGES",
                    "COLUMN_COMMENT", "GENERATION_EXPRESSION"),
            List.of("STATISTICS", "TABLE_CATALOG", "TABLE_SCHEMA", "TABLE_NAME", "#NON_UNIQUE", "INDEX_SCHEMA",
                    "INDEX_NAME", "#SEQ_IN_INDEX", "COLUMN_NAME", "COLLATION", "#CARDINALITY", "#SUB_PART", "NULLABLE",
                    "INDEX_TYPE"),
            List.of("VIEWS", "TABLE_CATALOG", "TABLE_SCHEMA", "TABLE_NAME", "VIEW_DEFINITION"),
            List.of("ENGINES", "ENGINE", "SUPPORT", "COMMENT", "TRANSACTIONS", "XA", "SAVEPOINTS"),
            List.of("FILES", "FILE_NAME", "FILE_TYPE", "TABLESPACE_NAME", "LOGFILE_GROUP_NAME", "#TOTAL_EXTENTS",
                    "#EXTENT_SIZE", "#INITIAL_SIZE", "ENGINE", "EXTRA"),
            List.of("PARTITIONS", "TABLE_SCHEMA", "TABLE_NAME", "PARTITION_NAME", "TABLESPACE_NAME"),
            List.of("TRIGGERS", "TRIGGER_SCHEMA", "TRIGGER_NAME", "EVENT_OBJECT_SCHEMA", "EVENT_OBJECT_TABLE"),
            List.of("ROUTINES", "ROUTINE_SCHEMA", "ROUTINE_NAME", "ROUTINE_TYPE"),
            List.of("EVENTS", "EVENT_SCHEMA", "EVENT_NAME"));
    static final List<String> NAMES = TABLES.stream().map(List::getFirst).sorted().toList();

    private InformationSchema() {}

    /** Makes the tables if they are not there. */
    static void create(Statement admin) throws SQLException {
        String schema = H2Names.quote(H2Names.INFORMATION);
        admin.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
        for (List<String> table : TABLES) {
            StringBuilder columns = new StringBuilder();
            for (String column : table.subList(1, table.size())) {
                columns.append(columns.isEmpty() ? "" : ", ")
                        .append(H2Names.quote(column.replace("#", "")))
                        .append(column.startsWith("#") ? " BIGINT" : TEXT);
            }
            admin.execute("CREATE TABLE IF NOT EXISTS " + H2Names.table(H2Names.INFORMATION, table.getFirst()) + " ("
                    + columns + ")");
        }
        admin.execute("GRANT SELECT ON SCHEMA " + schema + " TO " + TableStore.CLIENT);
    }

    /**
     * Writes all rows anew, in one transaction: readers see the rows of before or of after. Definitions of several sessions
     * may end at the same time; they take turns here, and the last one writes what the catalog then has.
     */
    static void refresh(Connection admin, Catalog catalog) throws SQLException {
        synchronized (catalog) {
            boolean autoCommit = admin.getAutoCommit();
            admin.setAutoCommit(false);
            try {
                rewrite(admin, catalog);
                admin.commit();
            } catch (SQLException | RuntimeException failed) {
                admin.rollback();
                throw failed;
            } finally {
                admin.setAutoCommit(autoCommit);
            }
        }
    }

    private static void rewrite(Connection admin, Catalog catalog) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            for (List<String> table : TABLES) {
                statement.execute("DELETE FROM " + H2Names.table(H2Names.INFORMATION, table.getFirst()));
            }
        }
        insert(admin, "ENGINES", "InnoDB", "DEFAULT", "Tables of Lockstep, kept in H2", "YES", "NO", "YES");
        insert(admin, "SCHEMATA", "def", Catalog.INFORMATION_SCHEMA, "utf8", "utf8_general_ci", null);
        for (String database : catalog.databases()) {
            Catalog.Database home = catalogDatabase(catalog, database);
            insert(admin, "SCHEMATA", "def", database, home.defaults.charset(), home.defaults.collation(), null);
            for (String view : home.views.keySet()) {
                insert(admin, "TABLES", "def", database, view, "VIEW", null, 10, null, null, null, null, null, null,
                        null,
                        "", "VIEW");
                insert(admin, "VIEWS", "def", database, view, home.views.get(view));
            }
        }
        for (TableDefinition table : catalog.tables()) {
            table(admin, catalog, table);
        }
    }

    private static Catalog.Database catalogDatabase(Catalog catalog, String name) {
        try {
            return catalog.database(name);
        } catch (dev.lockstep.engine.sql.SqlError impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void table(Connection admin, Catalog catalog, TableDefinition table) throws SQLException {
        long next = catalog.nextValue(table);
        TableShape.Options options = table.shape().options();
        insert(admin, "TABLES", "def", table.database(), table.name(), "BASE TABLE", "InnoDB", 10, "Dynamic", 0, 0, 0,
                0,
                next == 0 ? null : (Object) next, options.collation(), "", options.comment());
        int position = 0;
        for (ColumnDeclaration column : table.columns()) {
            column(admin, table, column, ++position);
        }
        for (KeyDeclaration key : table.keys()) {
            for (int i = 0; i < key.parts().size(); i++) {
                KeyDeclaration.Part part = key.parts().get(i);
                boolean nullable = table.columns().get(table.shape().indexOf(part.column())).nullable();
                insert(admin, "STATISTICS", "def", table.database(), table.name(),
                        key.kind() == KeyDeclaration.Kind.INDEX ? 1 : 0, table.database(), key.name(), i + 1,
                        part.column(), "A", null, part.prefix() == 0 ? null : (Object) part.prefix(),
                        nullable ? "YES" : "", "BTREE");
            }
        }
    }

    private static void column(Connection admin, TableDefinition table, ColumnDeclaration column, int position)
            throws SQLException {
        DeclaredType type = column.type();
        ColumnKind kind = type.kind();
        String collation = CatalogTables.collation(table, column);
        boolean text = kind.isText() || kind.isBinary();
        boolean time = kind == ColumnKind.TIME || kind == ColumnKind.DATETIME || kind == ColumnKind.TIMESTAMP;
        insert(admin, "COLUMNS", "def", table.database(), table.name(), column.name(), position, column.shownDefault(),
                column.nullable() ? "YES" : "NO", kind.word(),
                text
                        ? (Object) (kind.isText() && !kind.isLongText() ? type.displayBytes() / 4 : type.displayBytes())
                        : null,
                text ? (Object) type.displayBytes() : null, kind.isNumber() ? (Object) type.precision() : null,
                kind.isNumber() ? (Object) type.decimals() : null, time ? (Object) Math.max(0, type.length()) : null,
                collation == null ? null : Charsets.charsetOf(collation), collation, type.text(),
                TableText.keyMark(table.shape(), column.name()), CatalogTables.extra(column),
                "select,insert,update,references", column.comment(), "");
    }

    private static void insert(Connection admin, String table, @Nullable Object... values) throws SQLException {
        String marks = "?, ".repeat(values.length - 1) + "?";
        try (PreparedStatement statement = admin.prepareStatement(
                "INSERT INTO " + H2Names.table(H2Names.INFORMATION, table) + " VALUES (" + marks + ")")) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }
}
