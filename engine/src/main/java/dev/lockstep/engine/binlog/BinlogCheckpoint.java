package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.nio.charset.StandardCharsets;

/**
 * MariaDB: recovery after a crash need not look before this file.
 *
 * @param file name without folder
 */
public record BinlogCheckpoint(String file) implements BinlogEvent {
    @Override
    public int type() {
        return EventTypes.MARIADB_BINLOG_CHECKPOINT;
    }

    static BinlogCheckpoint read(ByteReader in) {
        long length = in.u32();
        if (length > in.remaining()) {
            throw new MalformedBytesException("file name of " + length + " bytes, " + in.remaining() + " left", 0);
        }
        return new BinlogCheckpoint(in.text((int) length, StandardCharsets.UTF_8));
    }

    @Override
    public void writeBody(ByteWriter out) {
        byte[] name = file.getBytes(StandardCharsets.UTF_8);
        out.u32(name.length).bytes(name);
    }
}
