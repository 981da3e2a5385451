package dev.lockstep.engine.semisync.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.profile.OldAck;
import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.world.LiveWorlds;
import dev.lockstep.engine.world.LockModel;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.World;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class SemiSyncSourceTest {
    private static final class Settings implements SemiSyncSettings {
        volatile long timeoutMillis = 10_000;
        volatile boolean waitNoReplica = true;

        @Override
        public long timeoutMillis() {
            return timeoutMillis;
        }

        @Override
        public boolean waitNoReplica() {
            return waitNoReplica;
        }
    }

    private final TraceLog trace = new TraceLog();
    private final LiveWorlds worlds = new LiveWorlds(trace, LockModel.DEFAULT);
    private final Settings settings = new Settings();
    private final BlockingQueue<CommitWait> results = new LinkedBlockingQueue<>();
    private World world;
    private SemiSyncSource source;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        world = worlds.open("src", folder);
        source = new SemiSyncSource(world, Profiles.MYSQL_5_7_22, settings, ServerLog.traceOnly(world));
    }

    @AfterEach
    void close() {
        worlds.close();
    }

    private static BinlogPosition at(long offset) {
        return new BinlogPosition("bin.000001", offset);
    }

    /** A group flushed, and its commit waiting in a thread. */
    private void commit(long offset) throws InterruptedException {
        source.reportBinlogUpdate(at(offset));
        int before = source.status().waitSessions();
        world.threads().start("commit", () -> results.add(source.waitForAcks(at(offset))));
        for (int i = 0; i < 2_000 && source.status().waitSessions() == before && results.isEmpty(); i++) {
            world.threads().sleep(1_000_000);
        }
    }

    private CommitWait result() throws InterruptedException {
        CommitWait result = results.poll(5, TimeUnit.SECONDS);
        assertThat(result).as("a commit came back").isNotNull();
        return result;
    }

    private List<String> log() {
        return trace.events(trace.eventBegin(), trace.eventEnd()).stream()
                .filter(TraceEvent.LogLine.class::isInstance).map(event -> ((TraceEvent.LogLine) event).text())
                .toList();
    }

    @Test
    void anAckReleasesTheCommitAndAllBeforeIt() throws Exception {
        source.enable();
        assertThat(source.on()).isTrue();
        commit(100);
        commit(200);
        source.handleAck(2, at(200), () -> true);
        assertThat(List.of(result(), result())).containsOnly(CommitWait.SEMI_SYNC);
        SemiSyncStatus status = source.status();
        assertThat(status.yesTransactions()).isEqualTo(2);
        assertThat(status.transactionWaits()).isEqualTo(2);
        assertThat(status.waitSessions()).isZero();
        assertThat(status.noTransactions()).isZero();
    }

    @Test
    void anAckOfAnEarlierPositionReleasesNobody() throws Exception {
        source.enable();
        commit(100);
        source.handleAck(2, at(99), () -> true);
        assertThat(results.poll(100, TimeUnit.MILLISECONDS)).isNull();
        source.handleAck(2, at(100), () -> true);
        assertThat(result()).isEqualTo(CommitWait.SEMI_SYNC);
    }

    @Test
    void withOneConditionForAllAnAckWakesEvenThoseThatItDoesNotRelease() throws Exception {
        source = new SemiSyncSource(world, Profiles.MARIADB_10_0, settings, ServerLog.traceOnly(world));
        source.enable();
        commit(100);
        commit(200);
        source.handleAck(2, at(100), () -> true);
        assertThat(result()).isEqualTo(CommitWait.SEMI_SYNC);
        for (int i = 0; i < 2_000 && source.status().transactionWaits() < 2; i++) {
            world.threads().sleep(1_000_000);
        }
        assertThat(source.status().waitSessions()).as("the other woke and sleeps again").isEqualTo(1);
        assertThat(source.updateSyncHeader(at(100))).as("the ACK removed its node").isFalse();
        source.handleAck(2, at(200), () -> true);
        assertThat(result()).isEqualTo(CommitWait.SEMI_SYNC);
        assertThat(source.status().transactionWaits()).isEqualTo(3);
        assertThat(source.status().yesTransactions()).isEqualTo(2);
    }

    @Test
    void withOneConditionForAllACommitWaitsForItsPositionEvenWithoutANode() throws Exception {
        source = new SemiSyncSource(world, Profiles.MARIADB_10_0, settings, ServerLog.traceOnly(world));
        source.enable();
        source.reportBinlogUpdate(at(200));
        world.threads().start("commit", () -> results.add(source.waitForAcks(at(100))));
        assertThat(results.poll(100, TimeUnit.MILLISECONDS)).isNull();
        source.handleAck(2, at(200), () -> true);
        assertThat(result()).isEqualTo(CommitWait.SEMI_SYNC);
    }

    @Test
    void anAckBeforeTheWaitCounts() {
        source.enable();
        source.reportBinlogUpdate(at(100));
        source.handleAck(2, at(100), () -> true);
        assertThat(source.waitForAcks(at(100))).isEqualTo(CommitWait.SEMI_SYNC);
        assertThat(source.status().transactionWaits()).isZero();
    }

    @Test
    void theTimeoutSwitchesOffAndAnAckThatCatchesUpSwitchesOn() throws Exception {
        settings.timeoutMillis = 50;
        source.enable();
        source.handleAck(2, at(50), () -> true);
        commit(100);
        assertThat(result()).isEqualTo(CommitWait.TIMEOUT);
        assertThat(source.on()).isFalse();
        assertThat(source.enabled()).isTrue();
        assertThat(log())
                .contains("Timeout waiting for reply of binlog (file: bin.000001, pos: 100), semi-sync up to file "
                        + "bin.000001, position 50.", "Semi-sync replication switched OFF.");
        source.reportBinlogUpdate(at(200));
        assertThat(source.waitForAcks(at(200))).isEqualTo(CommitWait.ASYNCHRONOUS);
        assertThat(source.updateSyncHeader(at(150))).isFalse();
        assertThat(source.updateSyncHeader(at(200))).isTrue();
        source.handleAck(2, at(150), () -> true);
        assertThat(source.on()).isFalse();
        source.handleAck(2, at(200), () -> true);
        assertThat(source.on()).isTrue();
        assertThat(log()).contains("Semi-sync replication switched ON at (bin.000001, 200)");
        assertThat(source.status().timesSwitchedOff()).isEqualTo(1);
        assertThat(source.status().noTransactions()).isEqualTo(2);
    }

    @Test
    void aShorterTimeoutDoesNotHelpThoseThatWaitAlready() throws Exception {
        settings.timeoutMillis = 5_000;
        source.enable();
        commit(100);
        settings.timeoutMillis = 1;
        assertThat(results.poll(200, TimeUnit.MILLISECONDS)).isNull();
        source.handleAck(2, at(100), () -> true);
        assertThat(result()).isEqualTo(CommitWait.SEMI_SYNC);
    }

    @Test
    void onlyTheEndOfAGroupIsFlaggedAndOnlyUntilItIsAcknowledged() {
        source.enable();
        source.reportBinlogUpdate(at(100));
        assertThat(source.updateSyncHeader(at(70))).isFalse();
        assertThat(source.updateSyncHeader(at(100))).isTrue();
        source.handleAck(2, at(100), () -> true);
        assertThat(source.updateSyncHeader(at(100))).isFalse();
    }

    @Test
    void anEventBeforeTheSmallestWaitIsNotFlagged() throws Exception {
        source.enable();
        source.reportBinlogUpdate(at(100));
        commit(200);
        assertThat(source.updateSyncHeader(at(100))).isFalse();
        assertThat(source.updateSyncHeader(at(200))).isTrue();
        source.disable();
        assertThat(result()).isEqualTo(CommitWait.SWITCHED_OFF);
    }

    @Test
    void anEarlierWaiterLowersTheWaitPositionAndEachIsReleasedByItsOwnAck() throws Exception {
        source.enable();
        source.reportBinlogUpdate(at(100));
        commit(200);
        world.threads().start("commit", () -> results.add(source.waitForAcks(at(100))));
        while (source.status().waitSessions() < 2) {
            world.threads().sleep(1_000_000);
        }
        assertThat(source.status().waitPositionBacktraverse()).isEqualTo(1);
        source.handleAck(2, at(100), () -> true);
        assertThat(result()).isEqualTo(CommitWait.SEMI_SYNC);
        assertThat(results.poll(100, TimeUnit.MILLISECONDS)).isNull();
        source.handleAck(2, at(200), () -> true);
        assertThat(result()).isEqualTo(CommitWait.SEMI_SYNC);
    }

    @Test
    void loweringTheCountReleasesWaiters() throws Exception {
        source.setWaitForReplicaCount(3);
        source.enable();
        commit(100);
        source.handleAck(2, at(100), () -> true);
        source.handleAck(3, at(100), () -> true);
        assertThat(results.poll(100, TimeUnit.MILLISECONDS)).isNull();
        source.setWaitForReplicaCount(2);
        assertThat(result()).isEqualTo(CommitWait.SEMI_SYNC);
        commit(200);
        source.handleAck(2, at(200), () -> true);
        assertThat(results.poll(100, TimeUnit.MILLISECONDS)).isNull();
        source.setWaitForReplicaCount(1);
        assertThat(result()).isEqualTo(CommitWait.SEMI_SYNC);
        commit(300);
        source.handleAck(3, at(300), () -> true);
        assertThat(result()).isEqualTo(CommitWait.SEMI_SYNC);
    }

    @Test
    void raisingTheCountForgetsAcksOfThePast() throws Exception {
        source.enable();
        source.reportBinlogUpdate(at(100));
        source.setWaitForReplicaCount(2);
        commit(200);
        source.handleAck(2, at(200), () -> true);
        assertThat(results.poll(100, TimeUnit.MILLISECONDS)).isNull();
        source.handleAck(3, at(200), () -> true);
        assertThat(result()).isEqualTo(CommitWait.SEMI_SYNC);
    }

    @Test
    void losingTheLastReplicaSwitchesOffOnlyWithoutWaitNoSlave() {
        source.enable();
        source.addReplica();
        source.removeReplica();
        assertThat(source.on()).isTrue();
        settings.waitNoReplica = false;
        source.waitNoReplicaChanged();
        assertThat(source.on()).isFalse();
        settings.waitNoReplica = true;
        source.waitNoReplicaChanged();
        assertThat(source.on()).isTrue();
        settings.waitNoReplica = false;
        source.addReplica();
        source.removeReplica();
        assertThat(source.on()).isFalse();
    }

    @Test
    void leavingBelowTheCountSwitchesOffAtTheEdgeOnly() {
        settings.waitNoReplica = false;
        source.setWaitForReplicaCount(3);
        for (int i = 0; i < 3; i++) {
            source.addReplica();
        }
        source.enable();
        assertThat(source.on()).isTrue();
        source.removeReplica();
        assertThat(source.on()).isFalse();
    }

    @Test
    void enablingWithoutReplicasAndWithoutWaitNoSlaveStartsOff() {
        settings.waitNoReplica = false;
        source.enable();
        assertThat(source.enabled()).isTrue();
        assertThat(source.on()).isFalse();
    }

    @Test
    void anotherThanTheLastTransactionOfAGroupDoesNotWait() {
        source.enable();
        source.reportBinlogUpdate(at(200));
        assertThat(source.waitForAcks(at(100))).isEqualTo(CommitWait.ASYNCHRONOUS);
        assertThat(source.status().noTransactions()).isEqualTo(1);
    }

    @Test
    void writingOutOfOrderSwitchesOff() {
        source.enable();
        source.reportBinlogUpdate(at(200));
        source.reportBinlogUpdate(at(200));
        assertThat(source.on()).isFalse();
        assertThat(log()).contains("binlog write out-of-order, tail (bin.000001, 200), new node (bin.000001, 200)");
    }

    @Test
    void resetMasterForgetsCountersAndPositionsButNotTheState() {
        source.enable();
        source.reportBinlogUpdate(at(100));
        source.handleAck(2, at(100), () -> true);
        source.waitForAcks(at(100));
        source.flaggedEventFlushed();
        source.resetMaster(false);
        assertThat(source.on()).isTrue();
        assertThat(source.status()).isEqualTo(new SemiSyncStatus(true, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource(OldAck.class)
    void anAckOfTheBinlogThatResetMasterDeleted(OldAck rule) throws Exception {
        source = new SemiSyncSource(world, Profiles.MYSQL_5_7_22.with(rule), settings, ServerLog.traceOnly(world));
        source.enable();
        source.addReplica();
        commit(100);
        source.handleAck(2, at(100), () -> true);
        result();
        source.resetMaster(false);
        source.handleAck(2, at(500), () -> false);

        commit(50);
        if (rule == OldAck.COUNTED) {
            assertThat(result()).as("nobody has it, and it does not wait").isEqualTo(CommitWait.SEMI_SYNC);
        } else {
            assertThat(source.status().waitSessions()).isEqualTo(1);
            source.handleAck(2, at(50), () -> true);
            assertThat(result()).isEqualTo(CommitWait.SEMI_SYNC);
        }
    }

    @Test
    void flushStatusKeepsWhatIsComputed() throws Exception {
        source.enable();
        source.addReplica();
        commit(100);
        source.handleAck(2, at(100), () -> true);
        result();
        source.flushStatus();
        assertThat(source.status().yesTransactions()).isZero();
        assertThat(source.status().transactionWaits()).isEqualTo(1);
        assertThat(source.status().clients()).isEqualTo(1);
    }

    @Test
    void shutdownEndsTheWaitWhenReplicasAreTooFew() throws Exception {
        source.enable();
        source.addReplica();
        commit(100);
        source.shutdown();
        assertThat(results.poll(100, TimeUnit.MILLISECONDS)).isNull();
        source.removeReplica();
        assertThat(result()).isEqualTo(CommitWait.ABORTED);
        assertThat(log()).contains("SEMISYNC: Forced shutdown. Some updates might not be replicated.");
    }

    @Test
    void whatIsNoAckIsLoggedAndIgnored() {
        source.enable();
        source.reportReplyPacket(2, new byte[]{1}, () -> true);
        assertThat(log()).contains("Read semi-sync reply magic number error");
    }

    @Test
    void allStatusVariablesHaveTheServersNames() {
        assertThat(source.status().variables()).containsOnlyKeys("Rpl_semi_sync_master_clients",
                "Rpl_semi_sync_master_net_avg_wait_time", "Rpl_semi_sync_master_net_wait_time",
                "Rpl_semi_sync_master_net_waits", "Rpl_semi_sync_master_no_times", "Rpl_semi_sync_master_no_tx",
                "Rpl_semi_sync_master_status", "Rpl_semi_sync_master_timefunc_failures",
                "Rpl_semi_sync_master_tx_avg_wait_time", "Rpl_semi_sync_master_tx_wait_time",
                "Rpl_semi_sync_master_tx_waits", "Rpl_semi_sync_master_wait_pos_backtraverse",
                "Rpl_semi_sync_master_wait_sessions", "Rpl_semi_sync_master_yes_tx");
    }

    @Test
    void aWaitIsInTheTraceWithItsOutcome() throws Exception {
        source.enable();
        commit(100);
        source.handleAck(2, at(100), () -> true);
        result();
        List<TraceEvent> events = trace.events(trace.eventBegin(), trace.eventEnd());
        assertThat(events).filteredOn(TraceEvent.AckWaitStarted.class::isInstance).hasSize(1);
        assertThat(events).filteredOn(TraceEvent.AckWaitEnded.class::isInstance).singleElement()
                .satisfies(event -> assertThat(((TraceEvent.AckWaitEnded) event).outcome())
                        .isEqualTo(TraceEvent.AckWaitEnded.Outcome.ACKED));
    }
}
