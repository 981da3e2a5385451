package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.ArtificialEvents;
import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.ChecksumMismatchException;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventDecoder;
import dev.lockstep.engine.binlog.EventEncoder;
import dev.lockstep.engine.binlog.EventFlags;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.binlog.EventTypes;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.binlog.GtidList;
import dev.lockstep.engine.binlog.GtidLog;
import dev.lockstep.engine.binlog.Heartbeat;
import dev.lockstep.engine.binlog.MariaDbGtidLog;
import dev.lockstep.engine.binlog.TransactionBoundary;
import dev.lockstep.engine.binlog.gtid.Gtid;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.log.SourceTracker;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.profile.PacketLength;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Takes events of the source's stream, checks them and puts them into the relay log: counterpart of {@code queue_event}
 * (rpl_slave.cc, MySQL 5.7; slave.cc, MariaDB). Heartbeats and STOP are not stored, nor are events that this server wrote
 * itself; their position is made up for by a rotate event. Bytes that were misread are treated as the server treats them:
 * {@link MisreadEvent}. One for each connection; the receiver's thread uses it alone.
 */
final class EventQueue {
    static final int HEARTBEAT_FAILURE = 1623;
    private static final int MARIADB_GTID_BYTES = EventHeader.SIZE + 13;

    private final ReplicaHost host;
    private final ChannelLog log;
    private final ChannelRelay relay;
    private final ChannelProgress progress;
    private FormatDescription format;
    private final SourceTracker tracker;
    private final TransactionBoundary boundary = new TransactionBoundary();
    private Checksum checksum;
    private @Nullable BinlogPosition ignoredEnd;
    private @Nullable BinlogPosition queuedAt;
    private boolean untilReached;
    private @Nullable Gtid openGtid;
    private @Nullable MariaDbGtid openDomainGtid;
    private boolean positionDamaged;
    private boolean countsGtids;
    private ReceivedFilter filter = new ReceivedFilter(ChannelOptions.NONE);

    /** {@code checksum} is that of the first made-up rotate. */
    EventQueue(ReplicaHost host, ChannelLog log, ChannelRelay relay, ChannelProgress progress, FormatDescription own,
            Checksum checksum) {
        this.host = host;
        this.log = log;
        this.relay = relay;
        this.progress = progress;
        this.format = own;
        this.checksum = checksum;
        tracker = new SourceTracker(own);
    }

    /** Leaves out what that filter says, from the next event on. */
    void leaveOut(ReceivedFilter what) {
        filter = what;
    }

    /** MariaDB: whether {@code Gtid_IO_Pos} moves on, which it does only if the channel asks by GTID. */
    void countGtids(boolean counted) {
        countsGtids = counted;
    }

