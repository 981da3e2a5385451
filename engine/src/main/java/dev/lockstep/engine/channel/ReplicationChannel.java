package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EventEncoder;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.binlog.gtid.MariaDbGtidPosition;
import dev.lockstep.engine.log.MasterInfo;
import dev.lockstep.engine.log.MasterInfoFile;
import dev.lockstep.engine.log.RelayLog;
import dev.lockstep.engine.log.RelayLogInfo;
import dev.lockstep.engine.log.Saving;
import dev.lockstep.engine.profile.GtidRelayLog;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.semisync.replica.SemiSyncStream;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A channel of a replica: where its source is, how far it is, its relay log and its two threads. Counterpart of
 * {@code Master_info} and {@code Relay_log_info} (MySQL 5.7). Any thread may call; statements that change the channel take
 * turns by its {@code m_channel_lock}, and {@link #status()} waits for none of them.
 *
 * <p>After a restart the receiver goes on where the relay log ends, and the applier where the table store says that it
 * came; what is in the relay log and not in the store is applied from there. So nothing is lost or applied twice. If the
 * relay log does not reach that far, or with {@code relay_log_recovery}, or by GTID in MariaDB ({@link GtidRelayLog}), the
 * relay log is dropped and the receiver fetches again from what is applied.
 */
public final class ReplicationChannel implements AutoCloseable {
    private static final int NOT_CONFIGURED = 1200;
    private static final int UNTIL_WANTS_GTID = 1949;
    private static final int BAD_UNTIL = 1277;
    private static final int RUNS_ALREADY = 1254;
    private static final int RECEIVER_MUST_STOP = 3021;
    private static final int CHANNEL_MUST_STOP = 3081;
    private static final int APPLIER_MUST_STOP = 3085;
    private static final int AUTO_POSITION_WITH_POSITION = 1776;

    private final ReplicaHost host;
    private final World world;
    private final String name;
    private final ChannelFiles files;
    private final FormatDescription ownFormat;
    private final ChannelProgress progress;
    private final ChannelSettings settings;
    private final ChannelCounter counter = new ChannelCounter();
    private final ThreadSlot receiver;
    private final ThreadSlot applier;
    private final ApplierState applierState = new ApplierState();
    private final SemiSyncStream semiSync;
    private final SourceMemory sources = new SourceMemory();
    private final TracedLock channelLock;
    private final TracedLock filesLock;
    private volatile ChannelConfiguration configuration;
    private volatile @Nullable ChannelRelay relay;
    private volatile boolean relayIsStale;

    private ReplicationChannel(ReplicaHost host, String name) {
        this.host = host;
        this.name = name;
        world = host.world();
        configuration = never(host.profile());
        files = new ChannelFiles(world.files(), name, layout(host.profile()));
        ownFormat = format(host.profile(), host.settings().binlogChecksum());
        progress = new ChannelProgress(world);
        settings = new ChannelSettings(host.settings());
        receiver = new ThreadSlot(world, name, ChannelThread.RECEIVER);
        applier = new ThreadSlot(world, name, ChannelThread.APPLIER);
        semiSync = host.semiSync().stream(name);
        channelLock = world.lock("Master_info::m_channel_lock");
        filesLock = world.lock("Master_info::info_files");
    }

    private static MasterInfoFile.Layout layout(ServerProfile profile) {
        return switch (profile.dialect()) {
            case MYSQL -> MasterInfoFile.Layout.MYSQL;
            case MARIADB -> MasterInfoFile.Layout.MARIADB;
        };
    }

    private static FormatDescription format(ServerProfile profile, Checksum checksum) {
        return switch (profile.dialect()) {
            case MYSQL -> FormatDescription.mySql57(profile.version(), 0, checksum);
            case MARIADB -> FormatDescription.mariaDb(profile.version(), 0, checksum);
        };
    }

    /** Opens a channel, with what its state files say if there are any. Starts no thread. */
    public static ReplicationChannel open(ReplicaHost host, String name) throws IOException {
        ReplicationChannel channel = new ReplicationChannel(host, name);
        Optional<MasterInfo> known = channel.files.readSource();
        if (known.isPresent() && !known.get().host().isEmpty()) {
            channel.recover(known.get());
        }
        return channel;
    }

    /** Name; the default channel's is empty. */
    public String name() {
        return name;
    }

    /** Whether CHANGE MASTER TO was run for it. */
    public boolean configured() {
        return configuration.configured();
    }

    ReplicaHost host() {
        return host;
    }

    /** Where it connects to. */
    public ChannelConfiguration configuration() {
        return configuration;
    }

    ChannelProgress progress() {
        return progress;
    }

    SourceMemory sources() {
        return sources;
    }

    ApplierState applierState() {
        return applierState;
    }

    /** How far the source's log is applied. */
    public BinlogPosition applied() {
        return progress.applied().executed();
    }

    ChannelCounter counter() {
        return counter;
    }

    /** Own {@code max_relay_log_size} in bytes; 0 for the server's. */
    public void maxRelayLogBytes(long bytes) {
        settings.maxRelayLogBytes(bytes);
    }

    FormatDescription ownFormat() {
        return ownFormat;
    }

    /** A channel that was never configured. */
    public static ChannelConfiguration never(ServerProfile profile) {
        return ChannelConfiguration.NONE.asking(switch (profile.gtidDefault()) {
            case POSITION -> GtidUse.NO;
            case SLAVE_POS -> GtidUse.SLAVE_POS;
        });
    }

    private void recover(MasterInfo info) throws IOException {
        configuration = ChannelFiles.configuration(info);
        Optional<RelayLogInfo> saved = files.readApplied();
        saved.ifPresent(there -> configuration = configuration.delayed(there.delaySeconds()));
        BinlogPosition stored = saved.map(RelayLogInfo::source).orElse(info.position());
        BinlogPosition applied = host.appliedPosition(name).orElse(stored);
        RelayLog log = openRelay(Saving.DURABLE);
        BinlogPosition received = log.recovery().sourceEnd().orElse(applied);
        ChannelRelay opened = new ChannelRelay(world, name, settings, counter, log);
        boolean byGtid = configuration.autoPosition() || configuration.options().gtidUse() != GtidUse.NO;
        boolean again = host.settings().relayLogRecovery() || byGtid && !keepsRelayByGtid();
        Optional<BinlogPosition> place = again ? Optional.empty() : place(opened, saved, applied, received);
        if (place.isEmpty()) {
            opened.delete(Saving.DURABLE);
            opened = new ChannelRelay(world, name, settings, counter, openRelay(Saving.DURABLE));
            received = applied;
        }
        relay = opened;
        progress.applied("init_recovery", new ChannelProgress.Applied(place.orElse(opened.end()), applied, 0));
        opened.tellRecovered(received);
        BinlogPosition read = received;
        GtidSet retrieved = configuration.autoPosition()
                ? RelayGtids.read(opened, ownFormat, progress.applied().relay(), MariaDbGtidPosition.EMPTY).retrieved()
                : GtidSet.EMPTY;
        progress.received("init_recovery", now -> new ChannelProgress.Received(read, 0, info.sourceUuid(), 0, 0,
                retrieved, MariaDbGtidPosition.EMPTY));
        tellConfigured();
    }

    /** Where the applier goes on in the relay log: where it was, if the store says the same, or wherever that is. */
    private Optional<BinlogPosition> place(ChannelRelay opened, Optional<RelayLogInfo> saved, BinlogPosition applied,
            BinlogPosition received) throws IOException {
        boolean same = received.reaches(applied) && saved.isPresent() && saved.get().source().equals(applied)
                && opened.holds(saved.get().relay().file());
        return same ? saved.map(RelayLogInfo::relay) : RelayLocator.find(opened, ownFormat, applied);
    }

    private RelayLog openRelay(Saving saving) throws IOException {
        return RelayLog.open(world.files(), files.relayBase(), new EventEncoder(host.serverId(), ownFormat.checksum()),
                ownFormat, world.clock().epochMicros() / 1_000_000, saving);
    }

    /**
     * {@code CHANGE MASTER TO}. Unless it names a place in the relay log, the relay log is dropped; without a position of the
     * source, the receiver goes on from what is applied, or at the first file if the source is another.
     */
    public void configure(ChannelChange change) throws ChannelRefusedException, IOException {
        channelLock.lock("change_master");
        try {
            check(change);
            String before = describe();
            BinlogPosition start = ChannelConfiguration.startAfter(change, progress.applied().executed());
            boolean another = !start.equals(progress.applied().executed());
            configuration = configuration.with(change);
            boolean keep = change.relayLogFile() != null || change.relayLogPosition() != null
                    || applier.running() || receiver.running();
            ChannelRelay now = relay;
            if (keep && now != null) {
                now.sync();
                keepRelay(change, start);
            } else {
                freshRelay(start, Saving.DURABLE);
            }
            save();
            host.log()
                    .note("'CHANGE MASTER TO FOR CHANNEL '" + name + "' executed'. Previous state " + before
                            + ". New state " + describe() + ".");
            tellConfigured();
            if (another) {
                progress.received("change_master", seen -> new ChannelProgress.Received(seen.read(), 0, "", 0, 0,
                        GtidSet.EMPTY, MariaDbGtidPosition.EMPTY));
            }
        } finally {
            channelLock.unlock();
        }
    }

    private void check(ChannelChange change) throws ChannelRefusedException {
        if (receiver.running() && change.concernsReceiver()) {
            throw new ChannelRefusedException(RECEIVER_MUST_STOP,
                    "This operation cannot be performed with a running slave "
                            + "io thread; run STOP SLAVE IO_THREAD FOR CHANNEL '" + name + "' first.");
        }
        boolean moves = change.host() != null || change.port() != null || change.logFile() != null
                || change.logPosition() != null || change.relayLogFile() != null || change.relayLogPosition() != null;
        if (moves && applier.running()) {
            throw mustStop();
        }
        if (change.options().delaySeconds() != null && applier.running()) {
            throw new ChannelRefusedException(APPLIER_MUST_STOP,
                    "This operation cannot be performed with a running slave sql thread; run STOP SLAVE SQL_THREAD FOR "
                            + "CHANNEL '" + name + "' first.");
        }
        boolean auto = configuration.with(change).autoPosition();
        boolean position = change.logFile() != null || change.logPosition() != null || change.relayLogFile() != null
                || change.relayLogPosition() != null;
        if (auto && position) {
            throw new ChannelRefusedException(AUTO_POSITION_WITH_POSITION,
                    "Parameters MASTER_LOG_FILE, MASTER_LOG_POS, "
                            + "RELAY_LOG_FILE and RELAY_LOG_POS cannot be set when MASTER_AUTO_POSITION is active.");
        }
    }

    private ChannelRefusedException mustStop() {
        return new ChannelRefusedException(CHANNEL_MUST_STOP,
                "This operation cannot be performed with running replication "
                        + "threads; run STOP SLAVE FOR CHANNEL '" + name + "' first");
    }

    private void keepRelay(ChannelChange change, BinlogPosition start) {
        ChannelProgress.Applied now = progress.applied();
        String file = change.relayLogFile();
        Long offset = change.relayLogPosition();
        BinlogPosition place = new BinlogPosition(file == null ? now.relay().file() : file,
                offset == null ? now.relay().offset() : offset);
        progress.applied("change_master", new ChannelProgress.Applied(place, now.executed(), 0));
        if (change.logFile() != null || change.logPosition() != null || change.host() != null
                || change.port() != null) {
            progress.received("change_master", seen -> seen.at(start));
        }
    }

    private void freshRelay(BinlogPosition start, Saving saving) throws IOException {
        ChannelRelay old = relay;
        if (old != null) {
            old.delete(saving);
        }
        ChannelRelay opened = new ChannelRelay(world, name, settings, counter, openRelay(saving));
        relay = opened;
        progress.applied("change_master", new ChannelProgress.Applied(opened.end(), start, 0));
        progress.received("change_master", seen -> seen.at(start));
    }

    private String describe() {
        BinlogPosition read = progress.received().read();
        return "master_host='" + configuration.host() + "', master_port= " + configuration.port()
                + ", master_log_file='" + read.file() + "', master_log_pos= " + read.offset() + ", master_bind=''";
    }

    /** {@code START SLAVE}; a thread that runs already is left alone. */
    public void start(Set<ChannelThread> which) throws ChannelRefusedException, IOException {
        start(which, new UntilCondition.Never());
    }

    /** {@code START SLAVE UNTIL}; the condition is for the applier, if it is one that starts. */
    public void start(Set<ChannelThread> which, UntilCondition until) throws ChannelRefusedException, IOException {
        channelLock.lock("start_slave");
        try {
            if (!configured()) {
                throw new ChannelRefusedException(NOT_CONFIGURED,
                        "The server is not configured as slave; fix in config file or with CHANGE MASTER TO");
            }
            check(which, until);
            ChannelRelay log = relay;
            if (log == null) {
                freshRelay(progress.applied().executed(), Saving.DURABLE);
                log = relay;
            }
            if (which.contains(ChannelThread.RECEIVER) && !receiver.running() && beginsByGtid()) {
                log = relay;
            }
            if (log == null) {
                throw new IllegalStateException("no relay log");
            }
            boolean startsApplier = which.contains(ChannelThread.APPLIER) && !applier.running();
            if (startsApplier) {
                // before the receiver, which tells the source of it
                startsApplier(until);
            }
            if (which.contains(ChannelThread.RECEIVER) && !receiver.running()) {
                receiver.start("slave_io" + forChannel(), ChannelThreadState.CONNECTING,
                        new Receiver(this, receiver, log, semiSync));
            }
            if (startsApplier) {
                applier.start("slave_sql" + forChannel(), ChannelThreadState.YES, new Applier(this, applier, log));
            }
        } finally {
            channelLock.unlock();
        }
    }

    private void check(Set<ChannelThread> which, UntilCondition until) throws ChannelRefusedException {
        if (!(until instanceof UntilCondition.DomainPosition)) {
            return;
        }
        if (configuration.options().gtidUse() == GtidUse.NO) {
            throw new ChannelRefusedException(UNTIL_WANTS_GTID,
                    "START SLAVE UNTIL master_gtid_pos requires that slave is using GTID");
        }
        if (!which.equals(ChannelThread.BOTH)) {
            throw new ChannelRefusedException(BAD_UNTIL,
                    "Incorrect parameter or combination of parameters for START SLAVE UNTIL");
        }
        if (receiver.running() || applier.running()) {
            throw new ChannelRefusedException(RUNS_ALREADY, "Slave is already running");
        }
    }

    private boolean keepsRelayByGtid() {
        return host.profile().gtidRelayLog() == GtidRelayLog.KEPT;
    }

    /** {@code gtid_slave_pos} was set: what the relay log holds does not follow it. */
    public void positionGiven() {
        relayIsStale = true;
    }

    /**
     * By GTID and with no applier running, the channel begins anew where the GTIDs say. MariaDB drops the relay log then; if
     * it is kept, the source is asked for what comes behind it. A node that comes up after a crash and drops it does so
     * whatever the relay log is, so nothing waits here until it is on disk. Whether the relay log is another one.
     */
    private boolean beginsByGtid() throws IOException {
        GtidUse use = configuration.options().gtidUse();
        if (use == GtidUse.NO || applier.running()) {
            return false;
        }
        ChannelRelay kept = relay;
        MariaDbGtidPosition applied = host.domainPosition(use);
        if (keepsRelayByGtid() && !relayIsStale && kept != null) {
            MariaDbGtidPosition end = RelayGtids.read(kept, ownFormat, progress.applied().relay(), applied).domains();
            progress.received("start_slave", now -> now.with(end));
            return false;
        }
        freshRelay(progress.applied().executed(), keepsRelayByGtid() ? Saving.DURABLE : Saving.LOOSE);
        relayIsStale = false;
        progress.received("start_slave", now -> now.with(applied));
        return true;
    }

    private void startsApplier(UntilCondition until) {
        applierState.starts(until);
        long skip = host.takeSkipCounter();
        if (skip > 0) {
            applierState.skip().set(skip);
        }
    }

    /** {@code sql_slave_skip_counter} of this channel alone (MariaDB): while no applier runs. */
    public void skip(long events) throws ChannelRefusedException {
        channelLock.lock("set_skip_counter");
        try {
            if (applier.running()) {
                throw mustStop();
            }
            applierState.skip().set(events);
        } finally {
            channelLock.unlock();
        }
    }

    private String forChannel() {
        return name.isEmpty() ? "" : " '" + name + "'";
    }

    /** {@code STOP SLAVE}: comes back when the threads have ended; one that does not run is left alone. */
    public void stop(Set<ChannelThread> which) {
        channelLock.lock("stop_slave");
        try {
            stopThreads(which);
        } finally {
            channelLock.unlock();
        }
    }

    private void stopThreads(Set<ChannelThread> which) {
        if (which.equals(ChannelThread.BOTH)) {
            // while the receiver takes leave of its source, the applier ends its group
            applier.request();
        }
        if (which.contains(ChannelThread.RECEIVER)) {
            receiver.stop();
        }
        if (which.contains(ChannelThread.APPLIER)) {
            applier.stop();
        }
    }

    /** {@code RESET SLAVE}: drops relay logs and positions; the configuration stays until the server ends. */
    public void reset() throws ChannelRefusedException, IOException {
        channelLock.lock("reset_slave");
        try {
            forget();
        } finally {
            channelLock.unlock();
        }
    }

    /** {@code RESET SLAVE ALL}: drops the configuration too. */
    public void resetAll() throws ChannelRefusedException, IOException {
        channelLock.lock("reset_slave");
        try {
            forget();
            configuration = never(host.profile());
            files.deleteRelayIndex();
            world.trace().emit(new TraceEvent.ChannelRemoved(world.clock().nanos(), world.node(), name));
        } finally {
            channelLock.unlock();
        }
    }

    /** {@code FLUSH RELAY LOGS}: a new relay log file begins. */
    public void rotateRelay() throws IOException {
        channelLock.lock("flush_relay_logs");
        try {
            ChannelRelay log = relay;
            if (log != null) {
                log.rotate();
            }
        } finally {
            channelLock.unlock();
        }
    }

    private void forget() throws ChannelRefusedException, IOException {
        if (receiver.running() || applier.running()) {
            throw mustStop();
        }
        if (!host.forceApplied(name)) {
            throw new IOException("the tables could not be brought to disk: sessions stay in their statements");
        }
        ChannelRelay log = relay;
        relay = null;
        if (log != null) {
            log.delete(Saving.DURABLE);
        }
        files.delete();
        BinlogPosition nowhere = new BinlogPosition("", BinlogPosition.FIRST_OFFSET);
        progress.applied("reset_slave", new ChannelProgress.Applied(nowhere, nowhere, 0));
        applierState.reset();
        configuration = configuration.delayed(0).asking(never(host.profile()).options().gtidUse());
        progress.received("reset_slave",
                now -> new ChannelProgress.Received(nowhere, 0, "", 0, 0, GtidSet.EMPTY, MariaDbGtidPosition.EMPTY));
    }

    /** What {@code SHOW SLAVE STATUS} shows. */
    public ChannelStatus status() {
        ThreadSlot.View io = receiver.view();
        ThreadSlot.View sql = applier.view();
        ChannelProgress.Received received = progress.received();
        ChannelProgress.Applied applied = progress.applied();
        ChannelRelay log = relay;
        return new ChannelStatus(name, configuration, io.state(), sql.state(), io.stage(), sql.stage(),
                received.read(), applied.relay(), applied.executed(), log == null ? 0 : log.totalBytes(),
                behind(io, sql, received, applied), io.error(), sql.error(), received.sourceServerId(),
                received.sourceUuid(), files.sourceName(), received.gtids().toString(), received.domains().toString(),
                received.heartbeats(),
                progress.lastHeartbeatMicros(), settings.maxRelayLogBytes(), counter.now(), applying());
    }

    private ApplierStatus applying() {
        long end = applierState.delayEndSeconds();
        Long left = end == 0 ? null : (Long) Math.max(0, end - world.clock().epochMicros() / 1_000_000);
        return new ApplierStatus(applierState.skip().left(), applierState.until(),
                configuration.options().delaySeconds(), left);
    }

    /** Seconds_Behind_Master, as the server computes it. */
    private @Nullable Long behind(ThreadSlot.View io, ThreadSlot.View sql, ChannelProgress.Received received,
            ChannelProgress.Applied applied) {
        if (!sql.state().running()) {
            return null;
        }
        if (received.read().equals(applied.executed())) {
            return io.state() == ChannelThreadState.YES ? 0L : null;
        }
        if (applied.lastEventSeconds() == 0) {
            return 0L;
        }
        long now = world.clock().epochMicros() / 1_000_000;
        return Math.max(0, now - applied.lastEventSeconds() - received.clockDifferenceSeconds());
    }

    /** Stops the threads, saves positions and closes the files. */
    @Override
    public void close() {
        channelLock.lock("end_slave");
        try {
            stopThreads(ChannelThread.BOTH);
            ChannelRelay log = relay;
            relay = null;
            if (configured() && log != null) {
                save();
                log.close();
            }
            host.semiSync().forget(semiSync);
        } catch (IOException e) {
            host.log().error("Failed to close relay log of channel '" + name + "': " + e.getMessage());
        } finally {
            channelLock.unlock();
        }
    }

    private void save() {
        saveSource(true);
        saveApplied();
    }

    /** Writes {@code master.info}. */
    void saveSource(boolean durable) {
        filesLock.lock("flush_master_info");
        try {
            ChannelProgress.Received now = progress.received();
            files.writeSource(configuration, now.read(), now.sourceUuid(), durable);
        } catch (IOException e) {
            host.log().error("Failed to flush master info: " + e.getMessage());
        } finally {
            filesLock.unlock();
        }
    }

    /** Writes {@code relay-log.info}. */
    void saveApplied() {
        filesLock.lock("flush_relay_log_info");
        try {
            files.writeApplied(progress.applied(), configuration.options().delaySeconds(),
                    host.appliedPosition(name).isEmpty());
        } catch (IOException e) {
            host.log().error("Failed to flush relay log info: " + e.getMessage());
        } finally {
            filesLock.unlock();
        }
    }

    private void tellConfigured() {
        world.trace()
                .emit(new TraceEvent.ChannelConfigured(world.clock().nanos(), world.node(), name, configuration.host(),
                        configuration.port()));
    }
}
