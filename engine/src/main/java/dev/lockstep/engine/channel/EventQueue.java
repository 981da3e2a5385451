package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.ArtificialEvents;
import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.ChecksumMismatchException;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventDecoder;
import dev.lockstep.engine.binlog.EventEncoder;
import dev.lockstep.engine.binlog.EventTypes;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.binlog.GtidLog;
import dev.lockstep.engine.binlog.Heartbeat;
import dev.lockstep.engine.binlog.TransactionBoundary;
import dev.lockstep.engine.binlog.gtid.Gtid;
import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.log.SourceTracker;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Takes events of the source's stream, checks them and puts them into the relay log: counterpart of {@code queue_event}
 * (rpl_slave.cc, MySQL 5.7). Heartbeats and STOP are not stored, nor are events that this server wrote itself; their
 * position is made up for by a rotate event. One for each connection; the receiver's thread uses it alone.
 */
final class EventQueue {
    private static final int HEARTBEAT_FAILURE = 1623;

    private final ReplicaHost host;
    private final ChannelRelay relay;
    private final ChannelProgress progress;
    private final FormatDescription own;
    private final SourceTracker tracker;
    private final TransactionBoundary boundary = new TransactionBoundary();
    private Checksum checksum;
    private @Nullable BinlogPosition ignoredEnd;
    private @Nullable Gtid openGtid;

    /** {@code checksum} is that of the first made-up rotate. */
    EventQueue(ReplicaHost host, ChannelRelay relay, ChannelProgress progress, FormatDescription own,
            Checksum checksum) {
        this.host = host;
        this.relay = relay;
        this.progress = progress;
        this.own = own;
        this.checksum = checksum;
        tracker = new SourceTracker(own);
    }

    /**
     * Takes one event.
     *
     * @return its type
     */
    int queue(byte[] bytes) throws ReceiverFailure {
        EncodedEvent event = checked(bytes);
        try {
            switch (event.type()) {
                case EventTypes.HEARTBEAT -> heartbeat(event);
                case EventTypes.STOP -> {
                    // neither stored nor counted: the source's next file follows
                }
                default -> accept(event);
            }
        } catch (IOException | MalformedBytesException e) {
            host.log().error("Slave I/O thread: could not queue event: " + e.getMessage());
            throw ReceiverFailure.couldNotQueue();
        }
        return event.type();
    }

    /** Bytes that are no event count as a failed checksum if the stream has checksums, as the server computes it first. */
    private EncodedEvent checked(byte[] bytes) throws ReceiverFailure {
        try {
            EncodedEvent event = EncodedEvent.wrap(bytes, checksum);
            event.verify();
            return event;
        } catch (MalformedBytesException e) {
            if (checksum == Checksum.CRC32 || e instanceof ChecksumMismatchException) {
                host.log()
                        .error("Slave I/O: Replication event checksum verification failed while reading from network., "
                                + "Error_code: " + ReceiverFailure.CHECKSUM);
            }
            host.log().error("Slave I/O thread: could not queue event: " + e.getMessage());
            throw ReceiverFailure.couldNotQueue();
        }
    }

    private void accept(EncodedEvent event) throws IOException {
        boolean description = event.type() == EventTypes.FORMAT_DESCRIPTION;
        tracker.accept(event);
        BinlogPosition end = tracker.position().orElseGet(() -> progress.received().read());
        if (description) {
            checksum = event.checksum();
        }
        boolean ownEvent = event.header().serverId() == host.serverId() && !description
                && event.type() != EventTypes.ROTATE;
        if (ownEvent) {
            ignoredEnd = end;
        } else {
            tellIgnored();
            relay.append(event);
            follow(event);
        }
        progress.received("queue_event", now -> now.at(end));
    }

    /** Keeps account of GTIDs; one counts as retrieved when its transaction is whole. */
    private void follow(EncodedEvent event) {
        if (!TransactionBoundary.concerns(event.type())) {
            boundary.accept(event.type());
        } else {
            BinlogEvent body = new EventDecoder(own, event.checksum()).decode(event);
            boundary.accept(body);
            if (body instanceof GtidLog log) {
                openGtid = log.gtid();
            }
        }
        Gtid complete = openGtid;
        if (complete != null && !boundary.inside()) {
            openGtid = null;
            progress.received("queue_event", now -> now.with(complete));
        }
    }

    private void heartbeat(EncodedEvent event) throws ReceiverFailure {
        BinlogEvent body = new EventDecoder(own, event.checksum()).decode(event);
        BinlogPosition read = progress.received().read();
        long at = event.header().endLogPos();
        if (!(body instanceof Heartbeat(String file)) || !file.equals(read.file())
                || (read.offset() & 0xffff_ffffL) > at) {
            String name = body instanceof Heartbeat(String file) ? file : "";
            host.log()
                    .error("Slave I/O: Unexpected master's heartbeat data: inconsistent heartbeat event content; the event's "
                            + "data: log_file_name " + name + " log_pos " + at + ", Error_code: " + HEARTBEAT_FAILURE);
            throw ReceiverFailure.couldNotQueue();
        }
        progress.received("queue_event", ChannelProgress.Received::heartbeat);
        if (at > read.offset()) {
            // the source left out what this replica has: only the position moves
            BinlogPosition end = new BinlogPosition(read.file(), at);
            ignoredEnd = end;
            progress.received("queue_event", now -> now.at(end));
        }
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
