package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;

/**
 * The statement whose rows follow, as MariaDB writes it.
 *
 * @param sql the statement
 */
public record AnnotateRows(String sql) implements BinlogEvent {
    @Override
    public int type() {
        return EventTypes.MARIADB_ANNOTATE_ROWS;
    }

    static AnnotateRows read(ByteReader in) {
        return new AnnotateRows(in.restText());
    }

    @Override
    public void writeBody(ByteWriter out) {
        out.text(sql);
    }
}
