package dev.lockstep.engine.semisync.source;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.profile.KilledWait;
import dev.lockstep.engine.profile.OldAck;
import dev.lockstep.engine.profile.ResetMaster;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.WaitNoReplica;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.AckWaitEnded.Outcome;
import dev.lockstep.engine.wire.SemiSyncReply;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Semi-synchronous replication on a source: counterpart of {@code ReplSemiSyncMaster} (semisync_master.cc, MySQL 5.7;
 * semisync.md C). One for each server. Commits wait for a position, not for a transaction: an ACK of a position releases
 * all that wait for it or an earlier one.
 *
 * <p>{@code enabled} is configuration; {@code on} is whether it operates:
 *
 * <pre>
 * off  -> on   enable (if replicas enough or wait_no_slave); an ACK that reaches the last commit; SET wait_no_slave=ON
 * on   -> off  disable; a wait's timeout; too few replicas without wait_no_slave, or at shutdown; a broken list
 * </pre>
 *
 * <p>Everything is guarded by {@code LOCK_binlog_}. Any thread may call any method; only {@link #waitForAcks} waits.
 */
public final class SemiSyncSource {
    private static final String STAGE_WAITING = "Waiting for semi-sync ACK from slave";
    private static final String FORCED_SHUTDOWN = "SEMISYNC: Forced shutdown. Some updates might not be replicated.";

    private static final long LOOK_NANOS = 5_000_000;

    private final World world;
    private final SemiSyncSettings settings;
    private final ServerLog log;
    private final TracedLock lock;
    private final ActiveTransactions active;
    private final AckContainer acks;
    private final WaitNoReplica rule;
    private final ResetMaster resetRule;
    private final KilledWait killRule;
    private final OldAck oldAcks;
    /** What threads that wait sleep on, by their numbers. */
    private final Map<Integer, ActiveTransactions.Node> sleepers = new HashMap<>();
    private final SemiSyncCounters counters = new SemiSyncCounters();
    private int waitForReplicaCount = 1;
    private int clients;
    private volatile boolean enabled;
    private volatile boolean on;
    private boolean shuttingDown;
    /** Largest position ever reported to be in the binlog, also while off. */
    private @Nullable BinlogPosition commitPosition;
    /** Largest position that enough replicas have. */
    private @Nullable BinlogPosition replyPosition;
    /**
     * Smallest position that a session waits for, if {@link #waitPositionKnown}. Afterwards it keeps its value: an ACK behind
     * it may still release sessions that wait for later positions.
     */
    private BinlogPosition waitPosition = new BinlogPosition("", 0);
    private boolean waitPositionKnown;

    /** Not enabled yet, and waiting for one replica. */
    public SemiSyncSource(World world, ServerProfile profile, SemiSyncSettings settings, ServerLog log) {
        this.world = world;
        this.settings = settings;
        this.log = log;
        this.lock = world.lock("LOCK_binlog_");
        this.active = new ActiveTransactions(lock, profile.waitCondition());
        this.acks = new AckContainer(profile.minAck());
        this.rule = profile.waitNoReplica();
        this.resetRule = profile.resetMaster();
        this.killRule = profile.killedWait();
        this.oldAcks = profile.oldAck();
    }

    /** Configured: {@code rpl_semi_sync_master_enabled}. */
    public boolean enabled() {
        return enabled;
    }

    /** Operating: {@code Rpl_semi_sync_master_status}, as an unlocked look at it. */
    public boolean on() {
        return enabled && on;
    }

    /** {@code SET GLOBAL rpl_semi_sync_master_enabled=ON}; the ACK receiver is started after it. */
    public void enable() {
        lock.lock("enableMaster");
        try {
            if (!enabled) {
                forgetPositions();
                enabled = true;
                log.note("Semi-sync replication enabled on the master.");
                if (rule != WaitNoReplica.BELOW_COUNT || settings.waitNoReplica() || clients >= waitForReplicaCount) {
                    switchOn("enabled");
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@code SET GLOBAL rpl_semi_sync_master_enabled=OFF}: wakes all that wait; the ACK receiver is stopped after it. */
    public void disable() {
        lock.lock("disableMaster");
        try {
            if (enabled) {
                switchOff("disabled");
                forgetPositions();
                acks.clear();
                enabled = false;
                log.note("Semi-sync replication disabled on the master.");
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@code rpl_semi_sync_master_wait_for_slave_count}. */
    public int waitForReplicaCount() {
        lock.lock("getWaitSlaveCount");
        try {
            return waitForReplicaCount;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sets the number of replicas to wait for. ACKs that are known count under the new number at once and may release
     * sessions; the number of clients is not looked at (semisync.md C.6).
     *
     * @param count 1 to 65535
     */
    public void setWaitForReplicaCount(int count) {
        if (count < 1 || count > 65_535) {
            throw new IllegalArgumentException("wait for " + count + " replicas");
        }
        lock.lock("setWaitSlaveCount");
        try {
            BinlogPosition reached = acks.resize(count);
            waitForReplicaCount = count;
            if (reached != null) {
                reportReply(0, reached);
            }
        } finally {
            lock.unlock();
        }
    }

    /** To be called when {@link SemiSyncSettings#waitNoReplica()} has become another value (semisync.md C.7). */
    public void waitNoReplicaChanged() {
        lock.lock("set_wait_no_slave");
        try {
            if (settings.waitNoReplica()) {
                if (enabled && !on) {
                    switchOn("wait_no_slave");
                }
            } else if (on && clients == 0) {
                nobodyLeft();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A group is in the binlog up to {@code groupEnd} and not published yet. Hook after_flush; LOCK_log is held. */
    public void reportBinlogUpdate(BinlogPosition groupEnd) {
        if (!enabled) {
            return;
        }
        lock.lock("writeTranxInBinlog");
        try {
            if (commitPosition == null || groupEnd.compareTo(commitPosition) > 0) {
                commitPosition = groupEnd;
            }
            if (on && !unattended()) {
                insert(groupEnd);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether semi-sync is on with nobody there, and commits are not to wait for somebody to come. */
    private boolean unattended() {
        return rule == WaitNoReplica.RELEASES && clients == 0 && !settings.waitNoReplica();
    }

    private void insert(BinlogPosition groupEnd) {
        BinlogPosition tail = active.tail();
        if (active.insert(groupEnd)) {
            world.trace()
                    .emit(new TraceEvent.GroupListed(world.clock().nanos(), world.node(),
                            world.threads().current().id(), groupEnd));
            return;
        }
        log.error("binlog write out-of-order, tail (" + pair(tail) + "), new node (" + pair(groupEnd) + ")");
        log.warning("Semi-sync failed to insert tranx_node for binlog file: " + groupEnd.file() + ", position: "
                + groupEnd.offset());
        switchOff("binlog write out-of-order");
    }

    /** Whether the event that ends at {@code eventEnd} is to be sent with the wish for an ACK. Dump threads ask it. */
    public boolean updateSyncHeader(BinlogPosition eventEnd) {
        if (!enabled) {
            return false;
        }
        lock.lock("updateSyncHeader");
        try {
            if (!enabled) {
                return false;
            }
            if (!on) {
                return commitPosition == null || eventEnd.reaches(commitPosition);
            }
            if (replyPosition != null && replyPosition.reaches(eventEnd)) {
                return false;
            }
            return (!waitPositionKnown || eventEnd.reaches(waitPosition)) && active.endsAt(eventEnd);
        } finally {
            lock.unlock();
        }
    }

    /** A dump thread has flushed an event that wants an ACK: {@code Rpl_semi_sync_master_net_waits}. */
    public void flaggedEventFlushed() {
        counters.netWaits.incrementAndGet();
    }

    /** A dump thread has waited so long for an ACK that it read itself: {@code Rpl_semi_sync_master_net_wait_time}. */
    public void replyAwaited(long micros) {
        counters.netWaits.incrementAndGet();
        counters.netWaitMicros.addAndGet(micros);
    }

    /** A semi-sync dump thread begins, after it was added to the ACK receiver. */
    public void addReplica() {
        lock.lock("add_slave");
        try {
            clients++;
            clientsChanged();
        } finally {
            lock.unlock();
        }
    }

    /** A semi-sync dump thread has ended, after it was removed from the ACK receiver. */
    public void removeReplica() {
        lock.lock("remove_slave");
        try {
            clients--;
            clientsChanged();
            boolean tooFew = switch (rule) {
                case BELOW_COUNT -> clients == waitForReplicaCount - 1;
                case LAST_LEAVES, RELEASES -> clients == 0;
            };
            if (!on() || !tooFew) {
                return;
            }
            if (shuttingDown) {
                log.warning(FORCED_SHUTDOWN);
                switchOff("shutdown");
            } else if (!settings.waitNoReplica()) {
                nobodyLeft();
            }
        } finally {
            lock.unlock();
        }
    }

    /** No replica is there, or too few, and nobody is to wait for one (semisync.md C.7). */
    private void nobodyLeft() {
        if (rule == WaitNoReplica.RELEASES) {
            active.signalAll();
            active.clear();
        } else {
            switchOff("too few replicas");
        }
    }

    /**
     * A packet that came from a replica on a dump connection; what is not an ACK is logged and dropped.
     *
     * @param current whether its dump reads the binlog that there is; asked under {@code LOCK_binlog_}
     */
    public void reportReplyPacket(long serverId, byte[] packet, BooleanSupplier current) {
        switch (SemiSyncReply.decode(packet)) {
            case SemiSyncReply.Refused refused -> log.error(refused.message());
            case SemiSyncReply.SemiSyncAck ack -> {
                BinlogPosition position = new BinlogPosition(ack.file(), ack.offset());
                world.trace()
                        .emit(new TraceEvent.AckReceived(world.clock().nanos(), world.node(),
                                world.threads().current().id(), serverId, position));
                handleAck(serverId, position, current);
            }
        }
    }

    /**
     * A replica has everything up to {@code position}: by an ACK, or because its dump begins there.
     *
     * @param current whether its dump reads the binlog that there is, and not one that RESET MASTER has deleted
     */
    public void handleAck(long serverId, BinlogPosition position, BooleanSupplier current) {
        lock.lock("handleAck");
        try {
            if (oldAcks == OldAck.IGNORED && !current.getAsBoolean()) {
                return;
            }
            BinlogPosition reached = waitForReplicaCount == 1 ? position : acks.insert(serverId, position);
            if (reached != null) {
                reportReply(serverId, reached);
            }
        } finally {
            lock.unlock();
        }
    }

    private void reportReply(long serverId, BinlogPosition position) {
        if (!enabled) {
            return;
        }
        if (!on && (commitPosition == null || position.reaches(commitPosition))) {
            switchOn("replica caught up");
            log.note("Semi-sync replication switched ON at (" + pair(position) + ")");
        }
        if (replyPosition == null || position.reaches(replyPosition)) {
            boolean news = !position.equals(replyPosition);
            replyPosition = position;
            if (news) {
                world.trace()
                        .emit(new TraceEvent.QuorumReached(world.clock().nanos(), world.node(),
                                world.threads().current().id(), serverId, position));
            }
            active.acknowledged(position);
        }
        if (counters.waitSessions > 0 && replyPosition.reaches(waitPosition)) {
            waitPositionKnown = false;
            active.signalUpTo(replyPosition);
        }
    }

    /**
     * Waits until enough replicas have the binlog up to {@code position}, semi-sync is switched off, or the time is up,
     * which switches it off. Hooks after_sync ({@code LOCK_commit} held) and after_commit.
     */
    public CommitWait waitForAcks(BinlogPosition position) {
        if (!enabled) {
            return CommitWait.ASYNCHRONOUS;
        }
        lock.lock("commitTrx");
        try {
            ActiveTransactions.Node node = active.find(position);
            CommitWait result = on() ? new Wait(position, node).run() : CommitWait.ASYNCHRONOUS;
            boolean counts = result.semiSync()
                    || result == CommitWait.KILLED && killRule == KilledWait.COUNTED_AS_ACKED;
            if (on && counts) {
                counters.yesTransactions++;
            } else {
                counters.noTransactions++;
            }
            if (node != null && !node.waitedFor() && result != CommitWait.KILLED) {
                active.clearUpTo(position);
            }
            return result;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The session that runs on a thread was told to stop: if it waits, it looks ({@code THD::awake} broadcasts what the thread
     * waits for).
     *
     * @param before is run first, if it waits
     */
    public void wake(int thread, Runnable before) {
        lock.lock("awake");
        try {
            ActiveTransactions.Node node = sleepers.get(thread);
            if (node != null) {
                before.run();
                node.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** One session's wait; {@code LOCK_binlog_} is held but while it sleeps. */
    private final class Wait {
        private final BinlogPosition position;
        private final ActiveTransactions.@Nullable Node node;
        private final long startNanos = world.clock().nanos();
        private final long startMicros = world.clock().epochMicros();
        /**
         * Computed once: a timeout that is changed later does not touch those that wait already (semisync.md S6). By the wall
         * clock, as the server's mysql_cond_timedwait has it: a clock that jumps moves it.
         */
        private final long deadlineMicros = startMicros + settings.timeoutMillis() * 1_000;
        private boolean told;
        private int wakeUps;

        Wait(BinlogPosition position, ActiveTransactions.@Nullable Node node) {
            this.position = position;
            this.node = node;
        }

        CommitWait run() {
            String stage = world.threads().current().stage();
            CommitWait result = loop();
            tellEnd(result, stage);
            return result;
        }

        private CommitWait loop() {
            while (on) {
                if (replyPosition != null && replyPosition.reaches(position)) {
                    return CommitWait.SEMI_SYNC;
                }
                if (node == null || unattended()) {
                    return CommitWait.ASYNCHRONOUS;
                }
                if (killEndsIt() && world.threads().current().told()) {
                    return CommitWait.KILLED;
                }
                lowerWaitPosition();
                if (shuttingDown && clients == waitForReplicaCount - 1) {
                    log.warning(FORCED_SHUTDOWN);
                    switchOff("shutdown");
                    return CommitWait.ABORTED;
                }
                tellStart();
                if (!sleep(node)) {
                    return CommitWait.TIMEOUT;
                }
            }
            return shuttingDown ? CommitWait.ABORTED : CommitWait.SWITCHED_OFF;
        }

        private boolean killEndsIt() {
            return killRule != KilledWait.WAITS_ON;
        }

        private void lowerWaitPosition() {
            if (!waitPositionKnown) {
                waitPosition = position;
                waitPositionKnown = true;
            } else if (waitPosition.reaches(position)) {
                waitPosition = position;
                counters.waitPositionBacktraverse++;
            }
        }

        /** Sleeps until it is woken; false if the time was up, which switches semi-sync off. */
        private boolean sleep(ActiveTransactions.Node node) {
            counters.waitSessions++;
            int thread = world.threads().current().id();
            sleepers.put(thread, node);
            boolean signalled = node.awaitUntil(deadlineMicros);
            sleepers.remove(thread);
            if (counters.waitSessions > 0) {
                counters.waitSessions--;
            }
            if (signalled) {
                wakeUps++;
                counters.waited(world.clock().epochMicros() - startMicros);
                return true;
            }
            BinlogPosition reply = replyPosition == null ? new BinlogPosition("", 0) : replyPosition;
            log.warning("Timeout waiting for reply of binlog (file: " + position.file() + ", pos: " + position.offset()
                    + "), semi-sync up to file " + reply.file() + ", position " + reply.offset() + ".");
            switchOff("timeout");
            return false;
        }

        private void tellStart() {
            if (!told) {
                told = true;
                world.threads().current().stage(STAGE_WAITING);
                world.trace()
                        .emit(new TraceEvent.AckWaitStarted(world.clock().nanos(), world.node(),
                                world.threads().current().id(), position, killEndsIt()));
            }
        }

        private void tellEnd(CommitWait result, String stage) {
            if (!told) {
                return;
            }
            long now = world.clock().nanos();
            Outcome outcome = switch (result) {
                case SEMI_SYNC -> Outcome.ACKED;
                case TIMEOUT -> Outcome.TIMEOUT;
                case ABORTED, KILLED -> Outcome.ABORTED;
                case ASYNCHRONOUS, SWITCHED_OFF -> Outcome.SWITCHED_OFF;
            };
            world.trace()
                    .emit(new TraceEvent.AckWaitEnded(now, world.node(), world.threads().current().id(), position,
                            outcome, now - startNanos, wakeUps));
            world.threads().current().stage(stage);
        }
    }

    /**
     * {@code RESET MASTER} begins, with commits under way: semi-sync is disabled in versions that wake who waits; whether it
     * was.
     */
    public boolean beforeResetMaster() {
        boolean disabled = resetRule == ResetMaster.WAKES_WAITERS && enabled;
        if (disabled) {
            disable();
        }
        return disabled;
    }

    /**
     * {@code RESET MASTER} has deleted the binlog: positions, ACKs and counters are forgotten.
     *
     * @param disabledBefore what {@link #beforeResetMaster()} said
     */
    public void resetMaster(boolean disabledBefore) {
        if (disabledBefore) {
            log.note("Enable Semi-sync Master after reset master");
            enable();
        }
        lock.lock("resetMaster");
        try {
            acks.clear();
            forgetPositions();
            counters.reset();
            if (resetRule != ResetMaster.KEEPS_STATE && enabled && !on) {
                switchOn("reset master");
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * {@code SHUTDOWN WAIT FOR ALL SLAVES}: waits until all that may still need an ACK has it, semi-sync goes off, or a
     * commit's time is up.
     */
    public void awaitAllReplies() {
        long deadline = world.clock().nanos() + settings.timeoutMillis() * 1_000_000;
        boolean told = false;
        while (unacknowledged() && world.clock().nanos() < deadline) {
            if (!told) {
                told = true;
                log.note("Delaying shutdown to await semi-sync ACK");
            }
            world.threads().sleep(LOOK_NANOS);
        }
    }

    private boolean unacknowledged() {
        lock.lock("await_all_slave_replies");
        try {
            return enabled && on && active.size() > 0 && !unattended();
        } finally {
            lock.unlock();
        }
    }

    /** What the server's configuration says. */
    SemiSyncSettings settings() {
        return settings;
    }

    /** {@code FLUSH STATUS}. */
    public void flushStatus() {
        lock.lock("flush_status");
        try {
            counters.resetExported();
        } finally {
            lock.unlock();
        }
    }

    /** The server shuts down: sessions that wait look again whether enough replicas are left. */
    public void shutdown() {
        lock.lock("close_connections");
        try {
            shuttingDown = true;
            active.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** All status variables. */
    public SemiSyncStatus status() {
        lock.lock("setExportStats");
        try {
            return counters.status(enabled && on, clients);
        } finally {
            lock.unlock();
        }
    }

    private void forgetPositions() {
        commitPosition = null;
        replyPosition = null;
        waitPositionKnown = false;
    }

    private void switchOn(String reason) {
        on = true;
        world.trace().emit(new TraceEvent.SemiSyncSwitched(world.clock().nanos(), world.node(), true, reason));
    }

    /** Counts even if it is off already, as the server does. */
    private void switchOff(String reason) {
        on = false;
        counters.timesSwitchedOff++;
        waitPositionKnown = false;
        replyPosition = null;
        log.note("Semi-sync replication switched OFF.");
        world.trace().emit(new TraceEvent.SemiSyncSwitched(world.clock().nanos(), world.node(), false, reason));
        active.switchedOff();
    }

    private void clientsChanged() {
        world.trace().emit(new TraceEvent.SemiSyncClients(world.clock().nanos(), world.node(), clients));
    }

    private static String pair(@Nullable BinlogPosition position) {
        return position == null ? "" : position.file() + ", " + position.offset();
    }
}
