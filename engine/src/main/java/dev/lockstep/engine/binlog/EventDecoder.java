package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.MalformedBytesException;

/**
 * Turns bytes into events, under a format description and the checksum of the stream, which differ from each other if the
 * sender strips or adds checksums. Immutable: a stream goes on with {@link #after}.
 *
 * <p>Bytes that are not what they say throw {@link MalformedBytesException}, and its subclass
 * {@link ChecksumMismatchException} if the CRC does not fit. An event of a type that is not known, or whose post-header
 * has another length than the one known, becomes {@link Unknown}. A statement or rows that MariaDB has compressed become the
 * same values as plain ones.
 *
 * @param format the format description in force
 * @param checksum of the events to come
 */
public record EventDecoder(FormatDescription format, Checksum checksum) {
    /** A decoder for the events after {@code format} in its file. */
    public EventDecoder(FormatDescription format) {
        this(format, format.checksum());
    }

    /** Reads a format description, which needs no decoder. */
    public static FormatDescription formatDescription(EncodedEvent event) {
        if (event.type() != EventTypes.FORMAT_DESCRIPTION) {
            throw new MalformedBytesException(
                    "a format description was expected, not " + EventTypes.name(event.type()), 4);
        }
        event.verify();
        return FormatDescription.read(event.body(), event.checksum());
    }

    /** The decoder for what follows {@code event}. */
    public EventDecoder after(BinlogEvent event) {
        return event instanceof FormatDescription description ? new EventDecoder(description) : this;
    }

    /** Decodes the bytes of one event; its CRC is verified. */
    public BinlogEvent decode(byte[] bytes) {
        return decode(EncodedEvent.wrap(bytes, checksum));
    }

    /** Decodes an event; its CRC is verified. */
    public BinlogEvent decode(EncodedEvent event) {
        event.verify();
        ByteReader in = event.body();
        BinlogEvent body = known(event) ? body(event, in) : new Unknown(event.type(), RawBytes.rest(in));
        if (!in.atEnd()) {
            throw new MalformedBytesException(
                    in.remaining() + " bytes too many in a " + EventTypes.name(event.type()) + " event",
                    EventHeader.SIZE + in.position());
        }
        return body;
    }

    private boolean known(EncodedEvent event) {
        int length = format.postHeaderLength(event.type());
        return switch (event.type()) {
            case EventTypes.QUERY, EventTypes.MARIADB_QUERY_COMPRESSED -> length == Query.POST_HEADER;
            case EventTypes.TABLE_MAP -> length == 8;
            case EventTypes.WRITE_ROWS_V1, EventTypes.UPDATE_ROWS_V1, EventTypes.DELETE_ROWS_V1, EventTypes.WRITE_ROWS,
                    EventTypes.UPDATE_ROWS, EventTypes.DELETE_ROWS, EventTypes.PARTIAL_UPDATE_ROWS ->
                length == RowsEvent.postHeader(event.type());
            case EventTypes.GTID, EventTypes.ANONYMOUS_GTID ->
                length == GtidLog.POST_HEADER || length == GtidLog.POST_HEADER_56;
            case EventTypes.MARIADB_GTID -> length == MariaDbGtidLog.POST_HEADER;
            default -> !EventTypes.isCompressedRows(event.type())
                    || length == RowsEvent.postHeader(RowsEvent.plainType(event.type()));
        };
    }

    private static BinlogEvent body(EncodedEvent event, ByteReader in) {
        return switch (event.type()) {
            case EventTypes.FORMAT_DESCRIPTION -> FormatDescription.read(in, event.checksum());
            case EventTypes.QUERY -> Query.read(in);
            case EventTypes.MARIADB_QUERY_COMPRESSED -> Query.readCompressed(in);
            case EventTypes.STOP -> new Stop();
            case EventTypes.ROTATE -> Rotate.read(in);
            case EventTypes.INTVAR -> Intvar.read(in);
            case EventTypes.RAND -> Rand.read(in);
            case EventTypes.USER_VAR -> UserVar.read(in);
            case EventTypes.XID -> Xid.read(in);
            case EventTypes.TABLE_MAP -> TableMap.read(in);
            case EventTypes.WRITE_ROWS_V1, EventTypes.UPDATE_ROWS_V1, EventTypes.DELETE_ROWS_V1, EventTypes.WRITE_ROWS,
                    EventTypes.UPDATE_ROWS, EventTypes.DELETE_ROWS ->
                RowsEvent.read(in, event.type());
            case EventTypes.TRANSACTION_PAYLOAD -> TransactionPayload.read(in);
            case EventTypes.INCIDENT -> Incident.read(in);
            case EventTypes.HEARTBEAT -> Heartbeat.read(in);
            case EventTypes.ROWS_QUERY -> RowsQuery.read(in);
            case EventTypes.GTID -> GtidLog.read(in);
            case EventTypes.ANONYMOUS_GTID -> AnonymousGtid.read(in);
            case EventTypes.PREVIOUS_GTIDS -> PreviousGtids.read(in);
            case EventTypes.MARIADB_ANNOTATE_ROWS -> AnnotateRows.read(in);
            case EventTypes.MARIADB_BINLOG_CHECKPOINT -> BinlogCheckpoint.read(in);
            case EventTypes.MARIADB_GTID -> MariaDbGtidLog.read(in);
            case EventTypes.MARIADB_GTID_LIST -> GtidList.read(in);
            default -> EventTypes.isCompressedRows(event.type())
                    ? RowsEvent.readCompressed(in, event.type())
                    : new Unknown(event.type(), RawBytes.rest(in));
        };
    }
}
