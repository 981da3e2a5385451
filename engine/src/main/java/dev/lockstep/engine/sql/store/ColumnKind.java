package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.wire.ColumnType;
import java.util.Locale;

/** Types of columns as they are declared, with the type that goes on the wire. */
public enum ColumnKind {
    TINYINT(ColumnType.TINY), SMALLINT(ColumnType.SHORT), MEDIUMINT(ColumnType.INT24), INT(ColumnType.LONG), BIGINT(
            ColumnType.LONGLONG), FLOAT(ColumnType.FLOAT), DOUBLE(ColumnType.DOUBLE), DECIMAL(
                    ColumnType.NEWDECIMAL), CHAR(ColumnType.STRING), VARCHAR(ColumnType.VAR_STRING), BINARY(
                            ColumnType.STRING), VARBINARY(ColumnType.VAR_STRING), TINYTEXT(
                                    ColumnType.BLOB), TEXT(ColumnType.BLOB), MEDIUMTEXT(ColumnType.BLOB), LONGTEXT(
                                            ColumnType.BLOB), TINYBLOB(ColumnType.BLOB), BLOB(
                                                    ColumnType.BLOB), MEDIUMBLOB(ColumnType.BLOB), LONGBLOB(
                                                            ColumnType.BLOB), DATE(ColumnType.DATE), TIME(
                                                                    ColumnType.TIME), DATETIME(
                                                                            ColumnType.DATETIME), TIMESTAMP(
                                                                                    ColumnType.TIMESTAMP), YEAR(
                                                                                            ColumnType.YEAR), BIT(
                                                                                                    ColumnType.BIT), ENUM(
                                                                                                            ColumnType.STRING), SET(
                                                                                                                    ColumnType.STRING), JSON(
                                                                                                                            ColumnType.JSON);

    private final ColumnType wire;

    ColumnKind(ColumnType wire) {
        this.wire = wire;
    }

    /** Type on the wire. */
    public ColumnType wire() {
        return wire;
    }

    /** As in {@code information_schema.columns.data_type}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** TINYINT to BIGINT. */
    public boolean isInteger() {
        return compareTo(BIGINT) <= 0;
    }

    /** A number. */
    public boolean isNumber() {
        return compareTo(DECIMAL) <= 0;
    }

    /** Has a character set. */
    public boolean isText() {
        return this == CHAR || this == VARCHAR || compareTo(TINYTEXT) >= 0 && compareTo(LONGTEXT) <= 0 || this == ENUM
                || this == SET;
    }

    /** Bytes without a character set. */
    public boolean isBinary() {
        return this == BINARY || this == VARBINARY || isBlob();
    }

    /** Date and time of day. */
    public boolean isMoment() {
        return this == DATETIME || this == TIMESTAMP;
    }

    /** Whether values are kept apart from their rows, and cannot be in an index. */
    boolean isLarge() {
        return this == MEDIUMBLOB || this == LONGBLOB;
    }

    boolean isBlob() {
        return compareTo(TINYBLOB) >= 0 && compareTo(LONGBLOB) <= 0;
    }

    boolean isLongText() {
        return compareTo(TINYTEXT) >= 0 && compareTo(LONGTEXT) <= 0;
    }

    /** Bytes of the length of a BLOB or TEXT: 1 to 4. */
    int lengthBytes() {
        return isBlob() ? ordinal() - TINYBLOB.ordinal() + 1 : ordinal() - TINYTEXT.ordinal() + 1;
    }

    /** Bytes of a whole number. */
    int integerBytes() {
        return switch (this) {
            case TINYINT -> 1;
            case SMALLINT -> 2;
            case MEDIUMINT -> 3;
            case INT -> 4;
            default -> 8;
        };
    }
}
