package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.binlog.row.JsonBinary;
import dev.lockstep.engine.binlog.row.JsonText;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks one column of a row, and puts its value into the form that MySQL stores. */
sealed interface ColumnGuard {

    /** Refuses the value with the server's error, or changes it. */
    void check(@Nullable Object[] row) throws SQLException;

    /** The check for a column, null if H2's type says it all. */
    static @Nullable ColumnGuard of(int index, ColumnDeclaration column) {
        DeclaredType type = column.type();
        return switch (type.kind()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT -> {
                boolean exact = !type.unsigned() && type.kind() != ColumnKind.MEDIUMINT;
                int bits = type.kind().integerBytes() * 8 - (type.unsigned() ? 0 : 1);
                BigDecimal max = BigDecimal.TWO.pow(bits).subtract(BigDecimal.ONE);
                BigDecimal min = type.unsigned() ? BigDecimal.ZERO : max.negate().subtract(BigDecimal.ONE);
                yield exact ? null : new Range(index, column.name(), min, max);
            }
            case FLOAT, DOUBLE, DECIMAL -> type.unsigned()
                    ? new Range(index, column.name(), BigDecimal.ZERO, new BigDecimal("1e400"))
                    : null;
            case YEAR -> new Range(index, column.name(), BigDecimal.ZERO, new BigDecimal(2155));
            case BIT -> new Range(index, column.name(), BigDecimal.ZERO,
                    BigDecimal.TWO.pow(Math.max(1, type.length())).subtract(BigDecimal.ONE));
            case CHAR -> new Trimmed(index);
            case BINARY -> new Padded(index, Math.max(1, type.length()));
            case ENUM -> new Member(index, column.name(), type.members());
            case SET -> new Members(index, column.name(), type.members());
            case JSON -> new Json(index, column.name());
            default -> null;
        };
    }

    /** A number within limits. */
    record Range(int index, String column, BigDecimal min, BigDecimal max) implements ColumnGuard {
        @Override
        public void check(@Nullable Object[] row) throws SQLException {
            if (!(row[index] instanceof Number number)) {
                return;
            }
            if (number instanceof Double || number instanceof Float) {
                if (number.doubleValue() >= 0) {
                    return;
                }
            } else if (number instanceof Long || number instanceof Integer || number instanceof Short) {
                long value = number.longValue();
                if (value >= min.longValue() && (max.precision() > 18 || value <= max.longValue())) {
                    return;
                }
            } else {
                BigDecimal value = new BigDecimal(number.toString());
                if (value.compareTo(min) >= 0 && value.compareTo(max) <= 0) {
                    return;
                }
            }
            throw new SQLException("Out of range value for column '" + column + "' at row 1", "22003", 1264);
        }
    }

    /** CHAR keeps no spaces at its end. */
    record Trimmed(int index) implements ColumnGuard {
        @Override
        public void check(@Nullable Object[] row) {
            if (row[index] instanceof String text && text.endsWith(" ")) {
                int end = text.length();
                while (end > 0 && text.charAt(end - 1) == ' ') {
                    end--;
                }
                row[index] = text.substring(0, end);
            }
        }
    }

    /** BINARY is filled up with zeros. */
    record Padded(int index, int length) implements ColumnGuard {
        @Override
        public void check(@Nullable Object[] row) {
            if (row[index] instanceof byte[] bytes && bytes.length < length) {
                row[index] = Arrays.copyOf(bytes, length);
            }
        }
    }

    /** ENUM: one of its members, by name or number. */
    record Member(int index, String column, List<String> members) implements ColumnGuard {
        @Override
        public void check(@Nullable Object[] row) throws SQLException {
            if (row[index] instanceof String text) {
                row[index] = member(text);
            }
        }

        private String member(String text) throws SQLException {
            for (String member : members) {
                if (member.equalsIgnoreCase(text)) {
                    return member;
                }
            }
            if (!text.isEmpty() && text.length() < 6 && text.chars().allMatch(Character::isDigit)) {
                int number = Integer.parseInt(text);
                if (number >= 1 && number <= members.size()) {
                    return members.get(number - 1);
                }
            }
            throw new SQLException("Data truncated for column '" + column + "' at row 1", "01000", 1265);
        }
    }

    /** JSON is kept as the server prints it. */
    record Json(int index, String column) implements ColumnGuard {
        @Override
        public void check(@Nullable Object[] row) throws SQLException {
            if (row[index] instanceof String text) {
                try {
                    row[index] = JsonBinary.text(JsonText.binary(text));
                } catch (IllegalArgumentException wrong) {
                    throw new SQLException(wrong.getMessage() + " in value for column '" + column + "'", "22032",
                            3140, wrong);
                }
            }
        }
    }

    /** SET: any of its members, in their order. */
    record Members(int index, String column, List<String> members) implements ColumnGuard {
        @Override
        public void check(@Nullable Object[] row) throws SQLException {
            if (!(row[index] instanceof String text) || text.isEmpty()) {
                return;
            }
            List<String> wanted = Arrays.asList(text.split(",", -1));
            List<String> chosen = new ArrayList<>();
            for (String member : members) {
                if (wanted.stream().anyMatch(member::equalsIgnoreCase)) {
                    chosen.add(member);
                }
            }
            boolean known = wanted.stream().allMatch(name -> chosen.stream().anyMatch(name::equalsIgnoreCase));
            if (!known) {
                throw new SQLException("Data truncated for column '" + column + "' at row 1", "01000", 1265);
            }
            row[index] = String.join(",", chosen);
        }
    }
}
