package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteWriter;

/**
 * An event whose type, or whose post-header's length, this program does not know; its bytes are kept.
 *
 * @param body without header and checksum
 */
public record Unknown(int type, RawBytes body) implements BinlogEvent {
    @Override
    public void writeBody(ByteWriter out) {
        body.writeTo(out);
    }
}
