package dev.lockstep.engine.profile;

import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.profile.ServerProfile.AckReader;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.profile.ServerProfile.DumpIdentity;
import dev.lockstep.engine.profile.ServerProfile.MinAck;
import dev.lockstep.engine.profile.ServerProfile.PacketLength;
import dev.lockstep.engine.profile.ServerProfile.ReplicaState;
import dev.lockstep.engine.profile.ServerProfile.SemiSyncCode;
import dev.lockstep.engine.profile.ServerProfile.WaitCondition;
import dev.lockstep.engine.profile.ServerProfile.WaitPoint;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The profiles that a node can have. */
public final class Profiles {
    /** The version of bug #89370. */
    public static final ServerProfile MYSQL_5_7_22 = new ServerProfile("mysql-5.7.22", Dialect.MYSQL, "5.7.22-lockstep",
            AckReader.RECEIVER_LOCKED_POLL, WaitCondition.PER_NODE, WaitPoint.AFTER_SYNC, MinAck.LAST_SMALLER,
            ReplicaState.PROCESS_WIDE, SemiSyncCode.PLUGINS,
            PacketLength.TRUSTED, Checksum.CRC32, DumpIdentity.REPLICA,
            "The ACK receiver keeps its mutex while it polls and reads: bug #89370.");

    /** The version that fixed it. */
    public static final ServerProfile MYSQL_5_7_23 = new ServerProfile("mysql-5.7.23", Dialect.MYSQL, "5.7.23-lockstep",
            AckReader.RECEIVER_COPY, WaitCondition.PER_NODE, WaitPoint.AFTER_SYNC, MinAck.LAST_SMALLER,
            ReplicaState.PROCESS_WIDE, SemiSyncCode.PLUGINS,
            PacketLength.TRUSTED, Checksum.CRC32, DumpIdentity.REPLICA,
            "The ACK receiver polls and reads with its mutex free: bug #89370 is fixed.");

    /** The plugin era of MariaDB: MDEV-3793 was reported of it. */
    public static final ServerProfile MARIADB_10_0 = new ServerProfile("mariadb-10.0", Dialect.MARIADB,
            "10.0.38-MariaDB-lockstep", AckReader.DUMP_THREAD, WaitCondition.ONE_FOR_ALL, WaitPoint.AFTER_COMMIT,
            MinAck.LAST_SMALLER, ReplicaState.PROCESS_WIDE, SemiSyncCode.PLUGINS,
            PacketLength.TRUSTED, Checksum.NONE, DumpIdentity.REPLICA,
            "The replica knows one semi-sync state for all its channels: MDEV-3793.");

    /** The last long-term version before the remedy. */
    public static final ServerProfile MARIADB_10_11 = new ServerProfile("mariadb-10.11", Dialect.MARIADB,
            "10.11.19-MariaDB-lockstep", AckReader.RECEIVER_COPY, WaitCondition.PER_NODE, WaitPoint.AFTER_COMMIT,
            MinAck.LAST_SMALLER, ReplicaState.SHARED_STRIP, SemiSyncCode.BUILT_IN,
            PacketLength.CHECKED, Checksum.CRC32, DumpIdentity.REPLICA,
            "Replies are decided for each connection, stripping of headers still for the whole process: MDEV-32947.");

    /** Everything repaired. */
    public static final ServerProfile LOCKSTEP = new ServerProfile("lockstep", Dialect.MARIADB,
            "11.8.6-MariaDB-lockstep",
            AckReader.RECEIVER_COPY, WaitCondition.PER_NODE, WaitPoint.AFTER_SYNC, MinAck.SMALLEST,
            ReplicaState.PER_CHANNEL, SemiSyncCode.BUILT_IN_TAKING_INSTALL,
            PacketLength.CHECKED, Checksum.CRC32, DumpIdentity.CHANNEL,
            "Each channel has its own semi-sync state: MDEV-32947 is fixed.");

    /** In the order in which they are offered. */
    public static final List<ServerProfile> ALL = List.of(MYSQL_5_7_22, MYSQL_5_7_23, MARIADB_10_0, MARIADB_10_11,
            LOCKSTEP);

    private Profiles() {}

    /** The profile of that name. */
    public static Optional<ServerProfile> named(String name) {
        return ALL.stream().filter(profile -> profile.name().equals(name)).findFirst();
    }

    /**
     * What stands for a real server, by its answer to {@code VERSION()}: its name is the family and the number. No switch
     * of it but the dialect means anything.
     */
    public static ServerProfile ofReal(String version) {
        boolean mariaDb = version.toLowerCase(Locale.ROOT).contains("mariadb");
        String number = version.replaceFirst("^5\\.5\\.5-(?=1\\d\\.)", "").replaceFirst("[^0-9.].*$", "");
        return (mariaDb ? MARIADB_10_11 : MYSQL_5_7_23).real((mariaDb ? "MariaDB " : "MySQL ") + number, version);
    }
}