    /**
     * Takes one event.
     *
     * @return its type
     */
    int queue(byte[] bytes) throws ReceiverFailure {
        queuedAt = null;
        if (bytes.length < EventHeader.SIZE) {
            throw refused("event of " + bytes.length + " bytes");
        }
        MisreadEvent misread = MisreadEvent.of(bytes);
        if (misread != null) {
            return queue(misread);
        }
        EncodedEvent event = checked(bytes);
        try {
            switch (event.type()) {
                case EventTypes.HEARTBEAT -> heartbeat(event);
                case EventTypes.STOP -> {
                    // neither stored nor counted: the source's next file follows
                }
                case EventTypes.MARIADB_GTID_LIST -> {
                    untilReached = decoded(event) instanceof GtidList list && list.untilReached();
                    if (untilReached || !event.header().has(EventFlags.ARTIFICIAL)) {
                        accept(event);
                    }
                }
                default -> accept(event);
            }
        } catch (IOException | MalformedBytesException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
        return event.type();
    }

    private BinlogEvent decoded(EncodedEvent event) {
        return new EventDecoder(format, event.checksum()).decode(event);
    }

    /** MariaDB: whether the last event said that the source has sent all up to {@code UNTIL master_gtid_pos}. */
    boolean untilReached() {
        return untilReached;
    }

    /** Where the last event begins in the relay log, null if it is not there. */
    @Nullable
    BinlogPosition queuedAt() {
        return queuedAt;
    }

    private ReceiverFailure refused(String why) {
        log.error("Slave I/O thread: could not queue event: " + why);
        return ReceiverFailure.couldNotQueue();
    }

    private boolean mariaDb() {
        return host.profile().dialect() == Dialect.MARIADB;
    }

    private int queue(MisreadEvent event) throws ReceiverFailure {
        if (host.profile().packetLength() == PacketLength.CHECKED) {
            log.report("I/O", ReceiverFailure.FATAL_ERROR,
                    "Fatal error: Event from master declares a length that does not match the packet the event arrived in;"
                            + " the declared length: " + event.header().eventSize() + ", the packet's length: "
                            + event.bytes().length);
            throw ReceiverFailure.couldNotQueue();
        }
        if (!event.checksumFits(checksum)) {
            throw wrongChecksum();
        }
        try {
            switch (event.type()) {
                case EventTypes.STOP -> {
                    // dropped without a word, and not even counted
                }
                case EventTypes.FORMAT_DESCRIPTION -> throw invalid("Found invalid event in binary log");
                case EventTypes.HEARTBEAT -> throw inconsistent(event.heartbeatFile(), event.header().endLogPos());
                case EventTypes.ROTATE -> rotateTo(event);
                default -> {
                    if (mariaDb() && unparsedGtid(event)) {
                        throw invalid("Found invalid event in binary log");
                    }
                    writeRaw(event);
                    if (mariaDb() && event.type() == EventTypes.MARIADB_GTID) {
                        openDomainGtid = event.gtid();
                    }
                }
            }
        } catch (IOException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
        return event.type();
    }

    /** Two types that MariaDB looks into before it stores them. */
    private static boolean unparsedGtid(MisreadEvent event) {
        return event.type() == EventTypes.MARIADB_GTID_LIST
                || event.type() == EventTypes.MARIADB_GTID && event.bytes().length < MARIADB_GTID_BYTES;
    }

    private ReceiverFailure invalid(String why) {
        log.error("Read invalid event from master: '" + why
                + "', master could be corrupt but a more likely cause of this is a bug");
        return ReceiverFailure.couldNotQueue();
    }

    private ReceiverFailure wrongChecksum() {
        log.report("I/O", ReceiverFailure.CHECKSUM,
                "Replication event checksum verification failed while reading from network.");
        return ReceiverFailure.couldNotQueue();
    }

    private void rotateTo(MisreadEvent event) throws IOException, ReceiverFailure {
        BinlogPosition next = event.rotation();
        if (next == null) {
            throw ReceiverFailure.couldNotQueue();
        }
        queuedAt = relay.appendRaw(event.bytes());
        progress.received("process_io_rotate", now -> now.at(next));
        positionDamaged = true;
    }

    private void writeRaw(MisreadEvent event) throws IOException {
        if (event.header().serverId() != host.serverId()) {
            queuedAt = relay.appendRaw(event.bytes());
        }
        progress.received("queue_event", now -> now.at(event.after(now.read(), mariaDb())));
        positionDamaged = true;
    }

    private EncodedEvent checked(byte[] bytes) throws ReceiverFailure {
        try {
            EncodedEvent event = EncodedEvent.wrap(bytes, checksum);
            event.verify();
            return event;
        } catch (MalformedBytesException e) {
            throw e instanceof ChecksumMismatchException ? wrongChecksum() : refused(String.valueOf(e.getMessage()));
        }
    }

    private void accept(EncodedEvent event) throws IOException {
        boolean description = event.type() == EventTypes.FORMAT_DESCRIPTION;
        tracker.accept(event);
        BinlogPosition end = endOf(event);
        if (description) {
            checksum = event.checksum();
            format = EventDecoder.formatDescription(event);
        }
        boolean ownEvent = event.header().serverId() == host.serverId() && !description
                && event.type() != EventTypes.ROTATE;
        boolean dropped = filter.drops(event.header(), () -> new EventDecoder(format, event.checksum()).decode(event));
        boolean marked = event.header().has(EventFlags.SKIP_REPLICATION)
                && host.settings().markedEvents() == MarkedEvents.FILTER_ON_SLAVE;
        if (ownEvent || dropped || marked) {
            ignoredEnd = end;
        } else {
            tellIgnored();
            queuedAt = relay.append(event);
            follow(event);
        }
        progress.received("queue_event", now -> now.at(end));
    }

    /** After misread events a server goes on from where they have led it, until a rotate event says better. */
    private BinlogPosition endOf(EncodedEvent event) {
        BinlogPosition read = progress.received().read();
        positionDamaged &= event.type() != EventTypes.ROTATE;
        boolean moves = event.header().endLogPos() != 0;
        if (positionDamaged) {
            return moves
                    ? MisreadEvent.advance(read, event.length(), event.header().endLogPos(), mariaDb())
                    : read;
        }
        return tracker.position().orElse(read);
    }

    /** Keeps account of GTIDs; one counts as retrieved when its transaction is whole. */
    private void follow(EncodedEvent event) {
        if (!TransactionBoundary.concerns(event.type())) {
            boundary.accept(event.type());
        } else {
            BinlogEvent body = new EventDecoder(format, event.checksum()).decode(event);
            boundary.accept(body);
            if (body instanceof GtidLog log) {
                openGtid = log.gtid();
            } else if (body instanceof MariaDbGtidLog log) {
                openDomainGtid = log.gtid(event.header().serverId());
            }
        }
        completed();
    }

    /** At the end of a group its GTID counts as received. */
    private void completed() {
        MariaDbGtid inDomain = openDomainGtid;
        if (inDomain != null && !boundary.inside()) {
            openDomainGtid = null;
            if (countsGtids) {
                progress.received("queue_event", now -> now.with(inDomain));
            }
        }
        Gtid complete = openGtid;
        if (complete != null && !boundary.inside()) {
            openGtid = null;
            progress.received("queue_event", now -> now.with(complete));
        }
    }

    private void heartbeat(EncodedEvent event) throws ReceiverFailure {
        BinlogEvent body = new EventDecoder(format, event.checksum()).decode(event);
        BinlogPosition read = progress.received().read();
        long at = event.header().endLogPos();
        if (!(body instanceof Heartbeat(String file)) || !file.equals(read.file())
                || (read.offset() & 0xffff_ffffL) > at) {
            String name = body instanceof Heartbeat(String file) ? file : "";
            throw inconsistent(name, at);
        }
        progress.received("queue_event", ChannelProgress.Received::heartbeat);
        if (at > read.offset()) {
            // the source left out what this replica has: only the position moves
            BinlogPosition end = new BinlogPosition(read.file(), at);
            ignoredEnd = end;
            progress.received("queue_event", now -> now.at(end));
        }
    }

    private ReceiverFailure inconsistent(String file, long at) {
        log.report("I/O", HEARTBEAT_FAILURE,
                "Unexpected master's heartbeat data: inconsistent heartbeat event content; the event's data: log_file_name "
                        + file + " log_pos " + at);
        return ReceiverFailure.couldNotQueue();
    }

    /** Lets the applier know how far the source's log was read without anything to store. */
    void tellIgnored() throws IOException {
        BinlogPosition end = ignoredEnd;
        if (end != null && !boundary.inside()) {
            ignoredEnd = null;
            relay.append(ArtificialEvents.rotate(new EventEncoder(host.serverId(), Checksum.NONE), end));
        }
    }
}
