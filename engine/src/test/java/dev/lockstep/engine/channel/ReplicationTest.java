package dev.lockstep.engine.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.link.ClientLink;
import dev.lockstep.engine.link.ClientSettings;
import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.semisync.source.CommitWait;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.wire.Command;
import dev.lockstep.engine.wire.ReplicationCommand;
import dev.lockstep.engine.wire.ReplicationCommand.ComBinlogDump;
import dev.lockstep.engine.world.LiveWorlds;
import dev.lockstep.engine.world.LockModel;
import dev.lockstep.engine.world.Transport;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.world.WorldThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dump thread, receiver and applier against each other over loopback. */
@Timeout(60)
class ReplicationTest {
    private static final long NEVER = Long.MAX_VALUE;

    private final TraceLog trace = new TraceLog();
    private final LiveWorlds worlds = new LiveWorlds(trace, LockModel.DEFAULT);
    private final TestReplica.Store store = new TestReplica.Store();
    private final List<ReplicationChannel> channels = new ArrayList<>();
    @TempDir
    private Path folder;
    private TestSource source;

    @BeforeEach
    void open() throws IOException {
        source = new TestSource(worlds.open("src", folder.resolve("src")), Profiles.MYSQL_5_7_23);
    }

    @AfterEach
    void close() {
        worlds.close();
    }

    private void source(ServerProfile profile) throws IOException {
        source = new TestSource(worlds.open("src2", folder.resolve("src2")), profile);
    }

    private TestReplica host(String node, TestReplica.Store rows, long serverId) throws IOException {
        World world = worlds.open(node, folder.resolve(node));
        return new TestReplica(world, Profiles.MYSQL_5_7_23, rows, serverId);
    }

    private ReplicationChannel channel(TestReplica host) throws Exception {
        ReplicationChannel channel = ReplicationChannel.open(host, "");
        channels.add(channel);
        if (!channel.configured()) {
            channel.configure(source.byPosition());
        }
        return channel;
    }

    private ReplicationChannel replica() throws Exception {
        return channel(host("r1", store, 2));
    }

