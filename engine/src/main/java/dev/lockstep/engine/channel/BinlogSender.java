package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventFlags;
import dev.lockstep.engine.binlog.RawBytes;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.log.BinlogStream;
import dev.lockstep.engine.log.BinlogStream.Item;
import dev.lockstep.engine.log.DamagedLogException;
import dev.lockstep.engine.log.LogPositionException;
import dev.lockstep.engine.log.ReadOptions;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.profile.DumpIdentity;
import dev.lockstep.engine.profile.SkippedEvent;
import dev.lockstep.engine.profile.ZombieDump;
import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.wire.EofPacket;
import dev.lockstep.engine.wire.ServerError;
import dev.lockstep.engine.world.Transport;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.world.WorldThread;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The dump thread: sends the binlog to one replica. Counterpart of {@code Binlog_sender} (rpl_binlog_sender.cc) and of the
 * semi-sync plugin's {@code transmit_start}/{@code transmit_stop} hooks, MySQL 5.7 (semisync.md A.5, A.6, C.5). It runs in the
 * thread of the session that got the dump command.
 *
 * <p>Before the first event it registers with the ACK receiver, if the replica asked for semi-sync. Between the log lines
 * "Start binlog_dump" and "Start semi-sync binlog_dump" it waits for the ACK receiver's mutex, and nothing else. Where the
 * profile has no ACK receiver, it reads the ACK of an event itself before it sends the next.
 */
public final class BinlogSender {
    private static final long ZOMBIE_STEP_NANOS = 100_000_000L;
    private static final int SLAVE_SAME_ID = 4052;
    private static final String REPLACED = "A slave with the same server_uuid/server_id as this slave has connected to the"
            + " master";
    private static final String STAGE_SENDING = "Sending binlog event to slave";
    private static final String STAGE_SWITCHING = "Finished reading one binlog; switching to next binlog";
    private static final String STAGE_WAITING = "Master has sent all binlog to slave; waiting for more updates";
    private static final String STAGE_ENDING = "Waiting to finalize termination";

    private final BinlogSource source;
    private final DumpSession session;
    private final DumpRequest request;
    private final DumpThreads threads;
    private final World world;
    private final boolean semiSync;
    private final long heartbeatNanos;
    private final boolean skipsMarked;
    private final DownConversion conversion;
    private BinlogPosition published = new BinlogPosition("", 0);
    private BinlogPosition first;
    private BinlogPosition lastEvent;
    private BinlogPosition lastByte;
    /** Another dump of the same replica has come. */
    private volatile boolean replaced;
    /** Whether it may stand in a write to its replica, or wait for an ACK. */
    private volatile boolean sending;
    private boolean opened;
    /** Read by the ACK receiver, too. */
    private volatile String life = "";
    private boolean skipped;
    private String reason = "replica disconnected";

    /** For one dump command; reads the session's user variables now. */
    public BinlogSender(BinlogSource source, DumpSession session, DumpRequest request, DumpThreads threads) {
        this.source = source;
        this.session = session;
        this.request = request;
        this.threads = threads;
        world = source.world();
        semiSync = number("rpl_semi_sync_slave") != 0 && source.hasSemiSync();
        skipsMarked = session.skipsMarked();
        heartbeatNanos = number("master_heartbeat_period");
        conversion = new DownConversion(number("mariadb_slave_capability"), request.annotated());
        first = request.from();
        lastEvent = first;
        lastByte = first;
    }

