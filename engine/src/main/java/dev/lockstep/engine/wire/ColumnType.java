package dev.lockstep.engine.wire;

import java.util.Optional;

/** Column and parameter types with their numbers on the wire. */
public enum ColumnType {
    /** Old decimal. */
    DECIMAL(0x00),
    /** TINYINT. */
    TINY(0x01),
    /** SMALLINT. */
    SHORT(0x02),
    /** INT. */
    LONG(0x03),
    /** FLOAT. */
    FLOAT(0x04),
    /** DOUBLE. */
    DOUBLE(0x05),
    /** NULL. */
    NULL(0x06),
    /** TIMESTAMP. */
    TIMESTAMP(0x07),
    /** BIGINT. */
    LONGLONG(0x08),
    /** MEDIUMINT. */
    INT24(0x09),
    /** DATE. */
    DATE(0x0a),
    /** TIME. */
    TIME(0x0b),
    /** DATETIME. */
    DATETIME(0x0c),
    /** YEAR. */
    YEAR(0x0d),
    /** Old VARCHAR. */
    VARCHAR(0x0f),
    /** BIT. */
    BIT(0x10),
    /** JSON (MySQL). */
    JSON(0xf5),
    /** DECIMAL. */
    NEWDECIMAL(0xf6),
    /** ENUM. */
    ENUM(0xf7),
    /** SET. */
    SET(0xf8),
    /** TINYBLOB, TINYTEXT. */
    TINY_BLOB(0xf9),
    /** MEDIUMBLOB, MEDIUMTEXT. */
    MEDIUM_BLOB(0xfa),
    /** LONGBLOB, LONGTEXT. */
    LONG_BLOB(0xfb),
    /** BLOB, TEXT. */
    BLOB(0xfc),
    /** VARCHAR, VARBINARY. */
    VAR_STRING(0xfd),
    /** CHAR, BINARY. */
    STRING(0xfe),
    /** Spatial. */
    GEOMETRY(0xff);

    private static final ColumnType[] BY_CODE = new ColumnType[256];

    static {
        for (ColumnType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;

    ColumnType(int code) {
        this.code = code;
    }

    /** Number on the wire. */
    public int code() {
        return code;
    }

    /** The type with this number (0 to 255). */
    public static Optional<ColumnType> of(int code) {
        return Optional.ofNullable(BY_CODE[code & 0xff]);
    }
}
