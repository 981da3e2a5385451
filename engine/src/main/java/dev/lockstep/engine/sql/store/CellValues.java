package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.binlog.row.JsonBinary;
import dev.lockstep.engine.binlog.row.JsonText;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.result.SqlValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values between H2 and row events. In H2 every time is UTC. The Java types of row events are named at
 * {@link dev.lockstep.engine.binlog.row.RowImage}.
 */
final class CellValues {
    private CellValues() {}

    /** A cell as a row event has it. */
    static @Nullable Object read(ResultSet row, int index, DeclaredType type) throws SQLException {
        return switch (type.kind()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, YEAR -> whole(row, index);
            case BIGINT -> type.unsigned() ? big(row.getBigDecimal(index)) : whole(row, index);
            case BIT -> {
                BigDecimal bits = row.getBigDecimal(index);
                yield bits == null ? null : (Object) bits.toBigInteger().longValue();
            }
            case FLOAT -> {
                float value = row.getFloat(index);
                yield row.wasNull() ? null : (Object) value;
            }
            case DOUBLE -> {
                double value = row.getDouble(index);
                yield row.wasNull() ? null : (Object) value;
            }
            case DECIMAL -> row.getBigDecimal(index);
            case BINARY, VARBINARY, TINYBLOB, BLOB, MEDIUMBLOB, LONGBLOB -> row.getBytes(index);
            case DATE -> row.getObject(index, LocalDate.class);
            case DATETIME -> row.getObject(index, LocalDateTime.class);
            case TIMESTAMP -> {
                LocalDateTime time = row.getObject(index, LocalDateTime.class);
                yield time == null ? null : time.toInstant(ZoneOffset.UTC);
            }
            case TIME -> {
                LocalTime time = row.getObject(index, LocalTime.class);
                yield time == null ? null : Duration.ofNanos(time.toNanoOfDay());
            }
            case CHAR, VARCHAR, TINYTEXT, TEXT, MEDIUMTEXT, LONGTEXT, ENUM, SET -> row.getString(index);
            case JSON -> {
                String text = row.getString(index);
                yield text == null ? null : JsonText.binary(text);
            }
        };
    }

    private static @Nullable Object whole(ResultSet row, int index) throws SQLException {
        long value = row.getLong(index);
        return row.wasNull() ? null : (Object) value;
    }

    private static @Nullable BigInteger big(@Nullable BigDecimal value) {
        return value == null ? null : value.toBigInteger();
    }

    /** A value for a parameter of H2. */
    static @Nullable Object bindable(@Nullable Object value) throws SqlError {
        return switch (value) {
            case null -> null;
            case Boolean flag -> flag ? 1 : 0;
            case BigInteger number -> new BigDecimal(number);
            case Instant instant -> LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
            case Duration time -> time(time);
            default -> value;
        };
    }

    private static LocalTime time(Duration time) throws SqlError {
        if (time.isNegative() || time.toDays() > 0) {
            throw SqlError.of(1292, "Incorrect time value: '" + SqlValues.text(time)
                    + "': the table store keeps times of a day only");
        }
        return LocalTime.ofNanoOfDay(time.toNanos());
    }

    /** A row event's value for a column: numbers of ENUM and SET members become their names, and JSON its text. */
    static @Nullable Object bindable(@Nullable Object value, DeclaredType type) throws SqlError {
        if (value instanceof Number number && type.kind() == ColumnKind.ENUM) {
            int member = number.intValue();
            return member < 1 || member > type.members().size() ? "" : type.members().get(member - 1);
        }
        if (value instanceof Number number && type.kind() == ColumnKind.SET) {
            List<String> chosen = new ArrayList<>();
            for (int i = 0; i < type.members().size(); i++) {
                if ((number.longValue() >>> i & 1) != 0) {
                    chosen.add(type.members().get(i));
                }
            }
            return String.join(",", chosen);
        }
        if (value instanceof byte[] json && type.kind() == ColumnKind.JSON) {
            return JsonBinary.text(json);
        }
        if (value instanceof Long bits && type.kind() == ColumnKind.BIT && bits < 0) {
            return new BigDecimal(new BigInteger(Long.toUnsignedString(bits)));
        }
        return bindable(value);
    }
}
