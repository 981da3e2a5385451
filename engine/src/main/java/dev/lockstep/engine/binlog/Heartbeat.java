package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;

/**
 * The source has nothing to send; the header's end position says how far the replica has all. Never in a file.
 *
 * @param file the source's binlog file, without folder
 */
public record Heartbeat(String file) implements BinlogEvent {
    @Override
    public int type() {
        return EventTypes.HEARTBEAT;
    }

    static Heartbeat read(ByteReader in) {
        return new Heartbeat(in.restText());
    }

    @Override
    public void writeBody(ByteWriter out) {
        out.text(file);
    }
}