    private long number(String variable) {
        String value = session.userVariable(variable);
        try {
            return value == null ? 0 : Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * Ends the dump from another thread, because the same replica has come again. Its own thread tells the replica. One that
     * stands in a write for longer than {@link ZombieWatch#LIMIT_NANOS} has its connection closed.
     */
    private void replace() {
        replaced = true;
        source.wakeDumpThreads();
        if (sending) {
            new ZombieWatch(world, this).start();
        }
    }

    boolean sending() {
        return sending;
    }

    /** Ends the dump from another thread, with its connection. */
    void cutOff() {
        session.kill();
    }

    private boolean ended() {
        return replaced || session.killed();
    }

    /**
     * Sends until the session is killed or, if the request does not block, the binlog ends. Errors of the request and of the
     * binlog are sent to the replica.
     *
     * @throws IOException if the connection is lost
     */
    public void run() throws IOException {
        WorldThread thread = world.threads().current();
        String stage = thread.stage();
        thread.role("dump to " + request.replicaServerId());
        String uuid = session.userVariable("slave_uuid");
        String channel = source.profile().dumpIdentity() == DumpIdentity.CHANNEL ? session.channel() : "";
        List<BinlogSender> zombies = threads.enter(this,
                new DumpThreads.Replica(uuid == null ? "" : uuid, request.replicaServerId(), channel),
                session.connectionId(), source.log());
        zombies.forEach(BinlogSender::replace);
        world.trace()
                .emit(new TraceEvent.DumpRequested(world.clock().nanos(), world.node(), thread.id(),
                        request.replicaServerId(), request.from(), semiSync));
        try {
            if (source.profile().zombieDump() == ZombieDump.AWAITED) {
                zombies.forEach(this::awaitEnd);
            }
            if (!ended()) {
                dump();
            }
            if (replaced && !session.killed()) {
                tellReplaced();
            }
        } catch (DumpFailedException e) {
            fail(e.errno(), words(String.valueOf(e.getMessage())));
        } catch (LogPositionException e) {
            fail(DumpFailedException.FATAL_ERROR_READING_BINLOG, words(String.valueOf(e.getMessage())));
        } catch (DamagedLogException e) {
            fail(DumpFailedException.FATAL_ERROR_READING_BINLOG, String.valueOf(e.getMessage()));
        } finally {
            threads.leave(this);
            thread.role("");
            thread.stage(stage);
            world.trace()
                    .emit(new TraceEvent.DumpEnded(world.clock().nanos(), world.node(), thread.id(),
                            request.replicaServerId(), reason));
        }
    }

    /** {@code kill_zombie_dump_threads} of MariaDB, which looks every tenth of a second. */
    private void awaitEnd(BinlogSender zombie) {
        while (threads.serves(zombie) && !ended()) {
            world.threads().sleep(ZOMBIE_STEP_NANOS);
        }
    }

    /** {@code kill_zombie_dump_threads} and what the killed thread does, rpl_master.cc; the connection goes with the dump. */
    private void tellReplaced() throws IOException {
        switch (source.profile().replacedDump()) {
            case END_PACKET -> endPacket();
            case FATAL_ERROR -> fail(DumpFailedException.FATAL_ERROR_READING_BINLOG, words(REPLACED));
            case SAME_ID_ERROR -> fail(SLAVE_SAME_ID, REPLACED);
        }
        reason = "the same replica has connected again";
        session.kill();
    }

    /** The regular end: for those who do not wait, too. */
    private void endPacket() throws IOException {
        session.link().writePacket(new EofPacket(0, 2).encode());
        session.link().flush();
    }

    /** MariaDB has kept the older words of one message; MySQL 8.0 has changed them all. */
    private String words(String message) {
        return source.profile().dialect() == Dialect.MARIADB
                ? message.replace("from position > file size", "from impossible position")
                : new ReceiverWords(source.profile()).of(message);
    }

    private void fail(int errno, String message) throws IOException {
        // where no file was found to read, the servers have no events to tell of
        boolean read = opened || message.startsWith("Client requested");
        boolean detailed = errno == DumpFailedException.FATAL_ERROR_READING_BINLOG || errno == SLAVE_SAME_ID;
        String folder = source.profile().dialect() == Dialect.MARIADB ? "" : "./";
        String text = !detailed || !read
                ? message
                : message + "; the first event '" + first.file() + "' at " + first.offset()
                        + ", the last event read from '" + folder + lastEvent.file() + "' at " + lastEvent.offset()
                        + ", the last byte read from '" + folder + lastByte.file() + "' at " + lastByte.offset() + ".";
        reason = text;
        session.link().writePacket(new ServerError(errno, ServerError.GENERAL_STATE, text).encode());
        session.link().flush();
    }

    /** Where the log began anew while the place to begin was looked for, that place says nothing of the files there are now. */
    private void dump() throws IOException, DumpFailedException {
        boolean dumped = false;
        while (!dumped) {
            dumped = dumpThisLife();
        }
    }

    /** Whether the binlog has not begun anew since this dump looked for its place. */
    private boolean current() {
        return source.binlogLife().equals(life);
    }

    /** False, with nothing sent, if the log is in another life when it has been opened. */
    private boolean dumpThisLife() throws IOException, DumpFailedException {
        life = source.binlogLife();
        DumpFilter skipper = skipper();
        BinlogPosition begin = skipper == null ? request.from() : skipper.start(world.files(), source.binlog());
        // a dump by GTID tells of the file as if it read all of it
        BinlogPosition from = skipper == null
                ? begin
                : new BinlogPosition(begin.file(), BinlogPosition.FIRST_OFFSET);
        if (from.offset() < BinlogPosition.FIRST_OFFSET) {
            throw new DumpFailedException("Client requested master to start replication from position < 4");
        }
        published = source.publishedEnd();
        try (BinlogStream stream = source.binlog().stream(from, () -> published, readOptions())) {
            if (!current()) {
                return false;
            }
            opened = true;
            from = new BinlogPosition(stream.position().file(), from.offset());
            first = from;
            lastEvent = from;
            lastByte = from;
            Checksum checksum = checksum();
            source.log()
                    .note("Start binlog_dump to master_thread_id(" + session.connectionId() + ") slave_server("
                            + request.replicaServerId() + "), pos(" + requested() + ")");
            transmitStart(skipper instanceof DomainSkipper ? first : request.from());
            try {
                world.trace()
                        .emit(new TraceEvent.DumpStarted(world.clock().nanos(), world.node(),
                                world.threads().current().id(), request.replicaServerId()));
                DumpPackets packets = new DumpPackets(world, source.serverId(), request, session.link(),
                        this::headed, checksum, session.userVariable("master_binlog_checksum") == null
                                ? DumpPackets.Reader.OLD
                                : DumpPackets.Reader.KNOWS_CHECKSUMS);
                sending = true;
                send(stream, packets, skipper, begin);
            } catch (IOException e) {
                if (current()) {
                    throw e;
                }
                // RESET MASTER: the file that is read is gone, and the one of its name is longer by now
                endPacket();
                reason = "the binlog has begun anew";
            } finally {
                sending = false;
                transmitStop();
            }
        }
        return true;
    }

    private ReadOptions readOptions() {
        return source.verifiesChecksums() ? ReadOptions.BINLOG : ReadOptions.SERVED_BINLOG;
    }

    /** Whether a packet gets the two bytes of semi-sync. */
    private boolean headed() {
        return semiSync && switch (source.profile().headerReservation()) {
            case REPLICA_ASKED -> true;
            case SOURCE_ENABLED -> source.semiSync().enabled();
        };
    }

    private @Nullable DumpFilter skipper() throws DumpFailedException {
        String state = session.userVariable("slave_connect_state");
        if (state != null && source.profile().dialect() == Dialect.MARIADB) {
            return DomainSkipper.of(state, session.userVariable("slave_until_gtid"), source.loggedGtids(),
                    "1".equals(session.userVariable("slave_gtid_ignore_duplicates")));
        }
        RawBytes set = request.gtidSet();
        try {
            return set == null ? null : new GtidSkipper(GtidSet.read(set.reader()));
        } catch (MalformedBytesException e) {
            throw new DumpFailedException("Slave sent a damaged GTID set: " + e.getMessage());
        }
    }

    /** Of what comes before the first description; one that never said so is taken to know no checksums. */
    private Checksum checksum() {
        String wanted = session.userVariable("master_binlog_checksum");
        return wanted != null && wanted.toUpperCase(Locale.ROOT).equals("CRC32") ? Checksum.CRC32 : Checksum.NONE;
    }

    private String requested() {
        return request.from().file() + ", " + request.from().offset();
    }

    /**
     * The order matters: semisync.md C.5.
     *
     * @param begin up to where the replica says that it has everything. By MariaDB's GTIDs that is the file in which what it
     *        lacks begins (mysql_binlog_send): the position in its request may be one of a binlog that is gone
     */
    private void transmitStart(BinlogPosition begin) {
        if (semiSync) {
            source.ackReceiver().addReplica(request.replicaServerId(), transport(), this::current);
            source.semiSync().addReplica();
            source.semiSync().handleAck(request.replicaServerId(), begin, this::current);
        }
        source.log()
                .note("Start " + kind() + " binlog_dump to slave (server_id: " + request.replicaServerId() + "), pos("
                        + begin.file() + ", " + begin.offset() + ")");
    }

    private void transmitStop() {
        source.log().note("Stop " + kind() + " binlog_dump to slave (server_id: " + request.replicaServerId() + ")");
        if (semiSync) {
            source.ackReceiver().removeReplica();
            source.semiSync().removeReplica();
        }
    }

    private String kind() {
        return semiSync ? "semi-sync" : "asynchronous";
    }

    private Transport transport() {
        return session.link().transport();
    }

    private void send(BinlogStream stream, DumpPackets packets, @Nullable DumpFilter skipper, BinlogPosition begin)
            throws IOException {
        WorldThread thread = world.threads().current();
        thread.stage(STAGE_SENDING);
        VerbatimRun run = new VerbatimRun(packets, conversion, skipper,
                () -> semiSync && source.semiSync().enabled(), skipsMarked);
        while (!ended()) {
            if (passed(stream, run)) {
                continue;
            }
            if (skipper instanceof DomainSkipper domains && !lastEvent.equals(first) && domains.reachedEnd()) {
                packets.untilReached(domains.gtidsAtEnd(), stream.position());
                endPacket();
                reason = "the replica has all up to its UNTIL master_gtid_pos";
                return;
            }
            Item item = stream.next();
            switch (item) {
                case null -> {
                    if (!awaitMore(stream, packets)) {
                        return;
                    }
                }
                case Item.FileEntered entered -> {
                    if (entered.start() == BinlogPosition.FIRST_OFFSET && !entered.file().equals(first.file())) {
                        thread.stage(STAGE_SWITCHING);
                        thread.stage(STAGE_SENDING);
                    }
                    BinlogPosition start = new BinlogPosition(entered.file(), entered.start());
                    packets.fakeRotate(start);
                    packets.description(entered.description(), start);
                    if (skipper instanceof DomainSkipper domains && entered.file().equals(first.file())) {
                        packets.gtidList(domains.gtids(), start);
                    }
                    if (skipper != null && entered.file().equals(begin.file()) && begin.offset() > entered.start()) {
                        stream.skipTo(begin.offset());
                        skipped = skipper.tellsSkipped();
                    }
                }
                case Item.Event event -> send(stream, event, packets, skipper);
            }
        }
        reason = "killed";
        thread.stage(STAGE_ENDING);
    }

    /** Whether events were sent that need no look. */
    private boolean passed(BinlogStream stream, VerbatimRun run) throws IOException {
        long last = skipped ? -1 : run.pass(stream);
        if (last < 0) {
            return false;
        }
        lastByte = stream.position();
        lastEvent = new BinlogPosition(lastByte.file(), last);
        return true;
    }

    private void send(BinlogStream stream, Item.Event item, DumpPackets packets, @Nullable DumpFilter skipper)
            throws IOException {
        EncodedEvent event = item.event();
        BinlogPosition end = item.end();
        long readNanos = world.clock().nanos();
        lastEvent = new BinlogPosition(item.file(), item.start());
        lastByte = end;
        boolean ackWanted = semiSync && source.semiSync().updateSyncHeader(end);
        boolean filtered = skipsMarked && event.header().has(EventFlags.SKIP_REPLICATION);
        if (filtered || skipper != null && skipper.skips(event, () -> decode(stream, event))) {
            skipped = skipper != null && skipper.tellsSkipped();
            if (ackWanted && source.profile().skippedEvent() == SkippedEvent.ACKNOWLEDGED) {
                // an event that the replica has already counts as acknowledged, bug #15985893
                source.semiSync().handleAck(request.replicaServerId(), end, this::current);
            }
            return;
        }
        if (skipped) {
            skipped = false;
            packets.heartbeat(lastEvent);
        }
        EncodedEvent sent = conversion.sent(event, () -> decode(stream, event));
        if (sent == null) {
            return;
        }
        packets.event(sent, end, ackWanted, readNanos);
        if (ackWanted) {
            afterFlaggedEvent();
        }
    }

    private void afterFlaggedEvent() {
        switch (source.profile().ackReader()) {
            case DUMP_THREAD -> new DumpThreadReply(source, session.link(), request.replicaServerId(),
                    this::current).read();
            case RECEIVER_LOCKED_POLL, RECEIVER_COPY, RECEIVER_LEAVING, RECEIVER_PIPE, RECEIVER_WOKEN -> {
                // the replica's ACK has number 0, and so it expects 1 next, as if we had read it
                session.link().sequence(1);
                source.semiSync().flaggedEventFlushed();
            }
        }
    }

    private static dev.lockstep.engine.binlog.BinlogEvent decode(BinlogStream stream, EncodedEvent event) {
        try {
            return stream.decode(event);
        } catch (DamagedLogException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** All that is published has been sent: waits for more, with heartbeats; false when the dump is to end. */
    private boolean awaitMore(BinlogStream stream, DumpPackets packets) throws IOException {
        BinlogPosition seen = published;
        published = source.publishedEnd();
        if (!published.equals(seen)) {
            return true;
        }
        if (request.nonBlocking()) {
            endPacket();
            reason = "end of the binlog";
            return false;
        }
        if (skipped) {
            skipped = false;
            packets.heartbeat(stream.position());
        }
        session.link().flush();
        WorldThread thread = world.threads().current();
        thread.stage(STAGE_WAITING);
        while (published.equals(seen) && !ended()) {
            thread.begin(Activity.WAITING_FOR_EVENT);
            try {
                published = source.awaitPublished(seen, heartbeatNanos > 0 ? heartbeatNanos : Transport.FOREVER,
                        this::ended);
            } finally {
                thread.end(Activity.WAITING_FOR_EVENT);
            }
            if (published.equals(seen) && !ended()) {
                packets.heartbeat(stream.position());
            }
        }
        thread.stage(STAGE_SENDING);
        return true;
    }
}
