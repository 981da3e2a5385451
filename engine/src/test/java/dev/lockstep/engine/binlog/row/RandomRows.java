package dev.lockstep.engine.binlog.row;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random tables and rows whose values are in the form in which they are read back. */
public final class RandomRows {
    private static final List<String> MEMBERS = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i");

    private RandomRows() {}

    /** A table of up to 40 columns of all types. */
    public static TableSpec table(Random random) {
        List<ColumnSpec> columns = new ArrayList<>();
        int count = 1 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            ColumnSpec column = column(random, "c" + i);
            columns.add(column.type().isInteger() && random.nextBoolean() ? column.asUnsigned() : column);
        }
        return new TableSpec("test", "t", columns);
    }

    private static ColumnSpec column(Random random, String name) {
        int digits = random.nextInt(7);
        return switch (random.nextInt(22)) {
            case 0 -> ColumnSpec.tinyInt(name);
            case 1 -> ColumnSpec.smallInt(name);
            case 2 -> ColumnSpec.mediumInt(name);
            case 3 -> ColumnSpec.integer(name);
            case 4 -> ColumnSpec.bigInt(name);
            case 5 -> ColumnSpec.floating(name);
            case 6 -> ColumnSpec.doubled(name);
            case 7 -> decimal(random, name);
            case 8 -> ColumnSpec.varchar(name, 1 + random.nextInt(300), 45);
            case 9 -> ColumnSpec.character(name, 1 + random.nextInt(255), 45);
            case 10 -> ColumnSpec.text(name, 1 + random.nextInt(4), 8);
            case 11 -> ColumnSpec.blob(name, 1 + random.nextInt(4));
            case 12 -> ColumnSpec.varbinary(name, 1 + random.nextInt(300));
            case 13 -> ColumnSpec.binary(name, 1 + random.nextInt(255));
            case 14 -> ColumnSpec.date(name);
            case 15 -> ColumnSpec.time(name, digits);
            case 16 -> ColumnSpec.dateTime(name, digits);
            case 17 -> ColumnSpec.timestamp(name, digits);
            case 18 -> ColumnSpec.year(name);
            case 19 -> ColumnSpec.enumeration(name, MEMBERS);
            case 20 -> ColumnSpec.set(name, MEMBERS);
            default -> ColumnSpec.bit(name, 1 + random.nextInt(64));
        };
    }

    private static ColumnSpec decimal(Random random, String name) {
        int precision = 1 + random.nextInt(65);
        return ColumnSpec.decimal(name, precision, random.nextInt(Math.min(30, precision) + 1));
    }

    /** Some changes of one kind. */
    public static List<RowChange> changes(Random random, TableSpec table) {
        int kind = random.nextInt(3);
        List<RowChange> changes = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            RowImage image = image(random, table);
            changes.add(switch (kind) {
                case 0 -> RowChange.inserted(image);
                case 1 -> RowChange.updated(image, image(random, table));
                default -> RowChange.deleted(image);
            });
        }
        return changes;
    }

    /** A change with its byte arrays as text, so that equal ones are equal. */
    public static String readable(RowChange change) {
        return readable(change.before()) + " -> " + readable(change.after());
    }

    private static List<@Nullable Object> readable(@Nullable RowImage image) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Object value : image == null ? List.of() : image.values()) {
            values.add(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value);
        }
        return values;
    }

    private static RowImage image(Random random, TableSpec table) {
        List<@Nullable Object> values = new ArrayList<>();
        for (ColumnSpec column : table.columns()) {
            values.add(random.nextInt(5) == 0 ? null : value(random, column));
        }
        return RowImage.full(values);
    }

    private static Object value(Random random, ColumnSpec column) {
        int micros = random.nextInt(1_000_000);
        int step = (int) Math.pow(10, 6 - Math.min(6, column.meta()));
        int nanos = micros / step * step * 1000;
        return switch (column.type()) {
            case TINY, SHORT, INT24, LONG, LONGLONG -> integer(random, column);
            case FLOAT -> random.nextFloat() * 1e10f;
            case DOUBLE -> random.nextGaussian() * 1e100;
            case NEWDECIMAL -> decimal(random, column);
            case VARCHAR, VAR_STRING, STRING, BLOB, JSON, GEOMETRY -> text(random, column);
            case DATE -> LocalDate.ofEpochDay(random.nextInt(365 * 8000));
            case TIME2 -> Duration.ofSeconds(random.nextInt(2 * 838 * 3600) - 838 * 3600, nanos);
            case DATETIME2 -> LocalDateTime.of(1 + random.nextInt(9999), 1 + random.nextInt(12),
                    1 + random.nextInt(28), random.nextInt(24), random.nextInt(60), random.nextInt(60), nanos);
            case TIMESTAMP2 -> Instant.ofEpochSecond(random.nextInt() & 0xffff_ffffL, nanos);
            case YEAR -> 1901L + random.nextInt(255);
            case ENUM -> MEMBERS.get(random.nextInt(MEMBERS.size()));
            case SET -> String.join(",", MEMBERS.stream().filter(member -> random.nextBoolean()).toList());
            case BIT -> column.meta() == 64 ? random.nextLong() : random.nextLong() & (1L << column.meta()) - 1;
            case TIMESTAMP, DATETIME, TIME -> throw new IllegalArgumentException("not written: " + column);
        };
    }

    private static Object integer(Random random, ColumnSpec column) {
        int bits = 8 * column.type().integerBytes();
        if (column.unsigned()) {
            BigInteger value = new BigInteger(bits, random);
            return bits == 64 ? value : (Object) value.longValue();
        }
        return random.nextLong() >> 64 - bits;
    }

    private static BigDecimal decimal(Random random, ColumnSpec column) {
        BigInteger limit = BigInteger.TEN.pow(column.meta() >> 8);
        BigInteger digits = new BigInteger(limit.bitLength() + random.nextInt(8), random).mod(limit);
        return new BigDecimal(random.nextBoolean() ? digits : digits.negate(), column.meta() & 0xff);
    }

    private static Object text(Random random, ColumnSpec column) {
        int most = column.type() == ColumnType.BLOB ? 200 : column.meta() / (column.isBinary() ? 1 : 4);
        int length = random.nextInt(most + 1);
        if (column.isBinary()) {
            byte[] bytes = new byte[column.type() == ColumnType.STRING ? column.meta() : length];
            random.nextBytes(bytes);
            return bytes;
        }
        StringBuilder text = new StringBuilder();
        String alphabet = column.collation() == 8 ? "abé" : "abé語";
        random.ints(length, 0, alphabet.length()).forEach(i -> text.append(alphabet.charAt(i)));
        return text.toString();
    }
}
