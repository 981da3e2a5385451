package dev.lockstep.engine.binlog.row;

import dev.lockstep.engine.bytes.MalformedBytesException;

/** Types of columns by the codes that table maps use, with the length of their metadata. */
public enum ColumnType {
    TINY(1, 0), SHORT(2, 0), LONG(3, 0), FLOAT(4, 1), DOUBLE(5, 1), TIMESTAMP(7, 0), LONGLONG(8, 0), INT24(9, 0), DATE(
            10, 0), TIME(11, 0), DATETIME(12, 0), YEAR(13, 0), VARCHAR(15, 2), BIT(16, 2), TIMESTAMP2(17, 1), DATETIME2(
                    18, 1), TIME2(19, 1), JSON(245, 1), NEWDECIMAL(246, 2), ENUM(247, 2), SET(248, 2), BLOB(252,
                            1), VAR_STRING(253, 2), STRING(254, 2), GEOMETRY(255, 1);

    private final int code;
    private final int metadataBytes;

    ColumnType(int code, int metadataBytes) {
        this.code = code;
        this.metadataBytes = metadataBytes;
    }

    /** The type byte of a table map. */
    public int code() {
        return code;
    }

    /** Bytes that a table map says about a column of this type. */
    int metadataBytes() {
        return metadataBytes;
    }

    /** The type of a code. */
    static ColumnType ofCode(int code, int offset) {
        for (ColumnType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new MalformedBytesException("column type " + code + " is not known", offset);
    }

    /** Whether values are whole numbers of a fixed width. */
    public boolean isInteger() {
        return integerBytes() > 0;
    }

    /** Width of a whole number in bytes, 0 for other types. */
    int integerBytes() {
        return switch (this) {
            case TINY -> 1;
            case SHORT -> 2;
            case INT24 -> 3;
            case LONG -> 4;
            case LONGLONG -> 8;
            default -> 0;
        };
    }

    /** Whether a column of this type has a sign: the order of the signedness bits in optional metadata. */
    boolean isNumeric() {
        return isInteger() || this == FLOAT || this == DOUBLE || this == NEWDECIMAL;
    }

    /** Whether a column of this type has a collation; ENUM and SET are counted apart. */
    boolean isCharacter() {
        return this == VARCHAR || this == VAR_STRING || this == STRING || this == BLOB;
    }
}
