package dev.lockstep.engine.sql.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * H2 calls it before each inserted or changed row: gives AUTO_INCREMENT values and checks what H2's types do not (unsigned
 * numbers, ENUM). On the store's table of positions it lets nobody but the store write. Public for H2 only.
 */
public final class GuardTrigger implements Trigger {
    private String schemaName = "";
    private String tableName = "";
    private long knownVersion = -1;
    private @Nullable TableDefinition known;
    private ColumnGuard[] guards = {};
    private int automatic = -1;

    /** For H2. */
    public GuardTrigger() {}

    @Override
    public void init(Connection connection, String schema, String trigger, String table, boolean before, int type) {
        schemaName = schema;
        tableName = table;
    }

    @Override
    public void fire(Connection connection, @Nullable Object @Nullable [] before, @Nullable Object @Nullable [] after)
            throws SQLException {
        Capture capture = Capture.current();
        if (schemaName.equals(H2Names.STORE)) {
            if (capture == null || capture.work() != Capture.Work.POSITIONS) {
                throw new SQLException("command denied to user for table '" + tableName + "'", "42000", 1142);
            }
            return;
        }
        if (capture == null || after == null || capture.work() == Capture.Work.POSITIONS) {
            return;
        }
        TableDefinition table = refresh(capture.catalog());
        if (after.length != table.columns().size()) {
            throw new SQLException("Table definition has changed, please retry transaction", "HY000", 1412);
        }
        for (ColumnGuard guard : guards) {
            guard.check(after);
        }
        if (automatic >= 0 && before == null) {
            number(capture, table, after);
        }
    }

    private void number(Capture capture, TableDefinition table, @Nullable Object[] row) {
        Object given = row[automatic];
        long value = given instanceof Number number ? number.longValue() : 0;
        AutoIncrement counter = capture.catalog().counter(table);
        boolean generate = value == 0 && capture.work() == Capture.Work.STATEMENT && !capture.zeroIsValue();
        if (!generate) {
            counter.seen(value);
            return;
        }
        long generated = capture.generate(counter);
        row[automatic] = given instanceof Integer ? (Object) (int) generated : (Object) generated;
    }

    private synchronized TableDefinition refresh(Catalog catalog) throws SQLException {
        TableDefinition table = known;
        if (table == null || knownVersion != catalog.version()) {
            knownVersion = catalog.version();
            table = catalog.table(schemaName, tableName).orElse(null);
            if (table == null) {
                throw new SQLException("Table definition has changed, please retry transaction", "HY000", 1412);
            }
            known = table;
            automatic = table.autoIncrementColumn().orElse(-1);
            guards = guards(table.columns());
        }
        return table;
    }

    private static ColumnGuard[] guards(List<ColumnDeclaration> columns) {
        ColumnGuard[] all = new ColumnGuard[columns.size()];
        int count = 0;
        for (int i = 0; i < columns.size(); i++) {
            ColumnGuard guard = ColumnGuard.of(i, columns.get(i));
            if (guard != null) {
                all[count++] = guard;
            }
        }
        return Arrays.copyOf(all, count);
    }
}
