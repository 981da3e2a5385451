package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.binlog.Bitmap;
import dev.lockstep.engine.binlog.row.RowImage;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.store.StoreSession.ApplyMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Applies row events to tables. An image may leave columns out ({@code binlog_row_image=MINIMAL}): a row is found by its
 * primary key if the image has it, else by all columns that the image has. The source's table may have fewer columns than
 * this one, whose last columns then have their defaults, or more, which are left out then.
 */
final class RowApplier {
    private static final int MOST_STATEMENTS = 1000;

    private final Catalog catalog;
    private final Connection connection;
    private final Map<Shape, Plan> plans = new HashMap<>();
    private long version = -1;

    /** What statements differ in; a bitmap of no columns stands for no image. */
    private record Shape(TableDefinition table, RowChange.Kind kind, Bitmap before, Bitmap after) {}

    /** A statement, the columns of the after image that it binds first, and those of the before image behind them. */
    private record Plan(PreparedStatement statement, List<Integer> set, List<Integer> found) {}

    RowApplier(Catalog catalog, Connection connection) {
        this.catalog = catalog;
        this.connection = connection;
    }

    /** Forgets prepared statements. */
    void clear() {
        plans.values().forEach(plan -> {
            try {
                plan.statement.close();
            } catch (SQLException closed) {
                // A statement of a closed store.
            }
        });
        plans.clear();
    }

    void apply(TableDefinition table, RowChange.Kind kind, @Nullable RowImage before, @Nullable RowImage after,
            ApplyMode mode) throws SqlError, SQLException {
        if (version != catalog.version() || plans.size() > MOST_STATEMENTS) {
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

    private static RowImage image(TableDefinition table, @Nullable RowImage image) throws SqlError {
        if (image == null) {
            throw SqlError.of(1677, "Table " + table + " has " + table.columns().size()
                    + " columns, the row event has none");
        }
        return image;
    }

    /** Indexes of the columns that the image has and the table too. */
    private static List<Integer> present(TableDefinition table, RowImage image) {
        int columns = Math.min(table.columns().size(), image.present().bits());
        return IntStream.range(0, columns).filter(image.present()::has).boxed().toList();
    }

    private void insert(TableDefinition table, RowImage row) throws SqlError, SQLException {
        Plan plan = plan(new Shape(table, RowChange.Kind.INSERT, Bitmap.EMPTY, row.present()), () -> {
            List<Integer> given = present(table, row);
            return new Text("INSERT INTO " + name(table) + (given.isEmpty()
                    ? " DEFAULT VALUES"
                    : " " + H2Definitions.names(given.stream().map(i -> table.columns().get(i).name()).toList())
                            + " VALUES (" + "?, ".repeat(given.size() - 1) + "?)"),
                    given, List.of());
        });
        bind(plan.statement, 0, table, row, plan.set);
        plan.statement.executeUpdate();
    }

    private void replace(TableDefinition table, RowImage row) throws SqlError, SQLException {
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
    private void deleteConflicting(TableDefinition table, RowImage row) throws SqlError, SQLException {
        for (KeyDeclaration key : table.keys()) {
            if (key.kind() != KeyDeclaration.Kind.INDEX) {
                List<Integer> columns = key.parts().stream().map(part -> table.shape().indexOf(part.column())).toList();
                try (PreparedStatement statement = connection.prepareStatement(
                        "DELETE FROM " + name(table) + where(table, columns))) {
                    bind(statement, 0, table, row, columns);
                    statement.executeUpdate();
                }
            }
        }
    }

    private int delete(TableDefinition table, RowImage row) throws SqlError, SQLException {
        Plan plan = plan(new Shape(table, RowChange.Kind.DELETE, row.present(), Bitmap.EMPTY), () -> {
            List<Integer> found = found(table, row);
            return new Text("DELETE FROM " + name(table) + where(table, found) + one(table, found), List.of(), found);
        });
        bind(plan.statement, 0, table, row, plan.found);
        return plan.statement.executeUpdate();
    }

    private void update(TableDefinition table, RowImage before, RowImage after, boolean strict)
            throws SqlError, SQLException {
        Plan plan = plan(new Shape(table, RowChange.Kind.UPDATE, before.present(), after.present()), () -> {
            List<Integer> found = found(table, before);
            List<Integer> set = present(table, after);
            String assignments = set.stream().map(i -> H2Names.quote(table.columns().get(i).name()) + " = ?")
                    .collect(Collectors.joining(", "));
            return new Text("UPDATE " + name(table) + " SET " + assignments + where(table, found)
                    + one(table, found), set, found);
        });
        int next = bind(plan.statement, 0, table, after, plan.set);
        bind(plan.statement, next, table, before, plan.found);
        int changed;
        try {
            changed = plan.statement.executeUpdate();
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

    /** The columns that a row is found by. */
    private static List<Integer> found(TableDefinition table, RowImage row) {
        List<Integer> given = present(table, row);
        boolean keyed = !table.primaryKey().isEmpty() && given.containsAll(table.primaryKey());
        return keyed ? table.primaryKey() : given;
    }

    /** Of rows that are equal in all columns one is meant. */
    private static String one(TableDefinition table, List<Integer> found) {
        return found.equals(table.primaryKey()) ? "" : " LIMIT 1";
    }

    private static String where(TableDefinition table, List<Integer> columns) {
        List<String> conditions = new ArrayList<>();
        for (int column : columns) {
            ColumnDeclaration declared = table.columns().get(column);
            conditions.add(compared(table, declared)
                    + (declared.nullable() ? " IS NOT DISTINCT FROM ?" : " = ?"));
        }
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /** Without a key, rows that differ only in the case of letters are different ones. */
    private static String compared(TableDefinition table, ColumnDeclaration column) {
        String name = H2Names.quote(column.name());
        boolean blind = table.primaryKey().isEmpty() && column.type().kind().isText()
                && !column.type().isCaseSensitive();
        return blind ? "CAST(" + name + " AS VARCHAR)" : name;
    }

    private static int bind(PreparedStatement statement, int from, TableDefinition table, RowImage row,
            List<Integer> columns) throws SqlError, SQLException {
        int index = from;
        for (int column : columns) {
            Object value = column < row.values().size() ? row.value(column) : null;
            statement.setObject(++index, CellValues.bindable(value, table.columns().get(column).type()));
        }
        return index;
    }

    /** A statement to be, and what it binds. */
    private record Text(String sql, List<Integer> set, List<Integer> found) {}

    private Plan plan(Shape shape, Supplier<Text> text) throws SQLException {
        Plan known = plans.get(shape);
        if (known == null) {
            Text made = text.get();
            known = new Plan(connection.prepareStatement(made.sql), made.set, made.found);
            plans.put(shape, known);
        }
        return known;
    }
}
