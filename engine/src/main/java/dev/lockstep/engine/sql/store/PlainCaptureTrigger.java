package dev.lockstep.engine.sql.store;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * Does what {@link CaptureTrigger} does for tables of numbers, texts and short binary columns only, whose values H2 gives as
 * they are: no result set has to be made of each row. Public for H2 only.
 */
public final class PlainCaptureTrigger implements Trigger {
    private final CapturedTable table = new CapturedTable();
    private String schemaName = "";
    private String tableName = "";

    /** For H2. */
    public PlainCaptureTrigger() {}

    /** Whether a table has such columns only. */
    static boolean takes(TableShape shape) {
        return shape.columns().stream().map(ColumnDeclaration::type).allMatch(PlainCaptureTrigger::isPlain);
    }

    private static boolean isPlain(DeclaredType type) {
        return switch (type.kind()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, YEAR, FLOAT, DOUBLE, DECIMAL, CHAR, VARCHAR, TINYTEXT, TEXT,
                    MEDIUMTEXT, LONGTEXT, ENUM, SET, BINARY, VARBINARY, TINYBLOB, BLOB ->
                true;
            case MEDIUMBLOB, LONGBLOB, DATE, TIME, DATETIME, TIMESTAMP, BIT, JSON -> false;
        };
    }

    @Override
    public void init(Connection connection, String schema, String trigger, String table, boolean before, int type) {
        schemaName = schema;
        tableName = table;
    }

    @Override
    public void fire(Connection connection, @Nullable Object @Nullable [] before, @Nullable Object @Nullable [] after)
            throws SQLException {
        Capture capture = Capture.current();
        if (capture == null || !capture.recording()) {
            return;
        }
        TableDefinition definition = table.now(capture.catalog(), schemaName, tableName);
        RowChange.Kind kind = before == null
                ? RowChange.Kind.INSERT
                : after == null ? RowChange.Kind.DELETE : RowChange.Kind.UPDATE;
        capture.changes().add(new RowChange(definition, kind, image(definition, before), image(definition, after)));
    }

    private static @Nullable List<@Nullable Object> image(TableDefinition table, @Nullable Object @Nullable [] row)
            throws SQLException {
        if (row == null) {
            return null;
        }
        List<ColumnDeclaration> columns = table.columns();
        if (row.length != columns.size()) {
            throw CapturedTable.changed();
        }
        List<@Nullable Object> values = new ArrayList<>(row.length);
        for (int i = 0; i < row.length; i++) {
            values.add(value(row[i], columns.get(i).type()));
        }
        return values;
    }

    /** As {@link CellValues#read} has it. */
    private static @Nullable Object value(@Nullable Object value, DeclaredType type) {
        if (!(value instanceof Number number)) {
            return value;
        }
        return switch (type.kind()) {
            case FLOAT -> number.floatValue();
            case DOUBLE -> number.doubleValue();
            case DECIMAL -> number;
            default -> number instanceof BigDecimal big ? big.toBigInteger() : (Object) number.longValue();
        };
    }
}
