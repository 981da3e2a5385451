package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.binlog.EventTypes;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.bytes.ByteReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that a receiver takes for an event and that are none, because two bytes of header were left in front of it or two of
 * its own were taken away: the length that they declare is not theirs. What a server makes of them hangs on the byte that
 * it takes for the type (semisync.md E.4). Nothing here trusts a length.
 */
final class MisreadEvent {
    private static final int START_V3 = 1;
    private static final int CRC_BYTES = 4;
    private static final int MAX_NAME = 511;

    private final byte[] bytes;
    private final EventHeader header;

    private MisreadEvent(byte[] bytes, EventHeader header) {
        this.bytes = bytes;
        this.header = header;
    }

    /** The bytes if they are misread; null if they are as long as they say. */
    static @Nullable MisreadEvent of(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        EventHeader header = new EventHeader(in.u32(), in.u8(), in.u32(), in.u32(), in.u32(), in.u16());
        return header.eventSize() == bytes.length ? null : new MisreadEvent(bytes, header);
    }

    /** As the receiver has them: not a copy, not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** What their first bytes say if they are read as a header. */
    EventHeader header() {
        return header;
    }

    /** The byte taken for the type; of an event with two bytes too many in front the third byte of its time. */
    int type() {
        return header.type();
    }

    /** The checksum that a server looks for: none in the two types that bring their own, else the stream's. */
    boolean checksumFits(Checksum stream) {
        if (stream == Checksum.NONE || type() == START_V3 || type() == EventTypes.FORMAT_DESCRIPTION) {
            return true;
        }
        long stored = new ByteReader(bytes, bytes.length - CRC_BYTES, CRC_BYTES).u32();
        return stored == Checksum.crc(bytes, 0, bytes.length - CRC_BYTES);
    }

    /** Where bytes taken for a rotate event send the receiver; null if there is no file name. */
    @Nullable
    BinlogPosition rotation() {
        int from = EventHeader.SIZE + Long.BYTES;
        if (bytes.length <= from) {
            return null;
        }
        long offset = new ByteReader(bytes, EventHeader.SIZE, Long.BYTES).u64() & Long.MAX_VALUE;
        return new BinlogPosition(text(from), offset);
    }

    /** The GTID that MariaDB reads in bytes that it takes for a GTID event; they are long enough for one. */
    MariaDbGtid gtid() {
        ByteReader in = new ByteReader(bytes, EventHeader.SIZE, Long.BYTES + Integer.BYTES);
        long sequence = in.u64();
        return new MariaDbGtid(in.u32(), header.serverId(), sequence);
    }

    /** What a server takes for the file name of a heartbeat. */
    String heartbeatFile() {
        return text(EventHeader.SIZE);
    }

    /** Text up to its first zero byte; control characters would break the state files' lines. */
    private String text(int from) {
        int end = Math.min(bytes.length, from + MAX_NAME);
        String raw = new String(Arrays.copyOfRange(bytes, Math.min(from, end), end), StandardCharsets.ISO_8859_1);
        int zero = raw.indexOf('\0');
        return (zero < 0 ? raw : raw.substring(0, zero)).replaceAll("[\\p{Cntrl}/]", "?");
    }

    /** Where a receiver thinks that it is afterwards, if it was at {@code read}. */
    BinlogPosition after(BinlogPosition read, boolean closesHoles) {
        return advance(read, bytes.length, header.endLogPos(), closesHoles);
    }

    /**
     * How a server moves on: by the bytes of the packet; MariaDB then also to the end that the event names, if that lies
     * further (it may have left events out).
     */
    static BinlogPosition advance(BinlogPosition read, long length, long endLogPos, boolean closesHoles) {
        long next = read.offset() + length;
        return new BinlogPosition(read.file(), closesHoles ? Math.max(next, endLogPos) : next);
    }
}
