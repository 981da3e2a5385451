package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.link.ClientLink;
import dev.lockstep.engine.link.ClientSettings;
import dev.lockstep.engine.link.PacketLink;
import dev.lockstep.engine.profile.RelaySync;
import dev.lockstep.engine.profile.SourceTalk;
import dev.lockstep.engine.semisync.replica.SemiSyncStream;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.Command;
import dev.lockstep.engine.wire.CommandCode;
import dev.lockstep.engine.wire.ReplicationCommand.ComBinlogDump;
import dev.lockstep.engine.wire.ReplicationCommand.ComBinlogDumpGtid;
import dev.lockstep.engine.wire.SemiSyncHeader;
import dev.lockstep.engine.wire.SemiSyncReply.SemiSyncAck;
import dev.lockstep.engine.wire.ServerError;
import dev.lockstep.engine.wire.FramingException;
import dev.lockstep.engine.wire.ServerErrorException;
import dev.lockstep.engine.world.TracedCondition;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.Transport;
import dev.lockstep.engine.world.World;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The I/O thread of a channel: connects to the source, asks for its binlog, puts it into the relay log, and acknowledges
 * what the source wants acknowledged. Counterpart of {@code handle_slave_io} (rpl_slave.cc, MySQL 5.7; semisync.md A.4 to
 * A.6, E.2). A lost connection is tried again at once, then every {@code MASTER_CONNECT_RETRY} seconds, up to
 * {@code MASTER_RETRY_COUNT} times; other errors end the thread.
 */
final class Receiver implements ThreadSlot.Body {
    private static final int CANNOT_CONNECT = 2003;
    private static final int BINLOG_SEND_ANNOTATE_ROWS = DumpRequest.SEND_ANNOTATE_ROWS;
    static final int PACKET_TOO_LARGE = 1153;
    private static final int OUT_OF_RESOURCES = 1041;
    private static final int SHUTDOWN_IN_PROGRESS = 1053;
    private static final int PACKETS_OUT_OF_ORDER = 1156;

    private final ReplicationChannel channel;
    private final ReplicaHost host;
    private final World world;
    private final ThreadSlot slot;
    private final ChannelConfiguration configuration;
    private final ChannelRelay relay;
    private final ChannelProgress progress;
    private final SemiSyncStream semiSync;
    private final ChannelLog log;
    private final ReceiverWords words;
    private final PacketWatch watch;
    private final TracedLock sleepLock;
    private final TracedCondition sleepCondition;
    private volatile @Nullable Transport transport;
    private @Nullable ClientSettings settings;
    private @Nullable PacketLink packets;
    private long connectionId;
    private String failedAt = "";
    private int reconnects;
    private boolean untilReached;
    private long eventsSinceSave;
    /** Why the source did not take the registration; stays until it does. */
    private ChannelError reported = ChannelError.NONE;

    Receiver(ReplicationChannel channel, ThreadSlot slot, ChannelRelay relay, SemiSyncStream semiSync) {
        this.channel = channel;
        this.slot = slot;
        this.relay = relay;
        this.semiSync = semiSync;
        host = channel.host();
        world = host.world();
        configuration = channel.configuration();
        progress = channel.progress();
        log = new ChannelLog(host, channel.name());
        words = new ReceiverWords(host.profile());
        watch = new PacketWatch(world, channel.name());
        sleepLock = world.lock("Master_info::sleep_lock");
        sleepCondition = sleepLock.condition("sleep_cond");
    }

    @Override
    public void interrupt() {
        Transport open = transport;
        if (open != null) {
            open.close();
        }
        sleepLock.lock("terminate_slave_thread");
        sleepCondition.signalAll();
        sleepLock.unlock();
    }

    @Override
    public ChannelError run() {
        pass(ReceiverHook.THREAD_START);
        semiSync.receiverStarts(configuration.source(), read());
        ChannelError result = ChannelError.NONE;
        try {
            receive();
        } catch (ReceiverFailure e) {
            String message = String.valueOf(e.getMessage());
            int errno = words.errno(e.errno());
            result = new ChannelError(errno, message, world.clock().epochMicros());
            log.report("I/O", errno, message);
        } finally {
            if (!world.killed()) {
                pass(ReceiverHook.THREAD_STOP);
                if (semiSync.receiverStops(this::killDumpThread)) {
                    quit();
                }
                closeTransport();
            }
        }
        stage("Waiting for slave mutex on exit");
        log
                .note("Slave I/O thread exiting" + log.forChannel() + ", read up to log '" + read().file()
                        + "', position " + read().offset());
        channel.saveSource(host.settings().syncSourceInfo() == 1);
        return result;
    }

    private void pass(ReceiverHook hook) {
        world.gates().pass(channel.name(), hook.key());
    }