    private void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + 15_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            // through the world, which otherwise does not see that this thread gave locks back and sleeps
            source.world().threads().sleep(2_000_000);
        }
    }

    private static List<String> statements(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "insert " + i).toList();
    }

    private void commit(int from, int to) throws IOException {
        for (String statement : statements(from, to)) {
            source.commit(statement);
        }
    }

    private void awaitApplied(TestReplica.Store rows, int count) throws InterruptedException {
        await(count + " transactions, not " + rows.statements.size(), () -> rows.statements.size() >= count);
    }

    @Test
    void appliesWhatTheSourceHasAndWhatComesLater() throws Exception {
        commit(0, 3);
        ReplicationChannel channel = replica();
        channel.start(ChannelThread.BOTH);
        awaitApplied(store, 3);
        commit(3, 6);
        awaitApplied(store, 6);
        assertThat(store.statements).isEqualTo(statements(0, 6));
        await("positions", () -> channel.status().executed().equals(source.publishedEnd()));
        ChannelStatus status = channel.status();
        assertThat(status.receiver()).isEqualTo(ChannelThreadState.YES);
        assertThat(status.applier()).isEqualTo(ChannelThreadState.YES);
        assertThat(status.read()).isEqualTo(source.publishedEnd());
        assertThat(status.secondsBehind()).isZero();
        assertThat(status.sourceServerId()).isEqualTo(1);
        await("idle", () -> channel.status().receiverStage().equals("Waiting for master to send event"));
        await("idle", () -> channel.status().applierStage()
                .equals("Slave has read all relay log; waiting for more updates"));
        channel.close();
        assertThat(channel.status().receiver()).isEqualTo(ChannelThreadState.NO);
    }

    @Test
    void sendsTheStatementsOfAMySql57Replica() throws Exception {
        ReplicationChannel channel = replica();
        channel.start(Set.of(ChannelThread.RECEIVER));
        await("dump", () -> source.statements.contains("COM_BINLOG_DUMP"));
        assertThat(source.statements).containsExactly("SELECT UNIX_TIMESTAMP()", "SELECT @@GLOBAL.SERVER_ID",
                "SET @master_heartbeat_period= 30000000000",
                "SET @master_binlog_checksum= @@global.binlog_checksum", "SELECT @master_binlog_checksum",
                "SELECT @@GLOBAL.GTID_MODE", "SELECT @@GLOBAL.SERVER_UUID", "SET @slave_uuid= 'UUID'",
                "COM_REGISTER_SLAVE", "SELECT @@global.rpl_semi_sync_master_enabled", "SET @rpl_semi_sync_slave= 1",
                "COM_BINLOG_DUMP");
        channel.close();
    }

    @Test
    void aReceiverThatAsksAheadSendsTheSameStatements() throws Exception {
        List<List<String>> sent = new ArrayList<>();
        for (ServerProfile profile : List.of(Profiles.MARIADB_11_8, Profiles.LOCKSTEP)) {
            source.statements.clear();
            World world = worlds.open(profile.base(), folder.resolve(profile.base()));
            ReplicationChannel channel = channel(new TestReplica(world, profile, new TestReplica.Store(), 2));
            channel.start(Set.of(ChannelThread.RECEIVER));
            await("dump", () -> source.statements.contains("COM_BINLOG_DUMP"));
            sent.add(List.copyOf(source.statements));
            await("all read", () -> channel.status().read().equals(source.publishedEnd()));
            channel.stop(ChannelThread.BOTH);
            source.statements.clear();
            channel.start(Set.of(ChannelThread.RECEIVER));
            await("dump", () -> source.statements.contains("COM_BINLOG_DUMP"));
            sent.add(List.copyOf(source.statements));
            channel.close();
        }
        assertThat(sent.getFirst()).hasSizeGreaterThan(8).contains("COM_REGISTER_SLAVE", "SET @rpl_semi_sync_slave= 1");
        assertThat(sent.get(2)).isEqualTo(sent.getFirst());
        assertThat(withoutKill(sent.get(3))).isEqualTo(withoutKill(sent.get(1)));
    }

    /** Only the receiver that asks ahead does not wait until its KILL is answered. */
    private static List<String> withoutKill(List<String> statements) {
        return statements.stream().filter(statement -> !statement.startsWith("KILL ")).toList();
    }

    @Test
    void aSourceThatAnswersOtherwiseThanLastTimeIsFollowedAllTheSame() throws Exception {
        source.enableSemiSync();
        World world = worlds.open("replica", folder.resolve("replica"));
        ReplicationChannel channel = channel(new TestReplica(world, Profiles.LOCKSTEP, store, 2));
        for (int round = 0; round < 3; round++) {
            channel.start(ChannelThread.BOTH);
            commit(round * 10, round * 10 + 10);
            awaitApplied(store, round * 10 + 10);
            channel.stop(ChannelThread.BOTH);
            if (round == 0) {
                source.lacksSemiSync();
            }
        }
        assertThat(store.statements).isEqualTo(statements(0, 30));
        channel.close();
    }

    @Test
    void whatWasSentAheadAndIsNotAskedForIsPassedOver() throws Exception {
        World world = worlds.open("client", folder.resolve("client"));
        ClientSettings settings = new ClientSettings("127.0.0.1", source.port(), "repl", "", "", 33, Map.of(),
                5_000_000_000L, 1 << 24);
        try (ClientLink link = ClientLink.connect(world, settings)) {
            link.sendAhead(Stream.of("SELECT UNIX_TIMESTAMP()", "no statement", "SELECT @@GLOBAL.SERVER_ID",
                    "SELECT @@GLOBAL.GTID_MODE").<Command>map(Command.ComQuery::new).toList());
            assertThat(link.query("SELECT @@GLOBAL.SERVER_ID").firstRow(0)).isEqualTo("1");
            assertThat(link.query("SELECT @@GLOBAL.SERVER_UUID").firstRow(0)).endsWith("0001");
        }
    }

    @Test
    void acknowledgesWhatTheSourceWaitsFor() throws Exception {
        source.enableSemiSync();
        ReplicationChannel channel = replica();
        channel.start(ChannelThread.BOTH);
        for (String statement : statements(0, 20)) {
            assertThat(source.commit(statement)).isEqualTo(CommitWait.SEMI_SYNC);
        }
        assertThat(source.semiSync().status().yesTransactions()).isEqualTo(20);
        assertThat(source.semiSync().status().clients()).isEqualTo(1);
        awaitApplied(store, 20);
        assertThat(store.statements).isEqualTo(statements(0, 20));
        channel.close();
    }

    @Test
    void goesOnAfterStopAndStartWithNothingLostOrDoubled() throws Exception {
        ReplicationChannel channel = replica();
        for (int round = 0; round < 3; round++) {
            channel.start(ChannelThread.BOTH);
            commit(round * 10, round * 10 + 10);
            if (round == 2) {
                awaitApplied(store, 30);
            }
            channel.stop(ChannelThread.BOTH);
        }
        assertThat(store.statements).isEqualTo(statements(0, 30));
    }

    @Test
    void goesOnAfterTheConnectionIsLost() throws Exception {
        ReplicationChannel channel = replica();
        channel.start(ChannelThread.BOTH);
        commit(0, 10);
        awaitApplied(store, 5);
        source.disconnectAll();
        commit(10, 20);
        awaitApplied(store, 20);
        assertThat(store.statements).isEqualTo(statements(0, 20));
        channel.close();
    }

    @Test
    void followsTheSourceIntoItsNextFiles() throws Exception {
        ReplicationChannel channel = replica();
        channel.start(ChannelThread.BOTH);
        commit(0, 3);
        source.rotate();
        commit(3, 6);
        source.rotate();
        commit(6, 9);
        awaitApplied(store, 9);
        await("the last file", () -> channel.status().executed().equals(source.publishedEnd()));
        assertThat(channel.status().executed().file()).isEqualTo("bin.000003");
        channel.close();
    }

    @Test
    void rotatesAndPurgesItsRelayLog() throws Exception {
        TestReplica host = host("r1", store, 2);
        host.maxRelayLogBytes = 2_000;
        ReplicationChannel channel = channel(host);
        channel.start(ChannelThread.BOTH);
        commit(0, 50);
        awaitApplied(store, 50);
        assertThat(store.statements).isEqualTo(statements(0, 50));
        await("old files are gone",
                () -> host.world().files().exists("relay-bin.index") && channel.status().relayLogBytes() < 6_000);
        assertThat(channel.status().relay().file()).isGreaterThan("relay-bin.000005");
        channel.close();
    }

    @Test
    void aKilledReplicaGoesOnWhereItsStoreIs() throws Exception {
        TestReplica host = host("r1", store, 2);
        ReplicationChannel channel = channel(host);
        channel.start(ChannelThread.BOTH);
        commit(0, 20);
        awaitApplied(store, 10);
        host.world().kill();
        Thread.sleep(50);
        List<String> then = List.copyOf(store.statements);
        assertThat(then).isEqualTo(statements(0, then.size()));
        commit(20, 30);
        ReplicationChannel again = channel(new TestReplica(worlds.open("r1", folder.resolve("r1")),
                Profiles.MYSQL_5_7_23, store, 2));
        assertThat(again.configured()).isTrue();
        again.start(ChannelThread.BOTH);
        awaitApplied(store, 30);
        assertThat(store.statements).isEqualTo(statements(0, 30));
        again.close();
    }

    @Test
    void aStoreThatFellBehindIsBroughtUpFromTheRelayLogWithoutTheSource() throws Exception {
        TestReplica host = host("r1", store, 2);
        ReplicationChannel channel = channel(host);
        channel.start(Set.of(ChannelThread.RECEIVER));
        commit(0, 20);
        await("received", () -> channel.status().read().equals(source.publishedEnd()));
        host.world().kill();
        source.close();
        ReplicationChannel again = channel(new TestReplica(worlds.open("r1", folder.resolve("r1")),
                Profiles.MYSQL_5_7_23, store, 2));
        again.start(Set.of(ChannelThread.APPLIER));
        awaitApplied(store, 20);
        assertThat(store.statements).isEqualTo(statements(0, 20));
        again.close();
    }

    @Test
    void withoutAPositionInTheStoreTheFileCounts() throws Exception {
        TestReplica host = host("r1", store, 2);
        host.keepsPosition = false;
        ReplicationChannel channel = channel(host);
        channel.start(ChannelThread.BOTH);
        commit(0, 5);
        awaitApplied(store, 5);
        channel.close();
        TestReplica next = host("r1", store, 2);
        next.keepsPosition = false;
        ReplicationChannel again = channel(next);
        again.start(ChannelThread.BOTH);
        commit(5, 8);
        awaitApplied(store, 8);
        assertThat(store.statements).isEqualTo(statements(0, 8));
        again.close();
    }

    @Test
    void anErrorStopsTheApplierAndAfterwardsItBeginsWithTheSameGroup() throws Exception {
        store.failOn = "insert 3";
        ReplicationChannel channel = replica();
        channel.start(ChannelThread.BOTH);
        commit(0, 6);
        await("stopped", () -> channel.status().applier() == ChannelThreadState.NO);
        assertThat(channel.status().applierError().errno()).isEqualTo(1062);
        assertThat(channel.status().receiver()).isEqualTo(ChannelThreadState.YES);
        store.failOn = null;
        channel.start(ChannelThread.BOTH);
        awaitApplied(store, 6);
        assertThat(store.statements).isEqualTo(statements(0, 6));
        assertThat(channel.status().applierError().errno()).isZero();
        channel.close();
    }

    @Test
    void anImpossiblePositionStopsTheReceiverWith1236() throws Exception {
        ReplicationChannel channel = replica();
        channel.configure(ChannelChange.to("127.0.0.1", source.port(), "repl", "").from("bin.000001", 1_000_000));
        channel.start(Set.of(ChannelThread.RECEIVER));
        await("stopped", () -> channel.status().receiver() == ChannelThreadState.NO);
        assertThat(channel.status().receiverError().errno()).isEqualTo(1236);
        assertThat(channel.status().receiverError().message())
                .startsWith(
                        "Got fatal error 1236 from master when reading data from binary log: 'Client requested master "
                                + "to start replication from position > file size; the first event 'bin.000001' at 1000000");
    }

    @Test
    void equalServerIdsStopTheReceiverWith1593() throws Exception {
        ReplicationChannel channel = channel(host("r1", store, 1));
        channel.start(Set.of(ChannelThread.RECEIVER));
        await("stopped", () -> channel.status().receiver() == ChannelThreadState.NO);
        assertThat(channel.status().receiverError().errno()).isEqualTo(1593);
    }

    @Test
    void aSourceThatIsAwayIsTriedAgainAndStopEndsThePause() throws Exception {
        ReplicationChannel channel = replica();
        source.close();
        channel.configure(ChannelChange.to("127.0.0.1", source.port(), "repl", "").connectRetry(60));
        channel.start(Set.of(ChannelThread.RECEIVER));
        await("an error", () -> channel.status().receiverError().errno() == 2003);
        assertThat(channel.status().receiver()).isEqualTo(ChannelThreadState.CONNECTING);
        long start = System.nanoTime();
        channel.stop(ChannelThread.BOTH);
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
        assertThat(channel.status().receiver()).isEqualTo(ChannelThreadState.NO);
    }

    @Test
    void heartbeatsComeFromAnIdleSource() throws Exception {
        ReplicationChannel channel = replica();
        channel.configure(ChannelChange.to("127.0.0.1", source.port(), "repl", "").heartbeat(50_000_000));
        channel.start(ChannelThread.BOTH);
        await("heartbeats", () -> channel.status().receivedHeartbeats() > 2);
        channel.close();
    }

    @Test
    void runningThreadsRefuseToBeReconfigured() throws Exception {
        ReplicationChannel channel = replica();
        channel.start(ChannelThread.BOTH);
        assertThatThrownBy(() -> channel.configure(ChannelChange.to("127.0.0.1", 1, "repl", "")))
                .isInstanceOf(ChannelRefusedException.class).hasMessageContaining("STOP SLAVE");
        assertThatThrownBy(channel::reset).isInstanceOf(ChannelRefusedException.class);
        channel.stop(ChannelThread.BOTH);
        channel.reset();
        assertThat(channel.status().executed().file()).isEmpty();
        channel.resetAll();
        assertThat(channel.configured()).isFalse();
        assertThatThrownBy(() -> channel.start(ChannelThread.BOTH)).isInstanceOf(ChannelRefusedException.class)
                .satisfies(e -> assertThat(((ChannelRefusedException) e).errno()).isEqualTo(1200));
    }

    /** The recipe of bug #89370; returns after how many ms the restarted replica got its first event, or {@link #NEVER}. */
    private long recipe(ServerProfile profile, long patienceMillis) throws Exception {
        source(profile);
        source.enableSemiSync();
        source.semiSync().setWaitForReplicaCount(2);
        TestReplica.Store second = new TestReplica.Store();
        ReplicationChannel first = replica();
        ReplicationChannel restarted = channel(host("r2", second, 3));
        first.start(ChannelThread.BOTH);
        restarted.start(ChannelThread.BOTH);
        await("clients", () -> source.semiSync().status().clients() == 2);
        AtomicInteger committed = new AtomicInteger();
        AtomicBoolean load = new AtomicBoolean(true);
        WorldThread writer = load(load, committed);
        await("load", () -> committed.get() > 100);
        source.semiSync().setWaitForReplicaCount(1);
        restarted.stop(ChannelThread.BOTH);
        int stopped = committed.get();
        await("writes to the closed connection", () -> committed.get() > stopped + 20);
        pauseUntilOneClientIsLeft(load, writer);
        load.set(true);
        writer = load(load, committed);
        int paused = committed.get();
        await("load", () -> committed.get() > paused + 50);
        long before = received("r2");
        long start = System.nanoTime();
        restarted.start(ChannelThread.BOTH);
        long waited = NEVER;
        while (waited == NEVER && System.nanoTime() - start < patienceMillis * 1_000_000) {
            source.world().threads().sleep(1_000_000);
            waited = received("r2") > before ? (System.nanoTime() - start) / 1_000_000 : NEVER;
        }
        if (waited == NEVER) {
            assertThat(restarted.status().receiver()).isEqualTo(ChannelThreadState.YES);
            assertThat(restarted.status().applier()).isEqualTo(ChannelThreadState.YES);
            assertThat(source.semiSync().status().clients()).isEqualTo(1);
            assertThat(source.semiSync().on()).isTrue();
        }
        load.set(false);
        writer.join(Transport.FOREVER);
        awaitApplied(second, committed.get());
        assertThat(second.statements).isEqualTo(statements(0, committed.get()));
        channels.forEach(ReplicationChannel::close);
        return waited;
    }

    private WorldThread load(AtomicBoolean load, AtomicInteger committed) {
        return source.world().threads().start("client", () -> {
            while (load.get()) {
                try {
                    source.commit("insert " + committed.getAndIncrement());
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    /** The old dump thread starves in {@code remove_slave} like a new one in {@code add_slave}: ACKs have to pause. */
    private void pauseUntilOneClientIsLeft(AtomicBoolean load, WorldThread writer) {
        load.set(false);
        writer.join(Transport.FOREVER);
        await("one client left", () -> source.semiSync().status().clients() == 1);
    }

    private long received(String node) {
        return trace.events(trace.eventBegin(), trace.eventEnd()).stream()
                .filter(event -> event instanceof TraceEvent.EventReceived && event.node().equals(node)).count();
    }

    @Test
    void aRestartedReplicaGetsNothingUnderLoadFrom5722AndAllOnceTheLoadPauses() throws Exception {
        assertThat(recipe(Profiles.MYSQL_5_7_22, 3_000)).isEqualTo(NEVER);
    }

    @Test
    void aRestartedReplicaIsServedAtOnceBy5723() throws Exception {
        assertThat(recipe(Profiles.MYSQL_5_7_23, 3_000)).isLessThan(1_500);
    }

    @Test
    void theDumpThreadTellsWhenItStartsAndRegisters() throws Exception {
        source.enableSemiSync();
        ReplicationChannel channel = replica();
        channel.start(ChannelThread.BOTH);
        await("registered", () -> source.semiSync().status().clients() == 1);
        channel.close();
        source.disconnectAll();
        await("gone", () -> source.semiSync().status().clients() == 0);
        Stream<String> lines = trace.events(trace.eventBegin(), trace.eventEnd()).stream()
                .filter(event -> event instanceof TraceEvent.LogLine && event.node().equals("src"))
                .map(event -> ((TraceEvent.LogLine) event).text()).filter(text -> text.contains("binlog_dump"));
        assertThat(lines).hasSize(3).satisfiesExactly(
                text -> assertThat(text)
                        .isEqualTo("Start binlog_dump to master_thread_id(1) slave_server(2), pos(, 4)"),
                text -> assertThat(text)
                        .isEqualTo("Start semi-sync binlog_dump to slave (server_id: 2), pos(, 4)"),
                text -> assertThat(text).isEqualTo("Stop semi-sync binlog_dump to slave (server_id: 2)"));
    }

    @Test
    void aToolGetsTheBinlogWithoutChecksumsUpToItsEnd() throws Exception {
        commit(0, 2);
        World world = worlds.open("tool", folder.resolve("tool"));
        ClientSettings settings = new ClientSettings("127.0.0.1", source.port(), "repl", "", "", 33, Map.of(),
                5_000_000_000L, 1 << 24);
        List<Integer> types = new ArrayList<>();
        try (ClientLink link = ClientLink.connect(world, settings)) {
            link.send(new ComBinlogDump(4, ReplicationCommand.BINLOG_DUMP_NON_BLOCK, 0, "bin.000001"));
            for (byte[] packet = link.packets().readPacket(5_000_000_000L); packet[0] == 0; packet = link.packets()
                    .readPacket(5_000_000_000L)) {
                EncodedEvent event = EncodedEvent.wrap(Arrays.copyOfRange(packet, 1, packet.length), Checksum.NONE);
                assertThat(event.checksum()).isEqualTo(Checksum.NONE);
                types.add(event.type());
            }
        }
        assertThat(types).containsExactly(4, 15, 34, 2, 2, 16, 34, 2, 2, 16);
    }
}
