package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The status variables of a {@link Query}: what the session had set (semisync.md B.2). The bytes are kept; the common ones
 * are found when asked for. A variable that is not known hides those behind it, as in the servers.
 *
 * @param bytes code and value of each, one after the other
 */
public record StatusVars(RawBytes bytes) {
    /** None. */
    public static final StatusVars NONE = new StatusVars(RawBytes.EMPTY);

    private static final int FLAGS2 = 0;
    private static final int SQL_MODE = 1;
    private static final int AUTO_INCREMENT = 3;
    private static final int CHARSET = 4;
    private static final int TIME_ZONE = 5;
    private static final int CATALOG = 6;
    private static final int MICROSECONDS = 13;
    private static final int UTF8MB4_COLLATION = 18;
    private static final int MARIADB_MICROSECONDS = 128;
    private static final int MARIADB_FLAGS3 = 130;
    private static final int MARIADB_ALTER_NUMBER = 0x6;

    /**
     * What MySQL 5.7 writes with every statement: flags, SQL mode, catalog {@code std} and the session's collations.
     *
     * @param flags2 option bits of the session, normally 0
     */
    public static StatusVars of(long flags2, long sqlMode, int clientCollation, int connectionCollation,
            int serverCollation) {
        ByteWriter out = new ByteWriter(32);
        out.u8(FLAGS2).u32(flags2).u8(SQL_MODE).u64(sqlMode);
        out.u8(CATALOG).u8(3).text("std");
        out.u8(CHARSET).u16(clientCollation).u16(connectionCollation).u16(serverCollation);
        return new StatusVars(RawBytes.of(out));
    }

    /** With the fraction of the second in which the statement began. */
    public StatusVars withMicroseconds(int microseconds) {
        return new StatusVars(RawBytes.of(open().u8(MICROSECONDS).u24(microseconds)));
    }

    /** The same as MariaDB writes it. */
    public StatusVars withMariaDbMicroseconds(int microseconds) {
        return new StatusVars(RawBytes.of(open().u8(MARIADB_MICROSECONDS).u24(microseconds)));
    }

    /** With the session's time zone. */
    public StatusVars withTimeZone(String zone) {
        byte[] name = zone.getBytes(StandardCharsets.US_ASCII);
        return new StatusVars(RawBytes.of(open().u8(TIME_ZONE).u8(name.length).bytes(name)));
    }

    /** With the session's auto-increment settings, which a server writes unless both are 1. */
    public StatusVars withAutoIncrement(int increment, int offset) {
        return new StatusVars(RawBytes.of(open().u8(AUTO_INCREMENT).u16(increment).u16(offset)));
    }

    private ByteWriter open() {
        ByteWriter out = new ByteWriter(bytes.size() + 16);
        bytes.writeTo(out);
        return out;
    }

    /** Option bits of the session. */
    public OptionalLong flags2() {
        ByteReader in = find(FLAGS2);
        return in == null ? OptionalLong.empty() : OptionalLong.of(in.u32());
    }

    /** SQL mode bits of the session. */
    public OptionalLong sqlMode() {
        ByteReader in = find(SQL_MODE);
        return in == null ? OptionalLong.empty() : OptionalLong.of(in.u64());
    }

    /** Collation of the client, 0 if not there. */
    public int clientCollation() {
        ByteReader in = find(CHARSET);
        return in == null ? 0 : in.u16();
    }

    /** Collation of the server's session variable, 0 if not there: that of databases that name none. */
    public int serverCollation() {
        ByteReader in = find(CHARSET);
        if (in == null) {
            return 0;
        }
        in.skip(4);
        return in.u16();
    }

    /** MySQL 8.0: the collation that goes with {@code utf8mb4} where no other is named, 0 if not there. */
    public int utf8mb4Collation() {
        ByteReader in = find(UTF8MB4_COLLATION);
        return in == null ? 0 : in.u16();
    }

    /** {@code auto_increment_increment}, 1 if not there. */
    public int autoIncrement() {
        ByteReader in = find(AUTO_INCREMENT);
        return in == null ? 1 : in.u16();
    }

    /** {@code auto_increment_offset}, 1 if not there. */
    public int autoIncrementOffset() {
        ByteReader in = find(AUTO_INCREMENT);
        if (in == null) {
            return 1;
        }
        in.skip(2);
        return in.u16();
    }

    /** Time zone of the session, empty if not there. */
    public String timeZone() {
        ByteReader in = find(TIME_ZONE);
        return in == null ? "" : in.text(in.u8(), StandardCharsets.US_ASCII);
    }

    /** Fraction of the second in which the statement began. */
    public OptionalInt microseconds() {
        ByteReader mySql = find(MICROSECONDS);
        ByteReader in = mySql == null ? find(MARIADB_MICROSECONDS) : mySql;
        return in == null ? OptionalInt.empty() : OptionalInt.of(in.u24());
    }

    private @Nullable ByteReader find(int wanted) {
        ByteReader in = bytes.reader();
        while (!in.atEnd()) {
            int code = in.u8();
            if (code == wanted) {
                return in;
            }
            if (!skip(in, code)) {
                return null;
            }
        }
        return null;
    }

    private static boolean skip(ByteReader in, int code) {
        switch (code) {
            case FLAGS2, AUTO_INCREMENT, 10 -> in.skip(4);
            case SQL_MODE, 9, 17, 129 -> in.skip(8);
            case 2 -> in.skip(in.u8() + 1);
            case CHARSET -> in.skip(6);
            case TIME_ZONE, CATALOG -> in.skip(in.u8());
            case 7, 8, UTF8MB4_COLLATION -> in.skip(2);
            case 11 -> {
                in.skip(in.u8());
                in.skip(in.u8());
            }
            case 12 -> skipDatabases(in);
            case MICROSECONDS, MARIADB_MICROSECONDS -> in.skip(3);
            case MARIADB_FLAGS3 -> in.skip((in.u8() & MARIADB_ALTER_NUMBER) == 0 ? 0 : 8);
            case 16, 19, 20 -> in.skip(1);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void skipDatabases(ByteReader in) {
        int count = in.u8();
        for (int i = 0; i < count && count != 254; i++) {
            if (in.zeroTerminated().isEmpty()) {
                throw new MalformedBytesException("empty name of an updated database", in.position() - 1);
            }
        }
    }
}
