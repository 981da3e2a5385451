package dev.lockstep.engine.semisync.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.profile.AckReader;
import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.QuitHandling;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.SplitAck;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.wire.SemiSyncReply.SemiSyncAck;
import dev.lockstep.engine.world.Listener;
import dev.lockstep.engine.world.LiveWorlds;
import dev.lockstep.engine.world.LockModel;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.Transport;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.world.WorldThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@Timeout(30)
class AckReceiverTest {
    private static final SemiSyncSettings SETTINGS = new SemiSyncSettings() {
        @Override
        public long timeoutMillis() {
            return 10_000;
        }

        @Override
        public boolean waitNoReplica() {
            return true;
        }
    };

    private final TraceLog trace = new TraceLog();
    private final LiveWorlds worlds = new LiveWorlds(trace, LockModel.DEFAULT);
    private World world;
    private SemiSyncSource source;
    private Listener listener;

    static Stream<ServerProfile> profiles() {
        return Profiles.ALL.stream().filter(profile -> profile.ackReader() != AckReader.DUMP_THREAD);
    }

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        world = worlds.open("src", folder);
        source = new SemiSyncSource(world, Profiles.MYSQL_5_7_22, SETTINGS, ServerLog.traceOnly(world));
        source.enable();
        listener = world.network().listen(0);
    }

    @AfterEach
    void close() {
        worlds.close();
    }

    private AckReceiver receiver(ServerProfile profile) {
        AckReceiver receiver = AckReceiver.of(world, profile, source, ServerLog.traceOnly(world));
        receiver.start();
        return receiver;
    }

    /** Both ends of a connection: the replica's, the dump thread's. */
    private Transport[] connect() throws IOException {
        Transport replica = world.network().connect("127.0.0.1", listener.port(), 1_000_000_000L);
        return new Transport[]{replica, listener.accept()};
    }

    private static void acknowledge(Transport replica, long offset) throws IOException {
        byte[] payload = new SemiSyncAck("bin.000001", offset).encode();
        byte[] packet = new byte[payload.length + 4];
        packet[0] = (byte) payload.length;
        System.arraycopy(payload, 0, packet, 4, payload.length);
        replica.write(packet, 0, packet.length);
    }

    private void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + 5_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            world.threads().sleep(2_000_000);
        }
    }

    private long acks() {
        return trace.events(trace.eventBegin(), trace.eventEnd()).stream()
                .filter(TraceEvent.AckReceived.class::isInstance).count();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void readsAcksOfSeveralReplicas(ServerProfile profile) throws Exception {
        AckReceiver receiver = receiver(profile);
        Transport[] first = connect();
        Transport[] second = connect();
        receiver.addReplica(2, first[1], () -> true);
        receiver.addReplica(3, second[1], () -> true);
        acknowledge(first[0], 100);
        acknowledge(second[0], 200);
        await("two ACKs", () -> acks() == 2);
        receiver.stop();
        assertThat(receiver.running()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void aClosedConnectionIsLeftAloneAndOthersAreRead(ServerProfile profile) throws Exception {
        AckReceiver receiver = receiver(profile);
        Transport[] first = connect();
        Transport[] second = connect();
        receiver.addReplica(2, first[1], () -> true);
        receiver.addReplica(3, second[1], () -> true);
        first[0].close();
        acknowledge(second[0], 200);
        await("the ACK of the other", () -> acks() == 1);
        second[0].close(); // a receiver that polls without limit is not woken by who leaves, but by the connection's end
        receiver.removeReplica();
        receiver.stop();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void canBeStartedAgain(ServerProfile profile) throws Exception {
        AckReceiver receiver = receiver(profile);
        receiver.stop();
        receiver.start();
        Transport[] ends = connect();
        receiver.addReplica(2, ends[1], () -> true);
        acknowledge(ends[0], 100);
        await("an ACK", () -> acks() == 1);
        receiver.stop();
    }

    @Test
    void anAckInTwoPiecesIsLostAsBug99628() throws Exception {
        assertThat(acksAfterOneInTwoPieces(Profiles.MYSQL_5_7_23)).isZero();
    }

    @Test
    void anAckInTwoPiecesIsReadIfItsBeginningIsKept() throws Exception {
        assertThat(acksAfterOneInTwoPieces(Profiles.MYSQL_5_7_23.with(SplitAck.KEPT))).isEqualTo(1);
    }

    private long acksAfterOneInTwoPieces(ServerProfile profile) throws Exception {
        AckReceiver receiver = receiver(profile);
        Transport[] ends = connect();
        receiver.addReplica(2, ends[1], () -> true);
        byte[] payload = new SemiSyncAck("bin.000001", 100).encode();
        byte[] packet = new byte[payload.length + 4];
        packet[0] = (byte) payload.length;
        System.arraycopy(payload, 0, packet, 4, payload.length);
        ends[0].write(packet, 0, 9);
        Thread.sleep(50);
        ends[0].write(packet, 9, packet.length - 9);
        if (profile.splitAck() == SplitAck.KEPT) {
            await("the ACK", () -> acks() == 1);
        }
        Thread.sleep(100);
        receiver.stop();
        return acks();
    }

    @Test
    void aQuitIsTakenForADamagedAckAsMdev32551() throws Exception {
        assertThat(linesAfterQuit(Profiles.MARIADB_10_11.with(QuitHandling.READ_AS_ACK)))
                .anyMatch(line -> line.contains("Read semi-sync reply magic number error"));
    }

    @Test
    void aQuitIsUnderstoodAndOthersAreReadOn() throws Exception {
        assertThat(linesAfterQuit(Profiles.MARIADB_10_11))
                .anyMatch(line -> line.contains("slave IO thread has stopped"))
                .noneMatch(line -> line.contains("magic number"));
    }

    private List<String> linesAfterQuit(ServerProfile profile) throws Exception {
        AckReceiver receiver = receiver(profile);
        Transport[] leaving = connect();
        Transport[] staying = connect();
        receiver.addReplica(2, leaving[1], () -> true);
        receiver.addReplica(3, staying[1], () -> true);
        leaving[0].write(new byte[]{1, 0, 0, 0, 1}, 0, 5);
        await("a line about it", () -> lines().stream().anyMatch(line -> line.contains("magic number")
                || line.contains("has stopped")));
        acknowledge(staying[0], 200);
        await("the ACK of the other", () -> acks() == 1);
        receiver.stop();
        return lines();
    }

    private List<String> lines() {
        return trace.events(trace.eventBegin(), trace.eventEnd()).stream()
                .filter(TraceEvent.LogLine.class::isInstance).map(event -> ((TraceEvent.LogLine) event).text())
                .toList();
    }

    @Test
    void whoLeavesAReceiverOf80WaitsUntilItIsOffItsCopy() throws Exception {
        AckReceiver receiver = receiver(Profiles.MYSQL_8_0);
        Transport[] ends = connect();
        WorldThread dump = world.threads().start("Binlog Dump", () -> {
            receiver.addReplica(2, ends[1], () -> true);
            world.threads().sleep(100_000_000); // by now the receiver polls, for a second at most
            receiver.removeReplica();
        });
        assertThat(dump.join(3_000_000_000L)).isTrue();
        acknowledge(ends[0], 300);
        Thread.sleep(100);
        assertThat(acks()).as("ACKs of one that has left").isZero();
        receiver.stop();
    }

    @Test
    void whoLeavesCanWakeThePollToo() throws Exception {
        AckReceiver receiver = receiver(Profiles.LOCKSTEP);
        Transport[] ends = connect();
        WorldThread dump = world.threads().start("Binlog Dump", () -> {
            receiver.addReplica(2, ends[1], () -> true);
            world.threads().sleep(50_000_000); // by now the receiver polls, and the connection stays open and silent
            receiver.removeReplica();
        });
        assertThat(dump.join(3_000_000_000L)).isTrue();
        receiver.stop();
    }

    @Test
    void aPollWithoutLimitIsWokenForANewReplica() throws Exception {
        AckReceiver receiver = receiver(Profiles.MARIADB_10_11);
        Transport[] first = connect();
        receiver.addReplica(2, first[1], () -> true);
        Thread.sleep(50); // it polls, and nothing will come of the first
        Transport[] second = connect();
        receiver.addReplica(3, second[1], () -> true);
        acknowledge(second[0], 200);
        await("the ACK of the new one", () -> acks() == 1);
        receiver.stop();
    }

    /** A steady stream of ACKs, and another dump thread that asks to be added meanwhile. */
    private long nanosUntilAdded(ServerProfile profile, long patienceNanos) throws Exception {
        AckReceiver receiver = receiver(profile);
        Transport[] ends = connect();
        Transport[] late = connect();
        receiver.addReplica(2, ends[1], () -> true);
        AtomicBoolean load = new AtomicBoolean(true);
        WorldThread sender = world.threads().start("load", () -> {
            for (int offset = 100; load.get(); offset++) {
                try {
                    acknowledge(ends[0], offset);
                    world.threads().sleep(300_000);
                } catch (IOException e) {
                    return;
                }
            }
        });
        await("the stream flows", () -> acks() > 50);
        long asked = world.clock().nanos();
        WorldThread dump = world.threads().start("Binlog Dump", () -> receiver.addReplica(3, late[1], () -> true));
        boolean added = dump.join(patienceNanos);
        long waited = world.clock().nanos() - asked;
        load.set(false);
        sender.join(Transport.FOREVER);
        assertThat(dump.join(3_000_000_000L)).as("added once the stream ends").isTrue();
        receiver.stop();
        return added ? waited : Long.MAX_VALUE;
    }

    @Test
    void aNewReplicaStarvesUnderLoadWithTheMutexHeldDuringPoll() throws Exception {
        assertThat(nanosUntilAdded(Profiles.MYSQL_5_7_22, 2_000_000_000L)).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @EnumSource(value = AckReader.class, names = {"RECEIVER_COPY", "RECEIVER_LEAVING", "RECEIVER_PIPE",
            "RECEIVER_WOKEN"})
    void aNewReplicaIsAddedAtOnceWithTheMutexFreeDuringPoll(AckReader reader) throws Exception {
        assertThat(nanosUntilAdded(Profiles.MYSQL_5_7_22.with(reader), 2_000_000_000L)).isLessThan(250_000_000L);
    }

    @Test
    void positionsOfAcksReachTheSource() throws Exception {
        AckReceiver receiver = receiver(Profiles.MYSQL_5_7_22);
        Transport[] ends = connect();
        receiver.addReplica(2, ends[1], () -> true);
        BinlogPosition end = new BinlogPosition("bin.000001", 300);
        source.reportBinlogUpdate(end);
        acknowledge(ends[0], 300);
        assertThat(source.waitForAcks(end)).isEqualTo(CommitWait.SEMI_SYNC);
        receiver.stop();
    }
}
