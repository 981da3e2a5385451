package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.binlog.Collations;
import dev.lockstep.engine.sql.result.ResultTable;
import dev.lockstep.engine.sql.result.SqlValues;
import dev.lockstep.engine.wire.ColumnDefinition;
import dev.lockstep.engine.wire.ColumnFlags;
import dev.lockstep.engine.wire.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Result sets of H2 as a client sees them: columns of tables with their declared types, others by H2's types. */
final class StoreResults {
    private static final int NO_DECIMALS = 31;

    private StoreResults() {}

    /** Column definitions. */
    static List<ColumnDefinition> columns(ResultSetMetaData meta, Catalog catalog) throws SQLException {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(column(meta, i, catalog));
        }
        return columns;
    }

    private static ColumnDefinition column(ResultSetMetaData meta, int i, Catalog catalog) throws SQLException {
        String schema = meta.getSchemaName(i);
        String table = meta.getTableName(i);
        if (!schema.isEmpty() && !table.isEmpty()) {
            Optional<TableDefinition> definition = catalog.table(schema, table);
            int index = definition.isEmpty() ? -1 : definition.get().shape().indexOf(meta.getColumnName(i));
            if (index >= 0) {
                return declared(definition.get(), index, meta.getColumnLabel(i));
            }
        }
        return generic(H2Names.shown(schema), table, meta.getColumnLabel(i), meta, i);
    }

    /** A column of a table. */
    static ColumnDefinition declared(TableDefinition table, int index, String label) {
        ColumnDeclaration column = table.columns().get(index);
        DeclaredType type = column.type();
        int flags = (column.nullable() ? 0 : ColumnFlags.NOT_NULL) | (type.unsigned() ? ColumnFlags.UNSIGNED : 0)
                | (type.zerofill() ? ColumnFlags.ZEROFILL : 0)
                | (column.autoIncrement() ? ColumnFlags.AUTO_INCREMENT : 0);
        switch (TableText.keyMark(table.shape(), column.name())) {
            case "PRI" -> flags |= ColumnFlags.PRIMARY_KEY;
            case "UNI" -> flags |= ColumnFlags.UNIQUE_KEY;
            case "MUL" -> flags |= ColumnFlags.MULTIPLE_KEY;
            default -> {
            }
        }
        flags |= kindFlags(type.kind());
        if (!column.nullable() && column.fallback() instanceof ColumnDeclaration.Fallback.None
                && !column.autoIncrement()) {
            flags |= ColumnFlags.NO_DEFAULT_VALUE;
        }
        int collation = type.collationId(Charsets.collationId(table.shape().options().collation()));
        boolean real = type.kind() == ColumnKind.FLOAT || type.kind() == ColumnKind.DOUBLE;
        int decimals = real ? NO_DECIMALS : fraction(type) > 0 ? fraction(type) : type.decimals();
        return new ColumnDefinition(table.database(), table.name(), table.name(), label, column.name(), collation,
                type.displayBytes(), type.kind().wire(), flags, decimals);
    }

    private static int kindFlags(ColumnKind kind) {
        int flags = kind.isText() ? 0 : ColumnFlags.BINARY;
        if (kind.isNumber() || kind == ColumnKind.YEAR) {
            flags = ColumnFlags.NUM;
        }
        if (kind.isBlob() || kind.isLongText() || kind == ColumnKind.JSON) {
            flags |= ColumnFlags.BLOB;
        }
        return switch (kind) {
            case ENUM -> flags | ColumnFlags.ENUM;
            case SET -> flags | ColumnFlags.SET;
            case TIMESTAMP -> flags | ColumnFlags.TIMESTAMP;
            default -> flags;
        };
    }

    private static int fraction(DeclaredType type) {
        return switch (type.kind()) {
            case TIME, DATETIME, TIMESTAMP -> Math.max(0, type.length());
            default -> 0;
        };
    }

    private static ColumnDefinition generic(String schema, String table, String label, ResultSetMetaData meta, int i)
            throws SQLException {
        int scale = meta.getScale(i);
        return switch (meta.getColumnType(i)) {
            case Types.BOOLEAN -> number(schema, table, label, ColumnType.LONGLONG, 1, 0);
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
                number(schema, table, label, ColumnType.LONGLONG, 21, 0);
            case Types.REAL, Types.FLOAT, Types.DOUBLE ->
                number(schema, table, label, ColumnType.DOUBLE, 23, NO_DECIMALS);
            case Types.NUMERIC, Types.DECIMAL -> number(schema, table, label, ColumnType.NEWDECIMAL, 67,
                    Math.clamp(scale, 0, 30));
            case Types.DATE -> binary(schema, table, label, ColumnType.DATE, 10, 0);
            case Types.TIME -> binary(schema, table, label, ColumnType.TIME, 10, scale < 6 ? scale : NO_DECIMALS);
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                binary(schema, table, label, ColumnType.DATETIME, 26, scale < 6 ? scale : NO_DECIMALS);
            case Types.BINARY, Types.VARBINARY, Types.BLOB ->
                binary(schema, table, label, ColumnType.VAR_STRING, 1024, NO_DECIMALS);
            case Types.NULL -> binary(schema, table, label, ColumnType.NULL, 0, 0);
            default -> new ColumnDefinition(schema, table, table, label, label, Collations.UTF8MB4_GENERAL_CI,
                    Math.clamp(meta.getPrecision(i) * 4L, 1, 4_194_304), ColumnType.VAR_STRING, 0, NO_DECIMALS);
        };
    }

    private static ColumnDefinition number(String schema, String table, String label, ColumnType type, long length,
            int decimals) {
        return new ColumnDefinition(schema, table, table, label, label, Collations.BINARY, length, type,
                ColumnFlags.BINARY | ColumnFlags.NUM, decimals);
    }

    private static ColumnDefinition binary(String schema, String table, String label, ColumnType type, long length,
            int decimals) {
        return new ColumnDefinition(schema, table, table, label, label, Collations.BINARY, length, type,
                ColumnFlags.BINARY, decimals);
    }

    /** All rows. */
    static ResultTable table(ResultSet rows, List<ColumnDefinition> columns) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        int[] types = new int[columns.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = meta.getColumnType(i + 1);
        }
        ResultTable.Builder table = ResultTable.of(columns);
        while (rows.next()) {
            @Nullable
            Object[] cells = new @Nullable Object[types.length];
            for (int i = 0; i < types.length; i++) {
                cells[i] = columns.get(i).type() == ColumnType.BIT
                        ? bits(rows.getBigDecimal(i + 1), columns.get(i).lengthBytes())
                        : cell(rows, i + 1, types[i], columns.get(i).decimals());
            }
            table.row(SqlValues.row(cells));
        }
        return table.build();
    }

    /** BIT travels as its bytes, the highest first. */
    private static byte @Nullable [] bits(@Nullable BigDecimal value, long bits) {
        if (value == null) {
            return null;
        }
        byte[] bytes = new byte[(int) (bits + 7) / 8];
        BigInteger number = value.toBigInteger();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = number.shiftRight(8 * (bytes.length - 1 - i)).byteValue();
        }
        return bytes;
    }

    private static @Nullable Object cell(ResultSet rows, int index, int type, int decimals) throws SQLException {
        return switch (type) {
            case Types.BOOLEAN -> {
                boolean flag = rows.getBoolean(index);
                yield orNull(rows, flag);
            }
            case Types.REAL -> {
                float value = rows.getFloat(index);
                yield orNull(rows, value);
            }
            case Types.FLOAT, Types.DOUBLE -> {
                double value = rows.getDouble(index);
                yield orNull(rows, value);
            }
            case Types.NUMERIC, Types.DECIMAL -> rows.getBigDecimal(index);
            case Types.BINARY, Types.VARBINARY, Types.BLOB -> rows.getBytes(index);
            case Types.DATE -> rows.getObject(index, LocalDate.class);
            case Types.TIME -> fraction(rows.getObject(index, LocalTime.class), decimals);
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                fraction(rows.getObject(index, LocalDateTime.class), decimals);
            default -> rows.getString(index);
        };
    }

    private static @Nullable Object orNull(ResultSet rows, Object value) throws SQLException {
        return rows.wasNull() ? null : value;
    }

    /** With as many digits of the second as the column has. */
    private static @Nullable String fraction(@Nullable Object time, int decimals) {
        if (time == null) {
            return null;
        }
        String text = SqlValues.text(time);
        if (decimals == NO_DECIMALS) {
            return text;
        }
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        String digits = (point < 0 ? "" : text.substring(point + 1)) + "000000";
        return decimals == 0 ? whole : whole + "." + digits.substring(0, decimals);
    }
}
