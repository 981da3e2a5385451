package dev.lockstep.engine.binlog.row;

import dev.lockstep.engine.binlog.Collations;
import java.util.List;

/**
 * What a row event's reader must know of a column. Made by the factories, which compute {@code meta}.
 *
 * @param name empty if only a table map is known
 * @param meta VARCHAR, STRING: greatest length in bytes; NEWDECIMAL: precision * 256 + scale; BIT: number of bits; ENUM,
 *     SET: bytes of a value; BLOB, JSON, GEOMETRY: bytes of the length; FLOAT, DOUBLE: bytes; types with 2: digits of the
 *     fraction of a second; other types: 0
 * @param nullable whether NULL is allowed
 * @param unsigned only for numbers
 * @param collation of text; 63 is binary, 0 not known
 * @param members of ENUM and SET, empty if not known
 */
public record ColumnSpec(String name, ColumnType type, int meta, boolean nullable, boolean unsigned, int collation,
        List<String> members) {
    /** Collation of a column of which only a table map is known. */
    public static final int UNKNOWN_COLLATION = 0;

    /** Keeps its own list. */
    public ColumnSpec {
        members = List.copyOf(members);
    }

    private static ColumnSpec plain(String name, ColumnType type, int meta) {
        return new ColumnSpec(name, type, meta, true, false, UNKNOWN_COLLATION, List.of());
    }

    private static ColumnSpec text(String name, ColumnType type, int meta, int collation) {
        return new ColumnSpec(name, type, meta, true, false, collation, List.of());
    }

    /** {@code TINYINT}; also BOOLEAN. */
    public static ColumnSpec tinyInt(String name) {
        return plain(name, ColumnType.TINY, 0);
    }

    /** {@code SMALLINT}. */
    public static ColumnSpec smallInt(String name) {
        return plain(name, ColumnType.SHORT, 0);
    }

    /** {@code MEDIUMINT}. */
    public static ColumnSpec mediumInt(String name) {
        return plain(name, ColumnType.INT24, 0);
    }

    /** {@code INT}. */
    public static ColumnSpec integer(String name) {
        return plain(name, ColumnType.LONG, 0);
    }

    /** {@code BIGINT}. */
    public static ColumnSpec bigInt(String name) {
        return plain(name, ColumnType.LONGLONG, 0);
    }

    /** {@code FLOAT}. */
    public static ColumnSpec floating(String name) {
        return plain(name, ColumnType.FLOAT, Float.BYTES);
    }

    /** {@code DOUBLE}. */
    public static ColumnSpec doubled(String name) {
        return plain(name, ColumnType.DOUBLE, Double.BYTES);
    }

    /** {@code DECIMAL(precision, scale)}. */
    public static ColumnSpec decimal(String name, int precision, int scale) {
        if (precision < 1 || precision > 65 || scale < 0 || scale > 30 || scale > precision) {
            throw new IllegalArgumentException("DECIMAL(" + precision + "," + scale + ")");
        }
        return plain(name, ColumnType.NEWDECIMAL, precision << 8 | scale);
    }

    /** {@code VARCHAR(characters)}. */
    public static ColumnSpec varchar(String name, int characters, int collation) {
        return text(name, ColumnType.VARCHAR, characters * Collations.maxCharacterBytes(collation), collation);
    }

    /** {@code CHAR(characters)}. */
    public static ColumnSpec character(String name, int characters, int collation) {
        return text(name, ColumnType.STRING, characters * Collations.maxCharacterBytes(collation), collation);
    }

    /** {@code VARBINARY(bytes)}. */
    public static ColumnSpec varbinary(String name, int bytes) {
        return text(name, ColumnType.VARCHAR, bytes, Collations.BINARY);
    }

    /** {@code BINARY(bytes)}. */
    public static ColumnSpec binary(String name, int bytes) {
        return text(name, ColumnType.STRING, bytes, Collations.BINARY);
    }

    /** {@code TINYTEXT}, {@code TEXT}, {@code MEDIUMTEXT}, {@code LONGTEXT} by bytes of the length: 1, 2, 3, 4. */
    public static ColumnSpec text(String name, int lengthBytes, int collation) {
        return text(name, ColumnType.BLOB, lengthBytes, collation);
    }

    /** {@code TINYBLOB}, {@code BLOB}, {@code MEDIUMBLOB}, {@code LONGBLOB} by bytes of the length: 1, 2, 3, 4. */
    public static ColumnSpec blob(String name, int lengthBytes) {
        return text(name, ColumnType.BLOB, lengthBytes, Collations.BINARY);
    }

    /** MySQL's {@code JSON}; values are its binary form. */
    public static ColumnSpec json(String name) {
        return text(name, ColumnType.JSON, 4, Collations.BINARY);
    }

    /** {@code DATE}. */
    public static ColumnSpec date(String name) {
        return plain(name, ColumnType.DATE, 0);
    }

    /** {@code TIME(fraction)}. */
    public static ColumnSpec time(String name, int fraction) {
        return plain(name, ColumnType.TIME2, fraction(fraction));
    }

    /** {@code DATETIME(fraction)}. */
    public static ColumnSpec dateTime(String name, int fraction) {
        return plain(name, ColumnType.DATETIME2, fraction(fraction));
    }

    /** {@code TIMESTAMP(fraction)}. */
    public static ColumnSpec timestamp(String name, int fraction) {
        return plain(name, ColumnType.TIMESTAMP2, fraction(fraction));
    }

    private static int fraction(int digits) {
        if (digits < 0 || digits > 6) {
            throw new IllegalArgumentException(digits + " digits of a second's fraction");
        }
        return digits;
    }

    /** {@code YEAR}. */
    public static ColumnSpec year(String name) {
        return plain(name, ColumnType.YEAR, 0);
    }

    /** {@code BIT(bits)}. */
    public static ColumnSpec bit(String name, int bits) {
        if (bits < 1 || bits > 64) {
            throw new IllegalArgumentException("BIT(" + bits + ")");
        }
        return plain(name, ColumnType.BIT, bits);
    }

    /** {@code ENUM(members)}. */
    public static ColumnSpec enumeration(String name, List<String> members) {
        return new ColumnSpec(name, ColumnType.ENUM, members.size() < 256 ? 1 : 2, true, false, UNKNOWN_COLLATION,
                members);
    }

    /** {@code SET(members)}. */
    public static ColumnSpec set(String name, List<String> members) {
        int bytes = (members.size() + 7) / 8;
        return new ColumnSpec(name, ColumnType.SET, bytes > 4 ? 8 : Math.max(1, bytes), true, false,
                UNKNOWN_COLLATION, members);
    }

    /** The same column, {@code NOT NULL}. */
    public ColumnSpec notNull() {
        return new ColumnSpec(name, type, meta, false, unsigned, collation, members);
    }

    /** The same column, {@code UNSIGNED}. */
    public ColumnSpec asUnsigned() {
        return new ColumnSpec(name, type, meta, nullable, true, collation, members);
    }

    /** This column with what is not known of it taken from the replica's own; the way of storing stays. */
    ColumnSpec completedBy(ColumnSpec own, boolean signsKnown) {
        boolean same = type == own.type || isText() && own.isText();
        return new ColumnSpec(name.isEmpty() ? own.name : name, type, meta, nullable,
                signsKnown ? unsigned : own.unsigned,
                same && collation == UNKNOWN_COLLATION ? own.collation : collation,
                same && members.isEmpty() ? own.members : members);
    }

    private boolean isText() {
        return type.isCharacter();
    }

    /** Whether values of this column are bytes without a character set. */
    boolean isBinary() {
        return collation == Collations.BINARY || collation == UNKNOWN_COLLATION && type == ColumnType.BLOB;
    }
}
