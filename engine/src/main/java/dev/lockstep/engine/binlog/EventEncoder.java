package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteWriter;

/**
 * Turns events of one server into bytes.
 *
 * @param serverId of the header
 * @param checksum of the stream
 */
public record EventEncoder(long serverId, Checksum checksum) {
    /** An event that gets its place later, see {@link EncodedEvent#placedAt}. */
    public EncodedEvent encode(BinlogEvent event, long timestampSeconds) {
        return encode(event, timestampSeconds, 0, 0);
    }

    /** An event with flags that gets its place later. */
    public EncodedEvent encode(BinlogEvent event, long timestampSeconds, int flags) {
        return encode(event, timestampSeconds, flags, 0);
    }

    /**
     * An event.
     *
     * @param timestampSeconds Unix time
     * @param flags see {@link EventFlags}
     * @param endLogPos offset of its end in the file; 0 if it stands in none
     */
    public EncodedEvent encode(BinlogEvent event, long timestampSeconds, int flags, long endLogPos) {
        ByteWriter out = new ByteWriter(128);
        EventHeader header = new EventHeader(timestampSeconds, event.type(), serverId, 0, endLogPos & 0xffff_ffffL,
                flags);
        header.writeTo(out);
        event.writeBody(out);
        Checksum own = event instanceof FormatDescription format ? format.checksum() : checksum;
        boolean trailer = event instanceof FormatDescription format
                ? FormatTrailer.knowsChecksums(format.serverVersion())
                : own == Checksum.CRC32;
        out.zeros(trailer ? 4 : 0).patch(9, out.size(), 4);
        return EncodedEvent.sealed(out, own);
    }

    /** Like {@link #encode}, with all header fields of an event that was decoded: gives the same bytes again. */
    public EncodedEvent encode(BinlogEvent event, EventHeader header) {
        return new EventEncoder(header.serverId(), checksum).encode(event, header.timestampSeconds(), header.flags(),
                header.endLogPos());
    }
}
