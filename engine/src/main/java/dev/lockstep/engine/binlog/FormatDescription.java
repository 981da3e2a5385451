package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The first event of each file: who wrote it, how long the post-headers are and which checksum ends the events.
 *
 * @param serverVersion at most 50 bytes of ASCII
 * @param createdSeconds when the server was started, for the first file after a start; 0 otherwise
 * @param postHeaderLengths one byte for each event type from 1 on
 * @param checksum of the events that follow
 */
public record FormatDescription(String serverVersion, long createdSeconds, RawBytes postHeaderLengths,
        Checksum checksum) implements BinlogEvent {
    private static final int VERSION = 4;
    private static final int SERVER_VERSION_BYTES = 50;
    private static final int FIXED_BYTES = 2 + SERVER_VERSION_BYTES + 4 + 1;
    private static final String COMMON = "380d0008001200040404041200009c00041a08000000080808020000000a0a0a";

    /** Where {@link #createdSeconds()} stands in an event. */
    static final int CREATED_AT = EventHeader.SIZE + 2 + SERVER_VERSION_BYTES;

    /** As MySQL 5.7 writes it: 38 types. */
    public static FormatDescription mySql57(String serverVersion, long createdSeconds, Checksum checksum) {
        byte[] lengths = lengths(38);
        lengths[EventTypes.GTID - 1] = 42;
        lengths[EventTypes.ANONYMOUS_GTID - 1] = 42;
        lengths[36 - 1] = 18;
        lengths[37 - 1] = 52;
        return new FormatDescription(serverVersion, createdSeconds, RawBytes.of(lengths), checksum);
    }

    /** As MariaDB 10.2 and later write it: 171 types. */
    public static FormatDescription mariaDb(String serverVersion, long createdSeconds, Checksum checksum) {
        byte[] lengths = lengths(171);
        byte[] own = HexFormat.of().parseHex("041304000d0808080a0a0a");
        System.arraycopy(own, 0, lengths, EventTypes.MARIADB_BINLOG_CHECKPOINT - 1, own.length);
        return new FormatDescription(serverVersion, createdSeconds, RawBytes.of(lengths), checksum);
    }

    private static byte[] lengths(int types) {
        byte[] lengths = new byte[types];
        byte[] common = HexFormat.of().parseHex(COMMON);
        System.arraycopy(common, 0, lengths, 0, common.length);
        lengths[EventTypes.FORMAT_DESCRIPTION - 1] = (byte) (FIXED_BYTES + types);
        return lengths;
    }

    @Override
    public int type() {
        return EventTypes.FORMAT_DESCRIPTION;
    }

    /** Length of the post-header of events of that type, -1 if this file knows no such type. */
    public int postHeaderLength(int type) {
        return type < 1 || type > postHeaderLengths.size() ? -1 : postHeaderLengths.at(type - 1);
    }

    /** Reads a body that ends before its algorithm byte; {@code checksum} is what that byte says. */
    static FormatDescription read(ByteReader in, Checksum checksum) {
        int version = in.u16();
        if (version != VERSION) {
            throw new MalformedBytesException("binlog version " + version + " is not supported, only 4 is", 0);
        }
        String server = text(in.slice(SERVER_VERSION_BYTES));
        long created = in.u32();
        int header = in.u8();
        if (header != EventHeader.SIZE) {
            throw new MalformedBytesException("event headers of " + header + " bytes are not supported", 56);
        }
        return new FormatDescription(server, created, RawBytes.rest(in), checksum);
    }

    private static String text(ByteReader in) {
        int length = 0;
        byte[] bytes = in.rest();
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void writeBody(ByteWriter out) {
        byte[] version = serverVersion.getBytes(StandardCharsets.ISO_8859_1);
        if (version.length > SERVER_VERSION_BYTES) {
            throw new IllegalArgumentException("server version longer than 50 bytes: " + serverVersion);
        }
        out.u16(VERSION).bytes(version).zeros(SERVER_VERSION_BYTES - version.length);
        out.u32(createdSeconds).u8(EventHeader.SIZE);
        postHeaderLengths.writeTo(out);
        if (FormatTrailer.knowsChecksums(serverVersion)) {
            out.u8(checksum.code());
        }
    }
}
