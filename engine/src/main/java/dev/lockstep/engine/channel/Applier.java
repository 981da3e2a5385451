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
import dev.lockstep.engine.binlog.MariaDbGtidLog;
import dev.lockstep.engine.binlog.Query;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.binlog.RowsEvent;
import dev.lockstep.engine.binlog.TableMap;
import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.log.BinlogStream;
import dev.lockstep.engine.log.BinlogStream.Item;
import dev.lockstep.engine.log.SourceTracker;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.world.Transport;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.world.WorldThread;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SQL thread of a channel: reads the relay log and applies it, group by group. Counterpart of {@code handle_slave_sql}
 * (rpl_slave.cc, MySQL 5.7). Positions move at the end of a group, so that a thread that stopped or failed begins again with
 * a whole group. A group that fails for want of a lock is tried again, {@code slave_transaction_retries} times.
 */
public final class Applier implements ThreadSlot.Body {
    private static final String STAGE_READING = "Reading event from the relay log";
    private static final String STAGE_WAITING = "Slave has read all relay log; waiting for more updates";
    private static final String STAGE_DELAYED = "Waiting until MASTER_DELAY seconds after master executed event";
    static final int READ_FAILURE = 1594;
    private static final long LONGEST_RETRY_PAUSE_SECONDS = 5;

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

        /** A number, seeds or a variable for the statement behind it: an Intvar, Rand or UserVar. */
        default void beforeStatement(BinlogEvent event) {}

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
    private final ApplierState state;
    private final ApplierLog log;
    /** Set while a group is passed over that another channel has applied. */
    private final SkipCounter duplicate = new SkipCounter();
    private boolean hasDomain;
    private SourceTracker tracker;

    Applier(ReplicationChannel channel, ThreadSlot slot, ChannelRelay relay) {
        this.channel = channel;
        this.slot = slot;
        this.relay = relay;
        host = channel.host();
        world = host.world();
        progress = channel.progress();
        state = channel.applierState();
        log = new ApplierLog(host, channel.name());
        tracker = new SourceTracker(channel.ownFormat());
    }

    @Override
    public void interrupt() {
        relay.wake();
        host.domainOwners().wake();
    }

    @Override
    public ChannelError run() {
        log.initialized(progress.applied());
        ChannelError result = ChannelError.NONE;
        try (Target target = host.target(channel.name())) {
            applyAll(target);
        } catch (ApplyException e) {
            result = failed(e);
        } catch (IOException | MalformedBytesException e) {
            log.unreadable(e instanceof IOException io ? io : new IOException(e));
            result = failed(unreadable(host.profile()));
        }
        log.exiting(progress.applied().executed());
        channel.saveApplied();
        return result;
    }

    private ChannelError failed(ApplyException e) {
        String message = String.valueOf(e.getMessage()).replace("%s", position().file());
        log.failed(e.errno(), message, e.causeText(), progress.applied().executed());
        return new ChannelError(new ReceiverWords(host.profile()).errno(e.errno()), message,
                world.clock().epochMicros());
    }

    /** 1594 in the server's words. */
    static ApplyException unreadable(ServerProfile profile) {
        return new ApplyException(READ_FAILURE, new ReceiverWords(profile).unreadable());
    }

    private void applyAll(Target target) throws IOException, ApplyException {
        BinlogPosition failedAt = progress.applied().relay();
        long tries = 0;
        while (true) {
            ChannelProgress.Applied start = progress.applied();
            tracker = new SourceTracker(channel.ownFormat());
            tracker.accept(ArtificialEvents.rotate(new EventEncoder(host.serverId(), Checksum.NONE), start.executed()));
            try (BinlogStream stream = relay.stream(start.relay())) {
                applyFrom(stream, target);
                return;
            } catch (ApplyException e) {
                BinlogPosition at = progress.applied().relay();
                tries = at.equals(failedAt) ? tries + 1 : 1;
                failedAt = at;
                if (!retry(e, tries)) {
                    throw e;
                }
            }
        }
    }

    /** Waits before another try of the same group; false if there is to be none. */
    private boolean retry(ApplyException e, long tries) {
        if (!e.temporary() || slot.stopRequested()) {
            return false;
        }
        if (tries > host.settings().transactionRetries()) {
            log.retriedInVain(tries - 1, e.errno());
            return false;
        }
        channel.counter().retried();
        relay.pause(Math.min(tries, LONGEST_RETRY_PAUSE_SECONDS) * 1_000_000_000L);
        return !slot.stopRequested();
    }

    private void applyFrom(BinlogStream stream, Target target) throws IOException, ApplyException {
        GroupApplier group = new GroupApplier(target, host.profile());
        try {
            apply(stream, group, target);
        } finally {
            if (!world.killed()) {
                group.abandon();
                releaseDomain();
            }
        }
    }

