package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.ArtificialEvents;
import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventEncoder;
import dev.lockstep.engine.binlog.EventFlags;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.binlog.EventTypes;
import dev.lockstep.engine.binlog.Query;
import dev.lockstep.engine.binlog.RowsEvent;
import dev.lockstep.engine.binlog.TableMap;
import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.log.BinlogStream;
import dev.lockstep.engine.log.BinlogStream.Item;
import dev.lockstep.engine.log.SourceTracker;
import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.world.Transport;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.world.WorldThread;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The SQL thread of a channel: reads the relay log and applies it, group by group. Counterpart of {@code handle_slave_sql}
 * (rpl_slave.cc, MySQL 5.7). Positions move at the end of a group, so that a thread that stopped or failed begins again with
 * a whole group.
 */
public final class Applier implements ThreadSlot.Body {
    private static final String STAGE_READING = "Reading event from the relay log";
    private static final String STAGE_WAITING = "Slave has read all relay log; waiting for more updates";
    private static final int READ_FAILURE = 1594;

    /** What transactions are applied to. Called by the applier's thread only, in the order of the relay log. */
    public interface Target extends AutoCloseable {
        /**
         * A group begins.
         *
         * @param gtid the event that names it, null if the source writes none
         */
        void begin(EventHeader header, @Nullable BinlogEvent gtid) throws ApplyException;

        /** Rows of a table; the message of an error says what is wrong with a row, the rest is added here. */
        void applyRows(EventHeader header, TableMap table, RowsEvent rows) throws ApplyException;

        /**
         * A statement other than BEGIN, COMMIT and ROLLBACK; DDL commits by itself, and {@link #commit} follows. The message
         * of an error is the whole text that {@code Last_SQL_Error} shows.
         */
        void executeQuery(EventHeader header, Query query) throws ApplyException;

        /**
         * The group is complete: rows and position become visible together.
         *
         * @param sourcePosition end of the group's last event in the source's binlog
         */
        void commit(EventHeader header, BinlogPosition sourcePosition) throws ApplyException;

        /** Undoes the group that has begun, if any. */
        void rollback();

        /** The applier ends. */
        @Override
        void close();
    }

    private final ReplicationChannel channel;
    private final ReplicaHost host;
    private final World world;
    private final ThreadSlot slot;
    private final ChannelRelay relay;
    private final ChannelProgress progress;
    private final SourceTracker tracker;

    Applier(ReplicationChannel channel, ThreadSlot slot, ChannelRelay relay) {
        this.channel = channel;
        this.slot = slot;
        this.relay = relay;
        host = channel.host();
        world = host.world();
        progress = channel.progress();
        tracker = new SourceTracker(channel.ownFormat());
    }

    @Override
    public void interrupt() {
        relay.wake();
    }

    @Override
    public ChannelError run() {
        ChannelProgress.Applied start = progress.applied();
        tracker.accept(ArtificialEvents.rotate(new EventEncoder(host.serverId(), Checksum.NONE), start.executed()));
        host.log()
                .note("Slave SQL thread" + forChannel() + " initialized, starting replication in log '"
                        + (start.executed().file().isEmpty() ? "FIRST" : start.executed().file()) + "' at position "
                        + start.executed().offset() + ", relay log './" + start.relay().file() + "' position: "
                        + start.relay().offset());
        ChannelError result = ChannelError.NONE;
        try (Target target = host.target(channel.name()); BinlogStream stream = relay.stream(start.relay())) {
            GroupApplier group = new GroupApplier(target);
            try {
                apply(stream, group);
            } finally {
                if (!world.killed()) {
                    group.abandon();
                }
            }
        } catch (ApplyException e) {
            result = failed(e.errno(), String.valueOf(e.getMessage()).replace("%s", position().file()));
        } catch (IOException | MalformedBytesException e) {
            ChannelLog log = new ChannelLog(host, channel.name());
            log.error(RelayReadError.line(e instanceof IOException io ? io : new IOException(e)));
            log.error("Error reading relay log event" + log.forChannel()
                    + ": slave SQL thread aborted because of I/O error");
            ApplyException shown = unreadable();
            result = failed(shown.errno(), String.valueOf(shown.getMessage()));
        }
        ChannelProgress.Applied end = progress.applied();
        host.log()
                .note("Slave SQL thread" + forChannel() + " exiting, replication stopped in log '"
                        + end.executed().file() + "' at position " + end.executed().offset());
        channel.saveApplied();
        return result;
    }

