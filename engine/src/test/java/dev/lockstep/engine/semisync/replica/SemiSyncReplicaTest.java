package dev.lockstep.engine.semisync.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.ReplicaState;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.world.LiveWorlds;
import dev.lockstep.engine.world.LockModel;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.trace.TraceEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SemiSyncReplicaTest {
    private static final byte[] FLAGGED = {0, (byte) 0xef, 1, 42};
    private static final byte[] PLAIN = {0, (byte) 0xef, 0, 42};
    private static final BinlogPosition START = new BinlogPosition("", 4);

    private final TraceLog trace = new TraceLog();
    private final LiveWorlds worlds = new LiveWorlds(trace, LockModel.DEFAULT);
    private final AtomicInteger killed = new AtomicInteger();
    private boolean enabled = true;
    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        worlds.close();
    }

    private SemiSyncReplica replica(ReplicaState scope) throws Exception {
        World world = worlds.open("r", folder);
        return new SemiSyncReplica(world, Profiles.MYSQL_5_7_22.with(scope), () -> enabled, ServerLog.traceOnly(world));
    }

    private static SemiSyncStream started(SemiSyncReplica replica, String channel) {
        SemiSyncStream stream = replica.stream(channel);
        stream.receiverStarts("repl@h:1", START);
        stream.sourceAgreed();
        return stream;
    }

    @Test
    void stripsTheHeaderAndRemembersTheWish() throws Exception {
        SemiSyncStream stream = started(replica(ReplicaState.PROCESS_WIDE), "");
        assertThat(stream.afterReadEvent(FLAGGED, 1)).isEqualTo(3);
        assertThat(stream.replyDue()).isTrue();
        assertThat(stream.afterReadEvent(PLAIN, 1)).isEqualTo(3);
        assertThat(stream.replyDue()).isFalse();
    }

    @Test
    void anEventWithoutHeaderFailsIfOneIsBelievedToBeThere() throws Exception {
        SemiSyncStream stream = started(replica(ReplicaState.PROCESS_WIDE), "");
        assertThatThrownBy(() -> stream.afterReadEvent(new byte[]{0, 1, 2, 3}, 1))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("Missing magic number for semi-sync packet, packet len: 3");
    }

    @Test
    void oneChannelThatStopsMisleadsTheOtherAsBug102994() throws Exception {
        SemiSyncReplica replica = replica(ReplicaState.PROCESS_WIDE);
        SemiSyncStream a = started(replica, "a");
        SemiSyncStream b = started(replica, "b");
        b.receiverStops(killed::incrementAndGet);
        assertThat(a.on()).isFalse();
        assertThat(a.afterReadEvent(FLAGGED, 1)).isEqualTo(1);
    }

    @Test
    void aSourceWithoutSemiSyncMisleadsTheOtherAsMdev3793() throws Exception {
        SemiSyncReplica replica = replica(ReplicaState.PROCESS_WIDE);
        SemiSyncStream a = started(replica, "a");
        SemiSyncStream b = replica.stream("b");
        b.receiverStarts("repl@h:2", START);
        b.sourceLacksIt();
        assertThat(a.on()).isFalse();
    }

    @Test
    void channelsWithAStateOfTheirOwnDoNotMind() throws Exception {
        SemiSyncReplica replica = replica(ReplicaState.PER_CHANNEL);
        SemiSyncStream a = started(replica, "a");
        SemiSyncStream b = started(replica, "b");
        b.receiverStops(killed::incrementAndGet);
        assertThat(a.on()).isTrue();
        assertThat(a.afterReadEvent(FLAGGED, 1)).isEqualTo(3);
        assertThat(b.on()).isFalse();
        assertThat(replica.on()).isTrue();
    }

    /** Async connection X runs; semi-sync is switched on and Y starts: X's next event has no magic number (R8). */
    @Test
    void aChannelThatStartsMisleadsOneThatRunsWhereStrippingIsShared() throws Exception {
        SemiSyncReplica replica = replica(ReplicaState.SHARED_STRIP);
        enabled = false;
        SemiSyncStream x = replica.stream("x");
        x.receiverStarts("repl@h:1", START);
        assertThat(x.wanted()).isFalse();
        enabled = true;
        SemiSyncStream y = started(replica, "y");
        assertThat(x.on()).isTrue();
        assertThat(x.afterReadEvent(FLAGGED, 1)).isEqualTo(3);
        assertThat(x.replyDue()).as("x never promised to reply").isFalse();
        x.receiverStops(killed::incrementAndGet);
        assertThat(killed).as("the flag of y lets x kill its dump thread").hasValue(1);
        assertThat(y.afterReadEvent(FLAGGED, 1)).isEqualTo(1);
        assertThat(y.asked()).isEqualTo(
                new Belief("Repl_semi_sync_slave::m_slave_enabled", false, "x", "thread_stop"));
    }

    @Test
    void aChannelThatStartsWhileSemiSyncIsOffSwitchesItOffForAllWhereStrippingIsShared() throws Exception {
        SemiSyncReplica replica = replica(ReplicaState.SHARED_STRIP);
        SemiSyncStream m1 = started(replica, "m1");
        enabled = false;
        replica.stream("m2").receiverStarts("repl@h:2", START);
        assertThat(m1.afterReadEvent(FLAGGED, 1)).isEqualTo(1);
    }

    @Test
    void aReplyThatFailedEndsRepliesButNotStripping() throws Exception {
        SemiSyncStream stream = started(replica(ReplicaState.PER_CHANNEL), "");
        stream.afterReadEvent(FLAGGED, 1);
        assertThat(stream.replyDue()).isTrue();
        stream.replyFailed("gone");
        assertThat(stream.afterReadEvent(FLAGGED, 1)).isEqualTo(3);
        assertThat(stream.replyDue()).isFalse();
        stream.reconnects("repl@h:1", START);
        stream.sourceAgreed();
        stream.afterReadEvent(FLAGGED, 1);
        assertThat(stream.replyDue()).isTrue();
    }

    @Test
    void whetherToReplyIsSharedInThePluginOnly() throws Exception {
        assertThat(replyOfOneAfterUnflaggedOfOther(ReplicaState.PROCESS_WIDE)).isFalse();
        assertThat(replyOfOneAfterUnflaggedOfOther(ReplicaState.SHARED_STRIP)).isTrue();
        assertThat(replyOfOneAfterUnflaggedOfOther(ReplicaState.PER_CHANNEL)).isTrue();
    }

    private boolean replyOfOneAfterUnflaggedOfOther(ReplicaState scope) throws Exception {
        SemiSyncReplica replica = replica(scope);
        SemiSyncStream a = started(replica, "a");
        SemiSyncStream b = started(replica, "b");
        a.afterReadEvent(FLAGGED, 1);
        b.afterReadEvent(PLAIN, 1);
        return a.replyDue();
    }

    @Test
    void tellsTheTraceWhoWroteTheSharedFlag() throws Exception {
        SemiSyncReplica replica = replica(ReplicaState.PROCESS_WIDE);
        started(replica, "a");
        SemiSyncStream b = started(replica, "b");
        b.receiverStops(killed::incrementAndGet);
        List<String> told = trace.events(0, Long.MAX_VALUE).stream()
                .filter(TraceEvent.FlagWritten.class::isInstance).map(TraceEvent.FlagWritten.class::cast)
                .map(e -> e.writer() + " " + e.hook() + " " + e.flag() + " " + e.value() + " " + e.shared()).toList();
        assertThat(told).containsExactly("a thread_start rpl_semi_sync_slave_status true true",
                "a before_request_transmit rpl_semi_sync_slave_status true true",
                "b before_request_transmit rpl_semi_sync_slave_status true true",
                "b thread_stop rpl_semi_sync_slave_status false true");
        assertThat(killed).as("the plugin kills nobody").hasValue(0);
        assertThat(trace.events(0, Long.MAX_VALUE)).filteredOn(TraceEvent.ChannelSemiSync.class::isInstance)
                .as("each change is told of every channel that reads the flag").hasSize(4);
    }
}