    /** A request to stop is obeyed between groups, and within one only if its rest has not come. */
    private void apply(BinlogStream stream, GroupApplier group, Target target) throws IOException, ApplyException {
        WorldThread thread = world.threads().current();
        thread.stage(STAGE_READING);
        while (group.inside() || !slot.stopRequested() && !reachedUntil(group)) {
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
                case Item.Event event -> {
                    if (!apply(stream, event, group, target)) {
                        return;
                    }
                }
            }
        }
    }

    private boolean reachedUntil(GroupApplier group) {
        UntilCondition until = state.until();
        if (until instanceof UntilCondition.Never || group.inside()) {
            return false;
        }
        ChannelProgress.Applied now = progress.applied();
        Optional<String> reached = until.betweenGroups(now.relay(), now.executed(), host.executedGtids());
        reached.ifPresent(log::reached);
        return reached.isPresent();
    }

    private void awaitMore(WorldThread thread, BinlogPosition seen) {
        ChannelProgress.Applied now = progress.applied();
        progress.applied("next_event", new ChannelProgress.Applied(now.relay(), now.executed(), 0));
        thread.stage(new ReceiverWords(host.profile()).of(STAGE_WAITING));
        thread.begin(Activity.WAITING_FOR_EVENT);
        relay.awaitMore(seen, Transport.FOREVER);
        thread.end(Activity.WAITING_FOR_EVENT);
        thread.stage(STAGE_READING);
    }

    /** Applies an event; false if the thread is to end before it. */
    private boolean apply(BinlogStream stream, Item.Event item, GroupApplier group, Target target)
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
            return true;
        }
        BinlogEvent body = stream.decode(event);
        if (!group.inside() && isUntil(body)) {
            return false;
        }
        if (state.skip().skips(body)) {
            skipped(item, header, target, state.skip());
            return true;
        }
        if (body instanceof MariaDbGtidLog gtid && !group.inside() && isDuplicate(gtid.gtid(header.serverId()))) {
            if (slot.stopRequested()) {
                return false;
            }
            duplicate.restart();
            duplicate.set(1);
        }
        if (duplicate.skips(body)) {
            skipped(item, header, target, duplicate);
            return true;
        }
        if (!delay(header)) {
            return false;
        }
        apply(item, body, group);
        return true;
    }

    private boolean isUntil(BinlogEvent body) {
        Optional<String> reached = state.until().before(body, host.executedGtids());
        reached.ifPresent(log::reached);
        return reached.isPresent();
    }

    /** {@code gtid_ignore_duplicates}: another channel has applied it; waits while one is about to. */
    private boolean isDuplicate(MariaDbGtid group) {
        if (!host.settings().gtidIgnoreDuplicates() || channel.configuration().options().gtidUse() == GtidUse.NO) {
            return false;
        }
        hasDomain = host.domainOwners().take(channel.name(), group, () -> host.domainPosition(GtidUse.SLAVE_POS),
                slot::stopRequested);
        return !hasDomain;
    }

    private void releaseDomain() {
        if (hasDomain) {
            hasDomain = false;
            host.domainOwners().release(channel.name());
        }
    }

    /** The store has to know, too, or it would be applied after a restart. */
    private void skipped(Item.Event item, EventHeader header, Target target, SkipCounter by)
            throws IOException, ApplyException {
        if (by.betweenGroups()) {
            target.begin(header, null);
            target.commit(header, position());
            move(item, header);
        }
    }

    /** {@code sql_delay_event}: waits until the event is old enough; false if the thread is to end meanwhile. */
    private boolean delay(EventHeader header) {
        int delaySeconds = channel.configuration().options().delaySeconds();
        if (delaySeconds == 0) {
            return true;
        }
        long end = header.timestampSeconds() + progress.received().clockDifferenceSeconds() + delaySeconds;
        long leftNanos = end * 1_000_000_000L - world.clock().epochMicros() * 1_000;
        if (leftNanos <= 0) {
            return true;
        }
        WorldThread thread = world.threads().current();
        state.delayedUntil(end);
        thread.stage(STAGE_DELAYED);
        thread.begin(Activity.SLEEPING);
        while (leftNanos > 0 && !slot.stopRequested()) {
            relay.pause(leftNanos);
            leftNanos = end * 1_000_000_000L - world.clock().epochMicros() * 1_000;
        }
        thread.end(Activity.SLEEPING);
        state.delayedUntil(0);
        thread.stage(STAGE_READING);
        return !slot.stopRequested();
    }

    private void apply(Item.Event item, BinlogEvent body, GroupApplier group) throws IOException, ApplyException {
        EventHeader header = item.event().header();
        boolean complete = group.apply(header, body, position());
        channel.counter().applied(header, body, complete);
        if (complete) {
            releaseDomain();
            move(item, header);
            world.trace()
                    .emit(new TraceEvent.TransactionApplied(world.clock().nanos(), world.node(), channel.name(),
                            position(), world.threads().current().id()));
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
        if (entered && host.settings().relayLogPurge() && host.forceApplied(channel.name())) {
            relay.purgeBefore(end.file());
        }
        if (entered || host.appliedPosition(channel.name()).isEmpty()) {
            channel.saveApplied();
        }
    }
}
