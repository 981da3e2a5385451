package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.store.StoreSession.ApplyMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Applies row events to tables. */
final class RowApplier {
    private final Catalog catalog;
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private long version = -1;

    RowApplier(Catalog catalog, Connection connection) {
        this.catalog = catalog;
        this.connection = connection;
    }

    /** Forgets prepared statements. */
    void clear() {
        statements.values().forEach(statement -> {
            try {
                statement.close();
            } catch (SQLException closed) {
                // A statement of a closed store.
            }
        });
        statements.clear();
    }

    void apply(TableDefinition table, RowChange.Kind kind, @Nullable List<@Nullable Object> before,
            @Nullable List<@Nullable Object> after, ApplyMode mode) throws SqlError, SQLException {
        if (version != catalog.version()) {
            clear();
            version = catalog.version();
        }
        boolean strict = mode == ApplyMode.STRICT;
        switch (kind) {
            case INSERT -> {
                if (strict) {
                    insert(table, image(table, after));
                } else {
                    replace(table, image(table, after));
                }
            }
            case DELETE -> {
                if (delete(table, image(table, before)) == 0 && strict) {
                    throw notFound(table);
                }
            }
            case UPDATE -> update(table, image(table, before), image(table, after), strict);
        }
    }

    private static SqlError notFound(TableDefinition table) {
        return SqlError.of(1032, "Can't find record in '" + table.name() + "'");
    }

    private static List<@Nullable Object> image(TableDefinition table, @Nullable List<@Nullable Object> values)
            throws SqlError {
        if (values == null || values.size() != table.columns().size()) {
            throw SqlError.of(1677, "Table " + table + " has " + table.columns().size() + " columns, the row event has "
                    + (values == null ? 0 : values.size()));
        }
        return values;
    }

    private void insert(TableDefinition table, List<@Nullable Object> row) throws SqlError, SQLException {
        String columns = H2Definitions.names(table.columns().stream().map(ColumnDeclaration::name).toList());
        String marks = "?, ".repeat(row.size() - 1) + "?";
        PreparedStatement statement = statement(
                "INSERT INTO " + name(table) + " " + columns + " VALUES (" + marks + ")");
        bind(statement, 0, table, row, all(table));
        statement.executeUpdate();
    }

    private void replace(TableDefinition table, List<@Nullable Object> row) throws SqlError, SQLException {
        try {
            insert(table, row);
        } catch (SQLException duplicate) {
            if (duplicate.getErrorCode() != ErrorCode.DUPLICATE_KEY_1) {
                throw duplicate;
            }
            deleteConflicting(table, row);
            insert(table, row);
        }
    }

    /** Removes the rows that have a unique key in common with this one. */
    private void deleteConflicting(TableDefinition table, List<@Nullable Object> row) throws SqlError, SQLException {
        for (KeyDeclaration key : table.keys()) {
            if (key.kind() != KeyDeclaration.Kind.INDEX) {
                List<Integer> columns = key.parts().stream().map(part -> table.shape().indexOf(part.column())).toList();
                PreparedStatement statement = statement("DELETE FROM " + name(table) + where(table, columns));
                bind(statement, 0, table, row, columns);
                statement.executeUpdate();
            }
        }
    }

    private int delete(TableDefinition table, List<@Nullable Object> row) throws SqlError, SQLException {
        List<Integer> columns = found(table);
        PreparedStatement statement = statement("DELETE FROM " + name(table) + where(table, columns) + one(table));
        bind(statement, 0, table, row, columns);
        return statement.executeUpdate();
    }

    private void update(TableDefinition table, List<@Nullable Object> before, List<@Nullable Object> after,
            boolean strict)
            throws SqlError, SQLException {
        List<Integer> columns = found(table);
        String set = table.columns()
                .stream()
                .map(column -> H2Names.quote(column.name()) + " = ?")
                .collect(Collectors.joining(", "));
        PreparedStatement statement = statement(
                "UPDATE " + name(table) + " SET " + set + where(table, columns) + one(table));
        int next = bind(statement, 0, table, after, all(table));
        bind(statement, next, table, before, columns);
        int changed;
        try {
            changed = statement.executeUpdate();
        } catch (SQLException duplicate) {
            if (strict || duplicate.getErrorCode() != ErrorCode.DUPLICATE_KEY_1) {
                throw duplicate;
            }
            delete(table, before);
            changed = 0;
        }
        if (changed == 0 && strict) {
            throw notFound(table);
        }
        if (changed == 0) {
            replace(table, after);
        }
    }

    private static String name(TableDefinition table) {
        return H2Names.table(table.database(), table.name());
    }

    private static List<Integer> all(TableDefinition table) {
        return IntStream.range(0, table.columns().size()).boxed().toList();
    }

    /** The columns that a row is found by. */
    private static List<Integer> found(TableDefinition table) {
        return table.primaryKey().isEmpty() ? all(table) : table.primaryKey();
    }

    /** Of rows that are equal in all columns one is meant. */
    private static String one(TableDefinition table) {
        return table.primaryKey().isEmpty() ? " LIMIT 1" : "";
    }

    private static String where(TableDefinition table, List<Integer> columns) {
        List<String> conditions = new ArrayList<>();
        for (int column : columns) {
            ColumnDeclaration declared = table.columns().get(column);
            conditions.add(H2Names.quote(declared.name()) + (declared.nullable() ? " IS NOT DISTINCT FROM ?" : " = ?"));
        }
        return " WHERE " + String.join(" AND ", conditions);
    }

    private int bind(PreparedStatement statement, int from, TableDefinition table, List<@Nullable Object> row,
            List<Integer> columns) throws SqlError, SQLException {
        int index = from;
        for (int column : columns) {
            statement.setObject(++index, CellValues.bindable(row.get(column), table.columns().get(column).type()));
        }
        return index;
    }

    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }
}
