package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.util.ArrayList;
import java.util.List;

/**
 * MySQL 8.0.20: all events of a transaction but its GTID, as one ({@code TRANSACTION_PAYLOAD_EVENT}, written with
 * {@code binlog_transaction_compression}). Its fields are tagged: a number and a length, both length-encoded, and the value;
 * number 0 ends them, and the payload follows. The events in it have no checksum.
 *
 * @param compression {@link #ZSTD} or {@link #NONE}
 * @param plainBytes length of the payload when plain
 * @param body the event's body as it came
 * @param payload as it came
 */
public record TransactionPayload(int compression, long plainBytes, RawBytes body,
        RawBytes payload) implements BinlogEvent {
    /** The payload is a frame of Zstandard. */
    public static final int ZSTD = 0;
    /** The payload is plain. */
    public static final int NONE = 255;

    private static final int END = 0;
    private static final int PAYLOAD_BYTES = 1;
    private static final int COMPRESSION = 2;
    private static final int PLAIN_BYTES = 3;
    private static final int MAX_BYTES = 1 << 30;

    @Override
    public int type() {
        return EventTypes.TRANSACTION_PAYLOAD;
    }

    static TransactionPayload read(ByteReader all) {
        RawBytes body = RawBytes.rest(all);
        ByteReader in = body.reader();
        long compression = NONE;
        long plain = 0;
        long size = -1;
        for (long field = in.lenenc(); field != END; field = in.lenenc()) {
            ByteReader value = in.slice(in.lenencLength());
            switch ((int) field) {
                case PAYLOAD_BYTES -> size = value.lenenc();
                case COMPRESSION -> compression = value.lenenc();
                case PLAIN_BYTES -> plain = value.lenenc();
                default -> {
                    // a field of a later version
                }
            }
        }
        if (size >= 0 && size != in.remaining() || plain < 0 || plain > MAX_BYTES || compression != ZSTD
                && compression != NONE) {
            throw new MalformedBytesException("payload of " + size + " bytes, " + in.remaining() + " there; "
                    + Long.toUnsignedString(plain) + " when plain, compression " + compression, in.position());
        }
        return new TransactionPayload((int) compression, plain, body, RawBytes.rest(in));
    }

    /** The events in it, in their order, to be decoded under the description of their file. */
    public List<EncodedEvent> events() {
        byte[] plain = compression == ZSTD
                ? ZstdFrame.plain(payload.toBytes(), (int) plainBytes)
                : payload.toBytes();
        List<EncodedEvent> events = new ArrayList<>();
        int at = 0;
        while (at < plain.length) {
            ByteReader rest = new ByteReader(plain, at, plain.length - at);
            long size = EventHeader.read(rest).eventSize();
            rest.seek(0);
            if (size > rest.remaining()) {
                throw new MalformedBytesException("event of " + size + " bytes in a payload that has "
                        + rest.remaining() + " left", at);
            }
            events.add(EncodedEvent.wrap(rest.bytes((int) size), Checksum.NONE));
            at += (int) size;
        }
        return events;
    }

    @Override
    public void writeBody(ByteWriter out) {
        body.writeTo(out);
    }
}