    private ChannelError failed(int errno, String message) {
        new ChannelLog(host, channel.name()).report("SQL", errno, message);
        return new ChannelError(errno, message, world.clock().epochMicros());
    }

    /** 1594 in the server's words. */
    static ApplyException unreadable() {
        return new ApplyException(READ_FAILURE,
                "Relay log read failure: Could not parse relay log event entry. The possible "
                        + "reasons are: the master's binary log is corrupted (you can check this by running 'mysqlbinlog' on the "
                        + "binary log), the slave's relay log is corrupted (you can check this by running 'mysqlbinlog' on the relay "
                        + "log), a network problem, or a bug in the master's or slave's MySQL code. If you want to check the "
                        + "master's binary log or slave's relay log, you will be able to know their names by issuing 'SHOW SLAVE "
                        + "STATUS' on this slave.");
    }

    /** A request to stop is obeyed between groups, and within one only if its rest has not come. */
    private void apply(BinlogStream stream, GroupApplier group) throws IOException, ApplyException {
        WorldThread thread = world.threads().current();
        thread.stage(STAGE_READING);
        while (group.inside() || !slot.stopRequested()) {
            BinlogPosition seen = relay.end();
            Item item = stream.next();
            switch (item) {
                case null -> {
                    if (slot.stopRequested()) {
                        return;
                    }
                    awaitMore(thread, seen);
                }
                case Item.FileEntered entered -> tracker.accept(entered.description());
                case Item.Event event -> apply(stream, event, group);
            }
        }
    }

    private void awaitMore(WorldThread thread, BinlogPosition seen) {
        ChannelProgress.Applied now = progress.applied();
        progress.applied("next_event", new ChannelProgress.Applied(now.relay(), now.executed(), 0));
        thread.stage(STAGE_WAITING);
        thread.begin(Activity.WAITING_FOR_EVENT);
        relay.awaitMore(seen, Transport.FOREVER);
        thread.end(Activity.WAITING_FOR_EVENT);
        thread.stage(STAGE_READING);
    }

    private void apply(BinlogStream stream, Item.Event item, GroupApplier group)
            throws IOException, ApplyException {
        EncodedEvent event = item.event();
        EventHeader header = event.header();
        tracker.accept(event);
        boolean own = header.has(EventFlags.RELAY_LOG) || header.serverId() == host.serverId();
        boolean log = event.type() == EventTypes.FORMAT_DESCRIPTION || event.type() == EventTypes.ROTATE;
        if (own || log) {
            if (!group.inside()) {
                move(item, header);
            }
            return;
        }
        BinlogEvent decoded = stream.decode(event);
        boolean complete = group.apply(header, decoded, position());
        channel.counter().applied(header, decoded, complete);
        if (complete) {
            move(item, header);
            world.trace()
                    .emit(new TraceEvent.TransactionApplied(world.clock().nanos(), world.node(), channel.name(),
                            position()));
        } else if (!group.inside()) {
            move(item, header);
        }
    }

    private BinlogPosition position() {
        return tracker.position().orElseThrow();
    }

    /** Everything up to the end of that event is done. */
    private void move(Item.Event item, EventHeader header) throws IOException {
        BinlogPosition before = progress.applied().relay();
        BinlogPosition end = item.end();
        progress.applied("inc_group_relay_log_pos",
                new ChannelProgress.Applied(end, position(), header.timestampSeconds()));
        boolean entered = !before.file().equals(end.file());
        if (entered && host.settings().relayLogPurge()) {
            host.forceApplied(channel.name());
            relay.purgeBefore(end.file());
        }
        if (entered || host.appliedPosition(channel.name()).isEmpty()) {
            channel.saveApplied();
        }
    }

    private String forChannel() {
        return channel.name().isEmpty() ? "" : " for channel '" + channel.name() + "'";
    }
}
