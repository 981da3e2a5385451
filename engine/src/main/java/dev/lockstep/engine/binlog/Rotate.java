package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;

/**
 * The log goes on in another file.
 *
 * @param position offset in that file
 * @param nextFile its name without folder
 */
public record Rotate(long position, String nextFile) implements BinlogEvent {
    @Override
    public int type() {
        return EventTypes.ROTATE;
    }

    static Rotate read(ByteReader in) {
        return new Rotate(in.u64(), in.restText());
    }

    @Override
    public void writeBody(ByteWriter out) {
        out.u64(position).text(nextFile);
    }
}
