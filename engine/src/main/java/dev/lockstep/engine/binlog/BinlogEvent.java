package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteWriter;

/**
 * The body of an event, without header and checksum: one record for each type (semisync.md B.2). What a server writes
 * in common is in {@link EventHeader}; bytes and body meet in {@link EventDecoder} and {@link EventEncoder}.
 */
public sealed interface BinlogEvent permits FormatDescription, Rotate, Query, Xid, TableMap, RowsEvent, GtidLog,
        AnonymousGtid, PreviousGtids, MariaDbGtidLog, GtidList, BinlogCheckpoint, AnnotateRows, Heartbeat, Stop,
        Incident,
        Intvar, Rand, UserVar, RowsQuery, TransactionPayload, Unknown {
    /** Type code, see {@link EventTypes}. */
    int type();

    /** Appends the body: post-header and payload, without header and checksum. */
    void writeBody(ByteWriter out);
}
