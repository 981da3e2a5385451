package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A statement as text: DDL, BEGIN, COMMIT, or data changes in statement format.
 *
 * @param threadId connection number on the source
 * @param executionSeconds how long it took there
 * @param database default database, may be empty
 * @param errorCode error that the statement ended with there, normally 0
 * @param status what the session had set
 * @param sql the statement; in the client's character set on the wire, which {@code status} names
 */
public record Query(long threadId, long executionSeconds, String database, int errorCode, StatusVars status,
        String sql) implements BinlogEvent {
    static final int POST_HEADER = 13;

    /** A statement that ended well and at once. */
    public Query(long threadId, String database, StatusVars status, String sql) {
        this(threadId, 0, database, 0, status, sql);
    }

    @Override
    public int type() {
        return EventTypes.QUERY;
    }

    static Query read(ByteReader in) {
        return read(in, false);
    }

    static Query readCompressed(ByteReader in) {
        return read(in, true);
    }

    private static Query read(ByteReader in, boolean compressed) {
        long thread = in.u32();
        long seconds = in.u32();
        int databaseLength = in.u8();
        int error = in.u16();
        int statusLength = in.u16();
        StatusVars status = new StatusVars(RawBytes.read(in, statusLength));
        String database = in.text(databaseLength, StandardCharsets.UTF_8);
        if (in.u8() != 0) {
            throw new MalformedBytesException("database name without its zero byte", in.position() - 1);
        }
        String sql = compressed
                ? new String(CompressedBody.plain(in), charset(status))
                : in.text(in.remaining(), charset(status));
        return new Query(thread, seconds, database, error, status, sql);
    }

    private static Charset charset(StatusVars status) {
        return Collations.charset(status.clientCollation());
    }

    @Override
    public void writeBody(ByteWriter out) {
        byte[] name = database.getBytes(StandardCharsets.UTF_8);
        if (name.length > 255) {
            throw new IllegalArgumentException("database name longer than 255 bytes: " + database);
        }
        out.u32(threadId).u32(executionSeconds).u8(name.length).u16(errorCode).u16(status.bytes().size());
        status.bytes().writeTo(out);
        out.bytes(name).u8(0).bytes(sql.getBytes(charset(status)));
    }
}
