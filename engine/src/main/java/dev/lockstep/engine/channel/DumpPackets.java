package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.ArtificialEvents;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventDecoder;
import dev.lockstep.engine.binlog.EventEncoder;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.binlog.GtidList;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.link.PacketLink;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.wire.SemiSyncHeader;
import dev.lockstep.engine.world.World;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The packets of one dump stream: OK byte, the two bytes of semi-sync if the replica asked for them, and one event
 * (semisync.md A.5, A.6). The dump thread uses it alone.
 */
final class DumpPackets {
    /** What the other side has said of itself. */
    enum Reader {
        /** It named a checksum, whichever: events come as they are in the file. */
        KNOWS_CHECKSUMS,
        /** It did not: they are taken away. */
        OLD
    }

    private static final byte[] OK = {0};
    private static final byte[] NO_ACK_WANTED = {0, (byte) SemiSyncHeader.MAGIC, 0};
    private static final byte[] ACK_WANTED = {0, (byte) SemiSyncHeader.MAGIC, 1};

    private final World world;
    private final int threadId;
    private final long serverId;
    private final long replicaServerId;
    private final PacketLink link;
    private final BooleanSupplier headers;
    private final Reader reader;
    private Checksum current;
    private Checksum stored = Checksum.NONE;

    /**
     * For one dump, in its thread.
     *
     * @param headers asked for each packet: whether the semi-sync header stands in front of the event
     * @param wanted checksum of the made-up rotate before the first description
     */
    DumpPackets(World world, long serverId, DumpRequest request, PacketLink link, BooleanSupplier headers,
            Checksum wanted, Reader reader) {
        this.world = world;
        this.threadId = world.threads().current().id();
        this.serverId = serverId;
        this.replicaServerId = request.replicaServerId();
        this.link = link;
        this.headers = headers;
        this.reader = reader;
        this.current = wanted;
    }

    /** The made-up rotate that tells the replica which file follows. */
    void fakeRotate(BinlogPosition next) throws IOException {
        write(ArtificialEvents.rotate(new EventEncoder(serverId, current), plain(next)), next, false);
        link.flush();
    }

    /**
     * A file's description. If the dump begins within the file, the replica must neither count it nor take it for a
     * restart of the source, so its end position and creation time are zero.
     */
    void description(EncodedEvent description, BinlogPosition start) throws IOException {
        boolean whole = start.offset() == BinlogPosition.FIRST_OFFSET;
        EncodedEvent sent = whole
                ? ArtificialEvents.descriptionFromStart(description)
                : ArtificialEvents.descriptionMidFile(description);
        stored = EventDecoder.formatDescription(description).checksum();
        current = reader == Reader.KNOWS_CHECKSUMS ? stored : Checksum.NONE;
        write(current == stored ? sent : withoutChecksums(sent), whole ? end(description, start) : start, false);
    }

    private static BinlogPosition end(EncodedEvent description, BinlogPosition start) {
        return new BinlogPosition(start.file(), start.offset() + description.length());
    }

    /** The description of a stream whose events have lost their checksums on the way. */
    private static EncodedEvent withoutChecksums(EncodedEvent description) {
        FormatDescription format = EventDecoder.formatDescription(description);
        FormatDescription without = new FormatDescription(format.serverVersion(), format.createdSeconds(),
                format.postHeaderLengths(), Checksum.NONE);
        return new EventEncoder(0, Checksum.NONE).encode(without, description.header());
    }

    /** MariaDB, by GTID: what the replica has, made up, behind the first description. */
    void gtidList(List<MariaDbGtid> gtids, BinlogPosition at) throws IOException {
        write(ArtificialEvents.gtidList(new EventEncoder(serverId, current), GtidList.of(gtids)), at, false);
    }

    /** MariaDB: all that the replica wanted has been sent. */
    void untilReached(List<MariaDbGtid> gtids, BinlogPosition at) throws IOException {
        write(ArtificialEvents.gtidList(new EventEncoder(serverId, current), GtidList.reached(gtids)), at, false);
        link.flush();
    }

    /** An event of the file, read at that time; one that wants an ACK is flushed. */
    void event(EncodedEvent event, BinlogPosition end, boolean ackWanted, long readNanos) throws IOException {
        write(current == Checksum.NONE ? event.withChecksum(Checksum.NONE) : event, end, ackWanted, readNanos);
        if (ackWanted) {
            link.flush();
        }
    }

    /** Whether events go out as they stand in the file, and nobody wants to know of each. */
    boolean verbatim() {
        return current == stored && !world.trace().recording();
    }

    /** An event of the file that wants no ACK, if {@link #verbatim()}. */
    void verbatim(byte[] bytes, int start, int length) throws IOException {
        link.writePacket(headers.getAsBoolean() ? NO_ACK_WANTED : OK, bytes, start, length);
    }

    /** Tells an idle replica that the source lives, and how far it has all. */
    void heartbeat(BinlogPosition at) throws IOException {
        write(ArtificialEvents.heartbeat(new EventEncoder(serverId, current), plain(at)), at, false);
        link.flush();
    }

    private static BinlogPosition plain(BinlogPosition at) {
        return new BinlogPosition(at.file().substring(at.file().lastIndexOf('/') + 1), at.offset());
    }

    private void write(EncodedEvent event, BinlogPosition end, boolean ackWanted) throws IOException {
        write(event, end, ackWanted, world.clock().nanos());
    }

    private void write(EncodedEvent event, BinlogPosition end, boolean ackWanted, long readNanos) throws IOException {
        byte[] head = headers.getAsBoolean() ? ackWanted ? ACK_WANTED : NO_ACK_WANTED : OK;
        long before = world.clock().nanos();
        link.writePacket(head, event.array(), event.start(), event.length());
        world.trace()
                .emit(new TraceEvent.EventSent(before, world.node(), threadId, replicaServerId, event.type(), end,
                        head.length + event.length() + 4, ackWanted, readNanos));
    }
}
