package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import java.nio.charset.StandardCharsets;

/**
 * The statement whose rows follow, as MySQL writes it with {@code binlog_rows_query_log_events}.
 *
 * @param sql the statement
 */
public record RowsQuery(String sql) implements BinlogEvent {
    @Override
    public int type() {
        return EventTypes.ROWS_QUERY;
    }

    /** The length byte is ignored, as servers do: it cannot count a statement of more than 255 bytes. */
    static RowsQuery read(ByteReader in) {
        in.skip(1);
        return new RowsQuery(in.restText());
    }

    @Override
    public void writeBody(ByteWriter out) {
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        out.u8(Math.min(text.length, 255)).bytes(text);
    }
}
