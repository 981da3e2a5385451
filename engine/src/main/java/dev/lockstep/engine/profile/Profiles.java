package dev.lockstep.engine.profile;

import dev.lockstep.engine.profile.ServerProfile.AckReader;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.profile.ServerProfile.MinAck;
import dev.lockstep.engine.profile.ServerProfile.ReplicaState;
import dev.lockstep.engine.profile.ServerProfile.WaitCondition;
import dev.lockstep.engine.profile.ServerProfile.WaitPoint;
import java.util.List;
import java.util.Optional;

/** The profiles that a node can have. */
public final class Profiles {
    /** The version of bug #89370. */
    public static final ServerProfile MYSQL_5_7_22 = new ServerProfile("mysql-5.7.22", Dialect.MYSQL, "5.7.22-lockstep",
            AckReader.RECEIVER_LOCKED_POLL, WaitCondition.PER_NODE, WaitPoint.AFTER_SYNC, MinAck.LAST_SMALLER,
            ReplicaState.PROCESS_WIDE, "The ACK receiver keeps its mutex while it polls and reads: bug #89370.");

    /** The version that fixed it. */
    public static final ServerProfile MYSQL_5_7_23 = new ServerProfile("mysql-5.7.23", Dialect.MYSQL, "5.7.23-lockstep",
            AckReader.RECEIVER_COPY, WaitCondition.PER_NODE, WaitPoint.AFTER_SYNC, MinAck.LAST_SMALLER,
            ReplicaState.PROCESS_WIDE, "The ACK receiver polls and reads with its mutex free: bug #89370 is fixed.");

    /** In the order in which they are offered. */
    public static final List<ServerProfile> ALL = List.of(MYSQL_5_7_22, MYSQL_5_7_23);

    private Profiles() {}

    /** The profile of that name. */
    public static Optional<ServerProfile> named(String name) {
        return ALL.stream().filter(profile -> profile.name().equals(name)).findFirst();
    }
}
