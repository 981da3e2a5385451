package dev.lockstep.engine.semisync.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.profile.AckWait;
import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.trace.LockOp;
import dev.lockstep.engine.trace.ThreadTrack;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.wire.SemiSyncReply.SemiSyncAck;
import dev.lockstep.engine.world.Listener;
import dev.lockstep.engine.world.LiveWorlds;
import dev.lockstep.engine.world.LockModel;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.Transport;
import dev.lockstep.engine.world.World;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The version tables of semisync.md by what a source really does: C.7, C.8 and D.7. What each version has is ProfilesTest's. */
@Timeout(30)
class VersionTablesTest {
    private static final class Settings implements SemiSyncSettings {
        private volatile boolean waitNoReplica = true;
        private volatile int firstDescriptor;

        @Override
        public long timeoutMillis() {
            return 10_000;
        }

        @Override
        public boolean waitNoReplica() {
            return waitNoReplica;
        }

        @Override
        public int firstDescriptor() {
            return firstDescriptor;
        }
    }

    private final TraceLog trace = new TraceLog();
    private final LiveWorlds worlds = new LiveWorlds(trace, LockModel.DEFAULT);
    private final Settings settings = new Settings();
    private World world;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        world = worlds.open("src", folder);
    }

    @AfterEach
    void close() {
        worlds.close();
    }

    private SemiSyncSource source(ServerProfile profile) {
        return new SemiSyncSource(world, profile, settings, ServerLog.traceOnly(world));
    }

    private static ServerProfile profile(String name) {
        return Profiles.named(name).orElseThrow();
    }

    private static BinlogPosition at(long offset) {
        return new BinlogPosition("bin.000001", offset);
    }

    private void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            world.threads().sleep(2_000_000);
        }
    }

    /** C.7: the last replica leaves while a commit waits; does the commit wait on, and is semi-sync still on? */
    @ParameterizedTest
    @CsvSource({
            "mysql-5.5,       true,  waits on, on",
            "mysql-5.5,       false, returns,  off",
            "mysql-5.6,       true,  waits on, on",
            "mysql-5.6,       false, returns,  off",
            "mariadb-10.0,    true,  waits on, on",
            "mariadb-10.0,    false, returns,  off",
            "mysql-5.7.22,    true,  waits on, on",
            "mysql-5.7.22,    false, returns,  off",
            "mysql-8.0,       false, returns,  off",
            "mariadb-10.6.16, true,  waits on, on",
            "mariadb-10.6.16, false, returns,  off",
            "mariadb-10.11,   false, returns,  on",
            "mariadb-11.8,    true,  waits on, on",
            "mariadb-11.8,    false, returns,  on"})
    void whatBecomesOfACommitWhenTheLastReplicaLeaves(String name, boolean waitNoSlave, String commit, String state) {
        settings.waitNoReplica = waitNoSlave;
        SemiSyncSource source = source(profile(name));
        source.addReplica();
        source.enable();
        source.reportBinlogUpdate(at(100));
        world.threads().start("commit", () -> source.waitForAcks(at(100)));
        await("the commit waits", () -> source.status().waitSessions() == 1);
        source.removeReplica();
        if (commit.equals("returns")) {
            await("the commit returns", () -> source.status().waitSessions() == 0);
        } else {
            world.threads().sleep(20_000_000);
            assertThat(source.status().waitSessions()).isEqualTo(1);
        }
        assertThat(source.on()).isEqualTo(state.equals("on"));
    }

    /** C.4, C.7: semi-sync is enabled while nobody is there. */
    @ParameterizedTest
    @CsvSource({"mysql-5.6, true, on", "mysql-5.6, false, on", "mysql-5.7.22, true, on", "mysql-5.7.22, false, off",
            "mariadb-10.6.16, false, on", "mariadb-11.8, true, on", "mariadb-11.8, false, on"})
    void whetherEnablingWithNobodyThereSwitchesOn(String name, boolean waitNoSlave, String state) {
        settings.waitNoReplica = waitNoSlave;
        SemiSyncSource source = source(profile(name));
        source.enable();
        assertThat(source.on()).isEqualTo(state.equals("on"));
    }

    /** C.8: semi-sync has been switched off by a timeout, or a commit waits; then RESET MASTER. */
    @ParameterizedTest
    @CsvSource({"mysql-5.5, on, 1", "mysql-5.6, on, 1", "mariadb-10.0, on, 1", "mysql-5.7.22, off, 1",
            "mysql-8.0, off, 1", "mariadb-10.6.16, on, 0", "mariadb-11.8, on, 0", "lockstep, on, 0"})
    void whatResetMasterDoes(String name, String stateThatWasOff, int stillWaiting) {
        SemiSyncSource waiting = source(profile(name));
        waiting.addReplica();
        waiting.enable();
        waiting.reportBinlogUpdate(at(100));
        world.threads().start("commit", () -> waiting.waitForAcks(at(100)));
        await("the commit waits", () -> waiting.status().waitSessions() == 1);
        boolean disabled = waiting.beforeResetMaster();
        if (disabled) {
            await("the commit returns", () -> waitsEnded() == 1);
        }
        waiting.resetMaster(disabled);
        assertThat(waiting.status().waitSessions()).isZero(); // whoever waits
        world.threads().sleep(20_000_000);
        assertThat(1 - waitsEnded()).isEqualTo(stillWaiting);
        settings.waitNoReplica = false;
        waiting.removeReplica();
        settings.waitNoReplica = true;
        SemiSyncSource off = source(profile(name));
        off.enable();
        off.reportBinlogUpdate(at(200));
        off.reportBinlogUpdate(at(200)); // out of order, which switches off
        assertThat(off.on()).isFalse();
        off.resetMaster(off.beforeResetMaster());
        assertThat(off.on()).isEqualTo(stateThatWasOff.equals("on"));
    }

    private long waitsEnded() {
        return trace.events(trace.eventBegin(), trace.eventEnd()).stream()
                .filter(TraceEvent.AckWaitEnded.class::isInstance).count();
    }

    /** D.7: is the receiver's mutex held while it polls, and while it reads; and does a poll without ACKs end by itself? */
    @ParameterizedTest
    @CsvSource({"mysql-5.7.22, true, true, 1 s", "mysql-5.7.23, false, false, 1 s", "mysql-8.0, false, false, 1 s",
            "mariadb-10.6.16, true, true, 1 s", "mariadb-10.11, false, true, none",
            "mariadb-11.8, false, true, none"})
    void whatTheReceiverHoldsAndHowLongItPolls(String name, boolean heldInPoll, boolean heldInRead, String limit)
            throws Exception {
        SemiSyncSource source = source(profile(name));
        source.enable();
        AckReceiver receiver = AckReceiver.of(world, profile(name), source, ServerLog.traceOnly(world));
        receiver.start();
        Listener listener = world.network().listen(0);
        Transport replica = world.network().connect("127.0.0.1", listener.port(), 1_000_000_000L);
        receiver.addReplica(2, listener.accept(), () -> true);
        acknowledge(replica);
        ThreadTrack thread = trace.threads().stream().filter(track -> track.name().equals("Ack_receiver")).findFirst()
                .orElseThrow();
        await("an ACK is read, and a poll begins", () -> began(thread, Activity.READING_ACKS) > 0
                && began(thread, Activity.POLLING) > 1);
        int polls = began(thread, Activity.POLLING);
        world.threads().sleep(1_200_000_000);
        assertThat(began(thread, Activity.POLLING) > polls).isEqualTo(limit.equals("1 s"));
        assertThat(heldIn(thread, Activity.POLLING)).isEqualTo(heldInPoll);
        assertThat(heldIn(thread, Activity.READING_ACKS)).isEqualTo(heldInRead);
        replica.close();
        receiver.stop();
    }

    private static void acknowledge(Transport replica) throws Exception {
        byte[] payload = new SemiSyncAck("bin.000001", 100).encode();
        byte[] packet = new byte[payload.length + 4];
        packet[0] = (byte) payload.length;
        System.arraycopy(payload, 0, packet, 4, payload.length);
        replica.write(packet, 0, packet.length);
    }

    private static int began(ThreadTrack thread, Activity activity) {
        int count = 0;
        for (int row = thread.begin(); row < thread.end(); row++) {
            count += thread.op(row) == LockOp.BEGAN && thread.subject(row) == activity.ordinal() ? 1 : 0;
        }
        return count;
    }

    private boolean heldIn(ThreadTrack thread, Activity activity) {
        int mutex = trace.locks().stream().filter(lock -> lock.name().equals("Ack_receiver::m_mutex")).findFirst()
                .orElseThrow().id();
        boolean held = false;
        boolean heldIn = false;
        for (int row = thread.begin(); row < thread.end(); row++) {
            switch (thread.op(row)) {
                case ACQUIRED -> held |= thread.subject(row) == mutex;
                case RELEASED -> held &= thread.subject(row) != mutex;
                case BEGAN -> heldIn |= held && thread.subject(row) == activity.ordinal();
                default -> {
                }
            }
        }
        return heldIn;
    }

    /** D.7, FD limit: all versions poll; one that selects gives up. */
    @Test
    void aReceiverThatSelectsEndsAtADescriptorAbove1024() throws Exception {
        assertThat(Profiles.ALL).allMatch(profile -> profile.ackWait() == AckWait.POLL);
        settings.firstDescriptor = 1024;
        for (ServerProfile version : Profiles.ALL) {
            ServerProfile selecting = version.with(AckWait.SELECT);
            SemiSyncSource source = source(selecting);
            AckReceiver receiver = AckReceiver.of(world, selecting, source, ServerLog.traceOnly(world));
            receiver.start();
            if (receiver.running()) {
                Listener listener = world.network().listen(0);
                Transport replica = world.network().connect("127.0.0.1", listener.port(), 1_000_000_000L);
                receiver.addReplica(2, listener.accept(), () -> true);
                await(version.base() + ": the receiver ends", () -> !receiver.running());
                replica.close();
            }
        }
    }
}
