package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.expression.EvaluationContext;
import dev.lockstep.engine.sql.statement.TableStatement;
import dev.lockstep.engine.sql.statement.TableStatement.Verb;
import dev.lockstep.engine.sql.statement.Token;
import dev.lockstep.engine.sql.statement.Token.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@link LiveTable}s of a store. They are tables of H2 that are filled anew before each statement that names one, so that
 * every clause of SELECT works on them; nothing of them is in the store's file but their names.
 *
 * <p>Filling and reading is one step under this object's monitor: a reader sees the rows that were made for it.
 */
public final class LiveTables {
    private final TableStore store;
    private final Connection admin;
    private volatile List<LiveTable> tables = List.of();

    LiveTables(TableStore store, Connection admin) {
        this.store = store;
        this.admin = admin;
    }

    static void createSchema(Statement statement) throws SQLException {
        String schema = H2Names.quote(H2Names.PERFORMANCE);
        statement.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
        statement.execute("GRANT SELECT ON SCHEMA " + schema + " TO " + TableStore.CLIENT);
    }

    /** From now on there are these; 1105 if the store cannot make them. Before clients come. */
    public synchronized void define(List<LiveTable> all) throws SqlError {
        store.gate().enter();
        try (Statement statement = admin.createStatement()) {
            for (LiveTable table : all) {
                String name = H2Names.table(H2Names.schema(table.schema()), table.name());
                statement.execute("DROP TABLE IF EXISTS " + name);
                statement.execute("CREATE MEMORY TABLE " + name + " (" + columns(table) + ") NOT PERSISTENT");
            }
            tables = List.copyOf(all);
        } catch (SQLException failed) {
            throw H2Errors.of(failed, "", "");
        } finally {
            store.gate().leave();
        }
    }

    private static String columns(LiveTable table) {
        StringBuilder columns = new StringBuilder();
        for (String column : table.columns()) {
            char kind = column.charAt(0);
            columns.append(columns.isEmpty() ? "" : ", ").append(H2Names.quote(column.replaceFirst("^[#%]", "")))
                    .append(kind == '#' ? " BIGINT" : kind == '%' ? " DECIMAL(20, 3)" : InformationSchema.TEXT);
        }
        return columns.toString();
    }

    /** Whether there is a schema of that name which has such tables. */
    boolean hasSchema(String name) {
        return tables.stream().anyMatch(table -> table.schema().equalsIgnoreCase(name));
    }

    /** Names of the tables of a schema. */
    List<String> names(String schema) {
        return tables.stream().filter(table -> table.schema().equalsIgnoreCase(schema)).map(LiveTable::name).sorted()
                .toList();
    }

    /** Which ones a statement may read, given the current database. */
    List<LiveTable> readBy(TableStatement statement, String database) {
        List<LiveTable> all = tables;
        if (statement.verb() == Verb.SELECT && !all.isEmpty()) {
            return all.stream().filter(table -> names(statement.tokens(), table, database)).toList();
        }
        return List.of();
    }

    private static boolean names(List<Token> tokens, LiveTable table, String database) {
        for (int i = 0; i < tokens.size(); i++) {
            if (!isName(tokens.get(i), table.name())) {
                continue;
            }
            boolean qualified = i > 1 && tokens.get(i - 1).isSign(".");
            if (qualified
                    ? isName(tokens.get(i - 2), table.schema())
                    : database.equalsIgnoreCase(table.schema())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isName(Token token, String name) {
        return (token.kind() == Kind.WORD || token.kind() == Kind.NAME) && token.text().equalsIgnoreCase(name);
    }

    /** What is read. */
    interface Read {
        StoreResult run() throws SqlError;
    }

    /** Fills tables and reads them. The session must not be in a call into H2. */
    StoreResult read(List<LiveTable> read, EvaluationContext context, Read statement) throws SqlError {
        List<List<List<@Nullable Object>>> rows = new ArrayList<>();
        for (LiveTable table : read) {
            rows.add(table.rows().now(context));
        }
        synchronized (this) {
            fill(read, rows);
            return statement.run();
        }
    }

    private void fill(List<LiveTable> read, List<List<List<@Nullable Object>>> rows) throws SqlError {
        store.gate().enter();
        try {
            for (int i = 0; i < read.size(); i++) {
                fill(read.get(i), rows.get(i));
            }
        } catch (SQLException failed) {
            throw store.error(failed, "", "");
        } finally {
            store.gate().leave();
        }
    }

    private void fill(LiveTable table, List<List<@Nullable Object>> rows) throws SQLException {
        String name = H2Names.table(H2Names.schema(table.schema()), table.name());
        try (Statement statement = admin.createStatement()) {
            statement.execute("DELETE FROM " + name);
        }
        String marks = "?, ".repeat(table.columns().size() - 1) + "?";
        try (PreparedStatement insert = admin.prepareStatement("INSERT INTO " + name + " VALUES (" + marks + ")")) {
            for (List<@Nullable Object> row : rows) {
                for (int i = 0; i < row.size(); i++) {
                    insert.setObject(i + 1, row.get(i));
                }
                insert.addBatch();
            }
            if (!rows.isEmpty()) {
                insert.executeBatch();
            }
        }
    }
}