    /** Only for a connection that got as far as the dump, and while the channel's semi-sync state asks for it. */
    private void killDumpThread() {
        ClientSettings used = settings;
        if (used == null || connectionId == 0) {
            return;
        }
        long dump = connectionId;
        SourceTalk talk = host.profile().sourceTalk();
        DumpKiller killer = new DumpKiller(world, channel.name(), log, talk);
        switch (talk) {
            case WAITS -> killer.kill(used, dump);
            case AHEAD -> world.threads().start("slave_io_kill", () -> killer.kill(used, dump));
        }
    }

    /** {@code mysql_close}: after STOP SLAVE the connection is shut already, after an error it is not. */
    private void quit() {
        PacketLink open = packets;
        if (open != null && !slot.stopRequested()) {
            try {
                open.resetSequence();
                open.writePacket(new byte[]{CommandCode.QUIT});
                open.flush();
            } catch (IOException _) {
                // the source has closed it, and needs no goodbye
            }
        }
    }

    private void receive() throws ReceiverFailure {
        while (!slot.stopRequested() && !untilReached) {
            ClientLink link = connect();
            if (link == null) {
                return;
            }
            slot.become(ChannelThreadState.YES, reported);
            log
                    .note("Slave I/O thread" + log.forChannel() + ": connected to master '" + configuration.source()
                            + "',replication started in log '" + (read().file().isEmpty() ? "FIRST" : read().file())
                            + "' at position " + read().offset());
            String problem = session(link);
            if (!slot.stopRequested() && !untilReached) {
                closeTransport();
                lost(problem);
                semiSync.reconnects(configuration.source(), read());
            }
        }
    }

