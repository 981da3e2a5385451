package dev.lockstep.engine.binlog.gtid;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import java.util.UUID;

/**
 * A transaction of MySQL.
 *
 * @param sid {@code server_uuid} of the server that committed it first
 * @param number counts that server's transactions from 1
 */
public record Gtid(UUID sid, long number) {
    /** Reads the 16 raw bytes of a server's UUID. */
    public static UUID readSid(ByteReader in) {
        return new UUID(Long.reverseBytes(in.u64()), Long.reverseBytes(in.u64()));
    }

    /** Appends the 16 raw bytes of a server's UUID. */
    static void writeSid(UUID sid, ByteWriter out) {
        out.u64(Long.reverseBytes(sid.getMostSignificantBits())).u64(Long.reverseBytes(sid.getLeastSignificantBits()));
    }

    /** Appends the 16 raw bytes of {@link #sid()}. */
    public void writeSid(ByteWriter out) {
        writeSid(sid, out);
    }

    /** As in {@code GTID_NEXT}: {@code sid:number}. */
    @Override
    public String toString() {
        return sid + ":" + number;
    }
}
