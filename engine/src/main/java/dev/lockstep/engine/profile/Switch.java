package dev.lockstep.engine.profile;

import java.util.List;
import java.util.Locale;

/**
 * One thing in which server versions differ, as an enum of what they do. Topology files name it by {@link #key()} and
 * {@link #value()}, such as {@code ack-reader=receiver-copy}.
 */
public sealed interface Switch permits AckReader, WaitCondition, CommitForm, BinlogPublish, WaitPoint, WaitPointChoice,
        WaitCount, MinAck, KilledWait, WaitNoReplica, HeaderReservation, SkippedEvent, QuitHandling, SplitAck,
        DumpIdentity,
        ZombieDump, ReplacedDump, SourceTalk, RelaySync, GtidRelayLog, ReplicaState, PacketLength, AckWait, Recovery,
        ResetMaster, OldAck,
        Shutdown, SemiSyncCode,
        GtidDefault, Words {
    /** All kinds, in the order in which people read them. */
    List<Class<? extends Switch>> KINDS = List.of(AckReader.class, WaitCondition.class, CommitForm.class,
            BinlogPublish.class, WaitPoint.class, WaitPointChoice.class, WaitCount.class, MinAck.class,
            KilledWait.class, WaitNoReplica.class, HeaderReservation.class, SkippedEvent.class, QuitHandling.class,
            SplitAck.class,
            DumpIdentity.class, ZombieDump.class, ReplacedDump.class, SourceTalk.class, RelaySync.class,
            GtidRelayLog.class,
            ReplicaState.class,
            PacketLength.class,
            AckWait.class,
            Recovery.class, ResetMaster.class, OldAck.class, Shutdown.class, SemiSyncCode.class,
            GtidDefault.class, Words.class);

    /** The constant's name. */
    String name();

    /** What it does, in a few words. */
    String summary();

    /** Which thing it is about, as files write it. */
    default String key() {
        return key(getClass());
    }

    /** What it does about it, as files write it. */
    default String value() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The thing that a kind of switch is about, as files write it. */
    static String key(Class<? extends Switch> kind) {
        return kind.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