    /** Works with one connection until it is lost; returns what happened to it. */
    private String session(ClientLink link) throws ReceiverFailure {
        try {
            packets = link.packets();
            failedAt = "registration on master";
            stage("Checking master version");
            SourceHandshake handshake = new SourceHandshake(host, link);
            Command dump = dumpCommand();
            if (channel.sources().knows(configuration, semiSync.wanted()) && noGateBeforeDump()) {
                handshake.mayAskAhead(dump);
            }
            SourceIdentity source = handshake.identify(configuration, progress.received(),
                    channel.applierState().until(), semiSync);
            progress.received("get_master_version_and_clock", now -> now.with(source));
            stage("Registering slave on master");
            try {
                handshake.register();
            } catch (ServerErrorException e) {
                return notRegistered(e.error());
            }
            registered();
            failedAt = "binlog dump request";
            pass(ReceiverHook.BEFORE_REQUEST_TRANSMIT);
            boolean headers = handshake.requestSemiSync(semiSync);
            pass(ReceiverHook.REQUEST_DUMP);
            stage("Requesting binlog dump");
            link.send(dump);
            failedAt = "master event read";
            channel.sources().answered(configuration, headers);
            watch.begin(headers);
            EventQueue queue = new EventQueue(host, log, relay, progress, channel.ownFormat(), source.checksum());
            queue.leaveOut(new ReceivedFilter(configuration.options()));
            queue.countGtids(configuration.options().gtidUse() != GtidUse.NO);
            return readEvents(link.packets(), queue);
        } catch (ServerErrorException e) {
            return refused(e.error());
        } catch (FramingException e) {
            log.error("Error reading packet from server" + log.forChannel() + ": " + e.getMessage()
                    + " (server_errno=" + PACKETS_OUT_OF_ORDER + ")");
            return String.valueOf(e.getMessage());
        } catch (IOException | MalformedBytesException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private boolean noGateBeforeDump() {
        return !world.gates().steered(channel.name(), ReceiverHook.BEFORE_REQUEST_TRANSMIT.key())
                && !world.gates().steered(channel.name(), ReceiverHook.REQUEST_DUMP.key());
    }

    private void registered() {
        if (reported != ChannelError.NONE) {
            reported = ChannelError.NONE;
            slot.become(ChannelThreadState.YES, reported);
        }
    }

    /** Most often the account lacks REPLICATION SLAVE: told, and tried again like a lost connection. */
    private String notRegistered(ServerError error) {
        String message = words.of("Master command ") + words.registration() + " failed: " + error.message()
                + " (Errno: "
                + error.code() + ")";
        reported = new ChannelError(words.errno(ReceiverFailure.SOURCE_COMMAND_FAILED), message,
                world.clock().epochMicros());
        log.report("I/O", reported.errno(), message);
        log.error("Slave I/O thread couldn't register on master");
        return message;
    }

    private Command dumpCommand() {
        if (!configuration.autoPosition()) {
            int flags = host.settings().annotatedRows() ? BINLOG_SEND_ANNOTATE_ROWS : 0;
            return new ComBinlogDump(read().offset(), flags, host.serverId(), read().file());
        }
        GtidSet owned = host.executedGtids().union(progress.received().gtids());
        return new ComBinlogDumpGtid(0, host.serverId(), "", BinlogPosition.FIRST_OFFSET, Blob.of(owned.toBytes()));
    }

    private String refused(ServerError error) throws ReceiverFailure {
        if (error.code() == SHUTDOWN_IN_PROGRESS) {
            return error.message();
        }
        if (failedAt.startsWith("registration")) {
            throw ReceiverFailure
                    .fatal(words.of("The slave I/O thread stops because a fatal error is encountered when it tries to "
                            + "set up its session on master. Error: ") + error.message() + " (Errno: " + error.code()
                            + ")");
        }
        return error.message();
    }

    private String readEvents(PacketLink packets, EventQueue queue) throws IOException, ReceiverFailure {
        long timeoutNanos = host.settings().netTimeoutSeconds() * 1_000_000_000L;
        boolean appended = false;
        while (!slot.stopRequested()) {
            boolean idle = !packets.hasBuffered();
            if (idle || relay.flushDue()) {
                appended = flush(queue, appended);
            }
            if (idle) {
                stage("Waiting for master to send event");
            }
            pass(ReceiverHook.READ_EVENT);
            byte[] packet = packets.readPacket(timeoutNanos);
            stage("Queueing master event to the relay log");
            String end = endOfStream(packet);
            if (end != null) {
                flush(queue, appended);
                return end;
            }
            appended = handle(packet, packets, queue) || appended;
            reconnects = 0;
            if (queue.untilReached()) {
                untilReached = true;
                flush(queue, true);
                log.note("Slave I/O thread stops because it reached its UNTIL master_gtid_pos");
                return "UNTIL reached";
            }
        }
        flush(queue, appended);
        return "stopped";
    }

    /** Reads one event; returns whether something may wait for {@link #flush}. */
    private boolean handle(byte[] packet, PacketLink packets, EventQueue queue) throws ReceiverFailure {
        long arrived = world.clock().nanos();
        watch.next();
        pass(ReceiverHook.AFTER_READ_EVENT);
        int start = afterReadEvent(packet);
        boolean wanted = start > 1 && (packet[SemiSyncHeader.FLAG_OFFSET] & 1) == 1;
        pass(ReceiverHook.QUEUE_EVENT);
        int type = queue(packet, start, queue);
        BinlogPosition end = read();
        world.trace()
                .emit(new TraceEvent.EventReceived(world.clock().nanos(), world.node(), channel.name(), type, end,
                        packet.length - start, wanted, arrived));
        eventsSinceSave++;
        pass(ReceiverHook.AFTER_QUEUE_EVENT);
        if (wanted) {
            pass(ReceiverHook.BEFORE_REPLY);
        }
        if (semiSync.replyDue()) {
            flush(queue, true);
            syncBeforeAck();
            acknowledge(packets, end);
            return false;
        }
        return true;
    }

    private int afterReadEvent(byte[] packet) throws ReceiverFailure {
        try {
            return semiSync.afterReadEvent(packet, 1);
        } catch (MalformedBytesException e) {
            String text = String.valueOf(e.getMessage());
            log.error(text.substring(0, text.lastIndexOf(" (at byte")));
            ReceiverFailure failure = ReceiverFailure.fatal("Failed to run 'after_read_event' hook");
            watch.failed(packet, semiSync.asked(), 0, failure);
            throw failure;
        }
    }

    private int queue(byte[] packet, int start, EventQueue queue) throws ReceiverFailure {
        int stripped = start - 1;
        try {
            int type = queue.queue(Arrays.copyOfRange(packet, start, packet.length));
            watch.handled(packet, semiSync.asked(), stripped, queue.queuedAt());
            return type;
        } catch (ReceiverFailure e) {
            watch.failed(packet, semiSync.asked(), stripped, e);
            throw e;
        }
    }

    private boolean flush(EventQueue queue, boolean appended) throws ReceiverFailure {
        if (!appended) {
            return false;
        }
        try {
            queue.tellIgnored();
            relay.flush();
        } catch (IOException e) {
            log.error("Slave I/O thread: " + e.getMessage());
            throw ReceiverFailure.couldNotQueue();
        }
        long period = host.settings().syncSourceInfo();
        if (period > 0 && eventsSinceSave >= period) {
            eventsSinceSave = 0;
            channel.saveSource(true);
        }
        return false;
    }

    private void syncBeforeAck() throws ReceiverFailure {
        if (host.profile().relaySync() == RelaySync.BEFORE_ACK) {
            try {
                relay.sync();
            } catch (IOException e) {
                log.error("Slave I/O thread: " + e.getMessage());
                throw ReceiverFailure.couldNotQueue();
            }
        }
    }

    /** The ACK has sequence number 0, and the source goes on with 1. An error shows at the next read. */
    private void acknowledge(PacketLink packets, BinlogPosition end) {
        try {
            packets.resetSequence();
            packets.writePacket(new SemiSyncAck(end.file(), end.offset()).encode());
            long before = world.clock().nanos();
            packets.flush();
            world.trace().emit(new TraceEvent.AckSent(before, world.node(), channel.name(), end));
        } catch (IOException e) {
            semiSync.replyFailed(String.valueOf(e.getMessage()));
        }
    }

    /** What ends the stream, if the packet does; some errors end the thread. */
    private @Nullable String endOfStream(byte[] packet) throws ReceiverFailure {
        int first = packet.length == 0 ? 0xfe : packet[0] & 0xff;
        if (first == 0xfe && packet.length < 8) {
            log.note("Slave: received end packet from server, apparent master shutdown: ");
            return "end of the stream";
        }
        if (first != ServerError.HEADER) {
            return null;
        }
        ServerError error = ServerError.decode(packet);
        if (error.code() == DumpFailedException.FATAL_ERROR_READING_BINLOG) {
            throw new ReceiverFailure(error.code(), "Got fatal error " + error.code()
                    + words.of(" from master when reading data from binary log: '") + error.message() + "'");
        }
        if (error.code() == PACKET_TOO_LARGE || error.code() == OUT_OF_RESOURCES) {
            throw new ReceiverFailure(error.code(), error.message());
        }
        return error.message();
    }

    /** The connection was lost: the first attempt to reconnect comes at once, later ones after a pause. */
    private void lost(String problem) throws ReceiverFailure {
        log
                .warning("Slave I/O thread" + log.forChannel()
                        + ": Failed reading log event, reconnecting to retry, log '"
                        + read().file() + "' at position " + read().offset() + " (" + problem + ")");
        slot.become(ChannelThreadState.CONNECTING, reported);
        stage("Waiting to reconnect after a failed " + failedAt);
        if (reconnects > 0) {
            pause();
        }
        reconnects++;
        if (reconnects > configuration.retryCount()) {
            throw ReceiverFailure.fatal(words.of("The slave I/O thread stops after ") + configuration.retryCount()
                    + " attempts to reconnect: " + problem);
        }
    }

    /** Connects and logs in, again and again; null if the thread is to end. */
    private @Nullable ClientLink connect() throws ReceiverFailure {
        long attempts = 0;
        while (!slot.stopRequested()) {
            stage("Connecting to master");
            pass(ReceiverHook.CONNECT);
            ChannelError problem;
            try {
                return login();
            } catch (ServerErrorException e) {
                problem = connectError(e.error().code(), e.error().message(), attempts);
            } catch (IOException | MalformedBytesException e) {
                problem = connectError(CANNOT_CONNECT, String.valueOf(e.getMessage()), attempts);
            }
            closeTransport();
            attempts++;
            if (slot.stopRequested()) {
                return null;
            }
            log.report("I/O", problem.errno(), problem.message());
            slot.become(ChannelThreadState.CONNECTING, problem);
            if (attempts >= configuration.retryCount()) {
                throw new ReceiverFailure(problem.errno(), problem.message());
            }
            pause();
        }
        return null;
    }

    private ClientLink login() throws IOException {
        long timeoutNanos = host.settings().netTimeoutSeconds() * 1_000_000_000L;
        ClientSettings login = new SourceLogin(host, channel.name(), configuration).settings(timeoutNanos);
        Transport opened = world.network().connect(channel.name(), configuration.host(), configuration.port(),
                timeoutNanos, slot::stopRequested);
        transport = opened;
        if (slot.stopRequested()) {
            opened.close();
        }
        ClientLink link = ClientLink.over(opened, login);
        settings = login;
        connectionId = link.greeting().threadId();
        return link;
    }

    private ChannelError connectError(int errno, String reason, long attempts) {
        return new ChannelError(errno, words.connectError(configuration, reason, attempts),
                world.clock().epochMicros());
    }

    private void pause() {
        sleepLock.lock("slave_sleep");
        try {
            if (!slot.stopRequested()) {
                sleepCondition.await(configuration.connectRetrySeconds() * 1_000_000_000L);
            }
        } finally {
            sleepLock.unlock();
        }
    }

    private void closeTransport() {
        Transport open = transport;
        transport = null;
        packets = null;
        connectionId = 0;
        if (open != null) {
            open.close();
        }
    }

    private BinlogPosition read() {
        return progress.received().read();
    }

    private void stage(String text) {
        world.threads().current().stage(words.of(text));
    }
}
