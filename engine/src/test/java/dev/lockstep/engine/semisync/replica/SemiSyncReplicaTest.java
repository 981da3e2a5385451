package dev.lockstep.engine.semisync.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.ServerProfile.ReplicaState;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.world.LiveWorlds;
import dev.lockstep.engine.world.LockModel;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.World;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SemiSyncReplicaTest {
    private static final byte[] FLAGGED = {0, (byte) 0xef, 1, 42};
    private static final byte[] PLAIN = {0, (byte) 0xef, 0, 42};
    private static final BinlogPosition START = new BinlogPosition("", 4);

    private final LiveWorlds worlds = new LiveWorlds(new TraceLog(), LockModel.DEFAULT);
    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        worlds.close();
    }

    private SemiSyncReplica replica(ReplicaState scope) throws Exception {
        World world = worlds.open("r", folder);
        ServerProfile base = Profiles.MYSQL_5_7_22;
        ServerProfile profile = new ServerProfile(base.name(), base.dialect(), base.version(), base.ackReader(),
                base.waitCondition(), base.waitPoint(), base.minAck(), scope, base.semiSyncCode(), base.summary());
        return new SemiSyncReplica(world, profile, () -> true, ServerLog.traceOnly(world));
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
        b.receiverStops();
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
        b.receiverStops();
        assertThat(a.on()).isTrue();
        assertThat(a.afterReadEvent(FLAGGED, 1)).isEqualTo(3);
        assertThat(b.on()).isFalse();
        assertThat(replica.on()).isTrue();
    }
}
