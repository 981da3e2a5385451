package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.binlog.Collations;
import dev.lockstep.engine.binlog.row.ColumnSpec;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A column's type as it was declared.
 *
 * @param length in brackets behind the type: digits, characters, bytes, bits, or digits of a second; -1 if there is none
 * @param scale digits behind the point, -1 if not declared
 * @param members of ENUM and SET
 * @param charset of text, null for the table's
 * @param collation of text, null for the character set's
 */
public record DeclaredType(ColumnKind kind, int length, int scale, boolean unsigned, boolean zerofill,
        List<String> members, @Nullable String charset, @Nullable String collation) {
    /** Longest text that the store keeps in one cell: H2's limit. */
    static final int MAX_CELL = 1_000_000_000;
    /** Most bytes that the store keeps in one cell. */
    private static final int MAX_LARGE = 1 << 30;

    /** Copies the list. */
    public DeclaredType {
        members = List.copyOf(members);
    }

    static DeclaredType of(ColumnKind kind, int length) {
        return new DeclaredType(kind, length, -1, false, false, List.of(), null, null);
    }

    /** As SHOW CREATE TABLE writes it, without character set. */
    public String text() {
        StringBuilder text = new StringBuilder(kind.word());
        if (kind == ColumnKind.ENUM || kind == ColumnKind.SET) {
            text.append('(').append(String.join(",", members.stream().map(TableText::quote).toList())).append(')');
        } else if (kind == ColumnKind.DECIMAL || scale >= 0) {
            text.append('(').append(precision()).append(',').append(Math.max(scale, 0)).append(')');
        } else if (shownLength() >= 0) {
            text.append('(').append(shownLength()).append(')');
        }
        return text.append(unsigned ? " unsigned" : "").append(zerofill ? " zerofill" : "").toString();
    }

    private int shownLength() {
        return switch (kind) {
            case TINYINT -> length >= 0 ? length : unsigned ? 3 : 4;
            case SMALLINT -> length >= 0 ? length : unsigned ? 5 : 6;
            case MEDIUMINT -> length >= 0 ? length : unsigned ? 8 : 9;
            case INT -> length >= 0 ? length : unsigned ? 10 : 11;
            case BIGINT -> length >= 0 ? length : 20;
            case CHAR, BINARY, BIT -> length >= 0 ? length : 1;
            case YEAR -> 4;
            case TIME, DATETIME, TIMESTAMP -> length > 0 ? length : -1;
            case VARCHAR, VARBINARY -> length;
            default -> -1;
        };
    }

    int precision() {
        return length < 0 ? 10 : length;
    }

    int decimals() {
        return kind == ColumnKind.DECIMAL ? Math.max(scale, 0) : 0;
    }

    /** Whether values are compared byte by byte. */
    boolean isCaseSensitive() {
        return collation != null && (collation.endsWith("_bin") || collation.endsWith("_cs"))
                || "binary".equals(charset);
    }

    /** H2's type. */
    String h2() {
        return switch (kind) {
            case TINYINT -> unsigned ? "SMALLINT" : "TINYINT";
            case SMALLINT -> unsigned ? "INTEGER" : "SMALLINT";
            case MEDIUMINT -> "INTEGER";
            case INT -> unsigned ? "BIGINT" : "INTEGER";
            case BIGINT -> unsigned ? "NUMERIC(20, 0)" : "BIGINT";
            case FLOAT -> "REAL";
            case DOUBLE -> "DOUBLE PRECISION";
            case DECIMAL -> "NUMERIC(" + precision() + ", " + decimals() + ")";
            case CHAR, VARCHAR -> characters(length < 0 ? 1 : length);
            case TINYTEXT -> characters(255);
            case TEXT -> characters(65_535);
            case MEDIUMTEXT -> characters(16_777_215);
            case LONGTEXT -> characters(MAX_CELL);
            case JSON -> "VARCHAR(" + MAX_CELL + ")";
            case BINARY, VARBINARY -> "VARBINARY(" + Math.max(length, 1) + ")";
            case TINYBLOB -> "VARBINARY(255)";
            case BLOB -> "VARBINARY(65535)";
            case MEDIUMBLOB -> "BINARY LARGE OBJECT(16777215)";
            case LONGBLOB -> "BINARY LARGE OBJECT(" + MAX_LARGE + ")";
            case DATE -> "DATE";
            case TIME -> "TIME(" + Math.max(length, 0) + ")";
            case DATETIME, TIMESTAMP -> "TIMESTAMP(" + Math.max(length, 0) + ")";
            case YEAR -> "SMALLINT";
            case BIT -> length > 63 ? "NUMERIC(20, 0)" : "BIGINT";
            case ENUM, SET -> characters(Math.max(1, String.join(",", members).length()));
        };
    }

    private String characters(int count) {
        return (isCaseSensitive() ? "VARCHAR(" : "VARCHAR_IGNORECASE(") + Math.clamp(count, 1, MAX_CELL) + ")";
    }

    /** The column of row events. */
    ColumnSpec spec(String name, boolean nullable, int tableCollation) {
        int text = collation == null
                ? charset == null ? tableCollation : Charsets.defaultCollation(charset)
                : Charsets.collationId(collation);
        ColumnSpec spec = switch (kind) {
            case TINYINT -> ColumnSpec.tinyInt(name);
            case SMALLINT -> ColumnSpec.smallInt(name);
            case MEDIUMINT -> ColumnSpec.mediumInt(name);
            case INT -> ColumnSpec.integer(name);
            case BIGINT -> ColumnSpec.bigInt(name);
            case FLOAT -> ColumnSpec.floating(name);
            case DOUBLE -> ColumnSpec.doubled(name);
            case DECIMAL -> ColumnSpec.decimal(name, precision(), decimals());
            case CHAR -> ColumnSpec.character(name, Math.max(length, 1), text);
            case VARCHAR -> ColumnSpec.varchar(name, length, text);
            case BINARY -> ColumnSpec.binary(name, Math.max(length, 1));
            case VARBINARY -> ColumnSpec.varbinary(name, length);
            case TINYTEXT, TEXT, MEDIUMTEXT, LONGTEXT -> ColumnSpec.text(name, kind.lengthBytes(), text);
            case TINYBLOB, BLOB, MEDIUMBLOB, LONGBLOB -> ColumnSpec.blob(name, kind.lengthBytes());
            case DATE -> ColumnSpec.date(name);
            case TIME -> ColumnSpec.time(name, Math.max(length, 0));
            case DATETIME -> ColumnSpec.dateTime(name, Math.max(length, 0));
            case TIMESTAMP -> ColumnSpec.timestamp(name, Math.max(length, 0));
            case YEAR -> ColumnSpec.year(name);
            case BIT -> ColumnSpec.bit(name, Math.max(length, 1));
            case ENUM -> ColumnSpec.enumeration(name, members);
            case SET -> ColumnSpec.set(name, members);
            case JSON -> ColumnSpec.json(name);
        };
        ColumnSpec signed = unsigned ? spec.asUnsigned() : spec;
        return nullable ? signed : signed.notNull();
    }

    /** Longest value in bytes, for a column definition. */
    long displayBytes() {
        return switch (kind) {
            case CHAR, VARCHAR -> Math.max(length, 1) * 4L;
            case BINARY, VARBINARY -> Math.max(length, 1);
            case TINYTEXT, TINYBLOB -> 255;
            case TEXT, BLOB -> 65_535;
            case MEDIUMTEXT, MEDIUMBLOB -> 16_777_215;
            case LONGTEXT, LONGBLOB, JSON -> 4_294_967_295L;
            case DECIMAL -> precision() + 2L;
            case FLOAT -> 12;
            case DOUBLE -> 22;
            case DATE -> 10;
            case TIME -> 10 + Math.max(length, 0);
            case DATETIME, TIMESTAMP -> 19 + (length > 0 ? length + 1 : 0);
            case ENUM, SET -> String.join(",", members).length() * 4L;
            default -> Math.max(shownLength(), 1);
        };
    }

    /** The same with another character set. */
    DeclaredType withText(@Nullable String newCharset, @Nullable String newCollation) {
        return new DeclaredType(kind, length, scale, unsigned, zerofill, members, newCharset, newCollation);
    }

    int collationId(int tableCollation) {
        if (!kind.isText()) {
            return Collations.BINARY;
        }
        return collation != null
                ? Charsets.collationId(collation)
                : charset != null ? Charsets.defaultCollation(charset.toLowerCase(Locale.ROOT)) : tableCollation;
    }
}
