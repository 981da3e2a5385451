package dev.lockstep.engine.profile;

import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The profiles that a node can have. Facts: semisync.md A to F; each row of its version tables is a switch here. */
public final class Profiles {
    private static final Switches SWITCHES_5_5 = Switches.of(AckReader.DUMP_THREAD, WaitCondition.ONE_FOR_ALL,
            CommitForm.SERIAL, BinlogPublish.AFTER_FLUSH, WaitPoint.AFTER_COMMIT, WaitPointChoice.FIXED,
            WaitCount.ONE, MinAck.LAST_SMALLER, KilledWait.WAITS_ON,
            WaitNoReplica.LAST_LEAVES, HeaderReservation.REPLICA_ASKED, SkippedEvent.ACKNOWLEDGED,
            QuitHandling.READ_AS_ACK, SplitAck.LOST, DumpIdentity.REPLICA,
            ZombieDump.SIGNALLED, ReplacedDump.END_PACKET, SourceTalk.WAITS, RelaySync.WHEN_DUE, GtidRelayLog.KEPT,
            ReplicaState.PROCESS_WIDE, PacketLength.TRUSTED, AckWait.POLL, Recovery.KEEPS_TAIL, ResetMaster.SWITCHES_ON,
            OldAck.COUNTED,
            Shutdown.AT_ONCE, SemiSyncCode.PLUGINS, GtidDefault.POSITION, Words.MASTER_SLAVE);

    /** The version in which semi-sync appeared: no group commit. */
    public static final ServerProfile MYSQL_5_5 = mysql("mysql-5.5", "5.5.62", SWITCHES_5_5, Checksum.NONE,
            "Dump threads read ACKs themselves, and transactions commit one after the other.");

    /** Group commit in stages; the binlog is read before it is durable. */
    public static final ServerProfile MYSQL_5_6 = mysql("mysql-5.6", "5.6.51",
            MYSQL_5_5.switches().with(WaitCondition.PER_NODE, CommitForm.STAGES,
                    ReplacedDump.FATAL_ERROR),
            Checksum.CRC32,
            "Dump threads read ACKs themselves, and may send what is not yet durable: bug #70669.");

    /** The version of bug #89370. */
    public static final ServerProfile MYSQL_5_7_22 = mysql("mysql-5.7.22", "5.7.22",
            MYSQL_5_6.switches().with(AckReader.RECEIVER_LOCKED_POLL, BinlogPublish.AFTER_SYNC, WaitPoint.AFTER_SYNC,
                    WaitPointChoice.VARIABLE, WaitCount.VARIABLE, WaitNoReplica.BELOW_COUNT, ResetMaster.KEEPS_STATE),
            Checksum.CRC32, "The ACK receiver keeps its mutex while it polls and reads: bug #89370.");

    /** The version that fixed it. */
    public static final ServerProfile MYSQL_5_7_23 = mysql("mysql-5.7.23", "5.7.23",
            MYSQL_5_7_22.switches().with(AckReader.RECEIVER_COPY), Checksum.CRC32,
            "The ACK receiver polls and reads with its mutex free: bug #89370 is fixed.");

    /** Source and replica instead of master and slave. */
    public static final ServerProfile MYSQL_8_0 = mysql("mysql-8.0", "8.0.33",
            MYSQL_5_7_23.switches().with(AckReader.RECEIVER_LEAVING, Words.SOURCE_REPLICA), Checksum.CRC32,
            "A dump thread that leaves waits until the ACK receiver has let go of its connection.");

    /** The plugin era of MariaDB: MDEV-3793 was reported of it. */
    public static final ServerProfile MARIADB_10_0 = mariaDb("mariadb-10.0", "10.0.38",
            SWITCHES_5_5.with(CommitForm.CHAINED, BinlogPublish.AFTER_SYNC, SkippedEvent.NEVER_ACKNOWLEDGED,
                    ZombieDump.AWAITED, GtidRelayLog.DROPPED, KilledWait.COUNTED_AS_ACKED),
            Checksum.NONE, "The replica knows one semi-sync state for all its channels: MDEV-3793.");

    /** Semi-sync in the server, with the receiver of bug #89370. */
    public static final ServerProfile MARIADB_10_6_16 = mariaDb("mariadb-10.6.16", "10.6.16",
            MARIADB_10_0.switches().with(AckReader.RECEIVER_LOCKED_POLL, SemiSyncCode.BUILT_IN,
                    WaitPointChoice.VARIABLE, Recovery.TRUNCATES_FOR_REPLICA, ResetMaster.WAKES_WAITERS,
                    ReplacedDump.SAME_ID_ERROR),
            Checksum.CRC32, "The ACK receiver keeps its mutex while it polls and reads: MDEV-32792.");

    /** The last long-term version before the remedy of MDEV-32947. */
    public static final ServerProfile MARIADB_10_11 = mariaDb("mariadb-10.11", "10.11.19",
            MARIADB_10_6_16.switches().with(AckReader.RECEIVER_PIPE, WaitCondition.PER_THREAD, KilledWait.RELEASED,
                    WaitNoReplica.RELEASES,
                    QuitHandling.RECOGNISED, ReplicaState.SHARED_STRIP, PacketLength.CHECKED,
                    Recovery.TRUNCATES_BY_ROLE, GtidDefault.SLAVE_POS),
            Checksum.CRC32,
            "Replies are decided for each connection, stripping of headers still for the whole process: MDEV-32947.");

    /** The version whose source semisync.md was read from. */
    public static final ServerProfile MARIADB_11_8 = mariaDb("mariadb-11.8", "11.8.6", MARIADB_10_11.switches(),
            Checksum.CRC32, "The ACK receiver polls without a time limit; the replica's state is still half shared.");

    /** Everything repaired. */
    public static final ServerProfile LOCKSTEP = mariaDb("lockstep", "11.8.6",
            MARIADB_11_8.switches().with(AckReader.RECEIVER_WOKEN, CommitForm.GATHERED, WaitPoint.AFTER_SYNC,
                    WaitCount.VARIABLE, MinAck.SMALLEST, KilledWait.WAITS_ON,
                    WaitNoReplica.BELOW_COUNT, SkippedEvent.ACKNOWLEDGED, SplitAck.KEPT, DumpIdentity.CHANNEL,
                    ZombieDump.SIGNALLED, ReplacedDump.FATAL_ERROR, SourceTalk.AHEAD, GtidRelayLog.KEPT,
                    ReplicaState.PER_CHANNEL, OldAck.IGNORED, Shutdown.AWAITS_ACKS,
                    SemiSyncCode.BUILT_IN_TAKING_INSTALL,
                    GtidDefault.POSITION),
            Checksum.CRC32, "Each channel has its own semi-sync state: MDEV-32947 is fixed, as everything else.");

    /** In the order in which they are offered. */
    public static final List<ServerProfile> ALL = List.of(MYSQL_5_5, MYSQL_5_6, MYSQL_5_7_22, MYSQL_5_7_23, MYSQL_8_0,
            MARIADB_10_0, MARIADB_10_6_16, MARIADB_10_11, MARIADB_11_8, LOCKSTEP);

    private Profiles() {}

    private static ServerProfile mysql(String base, String version, Switches switches, Checksum checksum,
            String summary) {
        return new ServerProfile(base, Dialect.MYSQL, version + "-lockstep", switches, switches, checksum, summary);
    }

    private static ServerProfile mariaDb(String base, String version, Switches switches, Checksum checksum,
            String summary) {
        return new ServerProfile(base, Dialect.MARIADB, version + "-MariaDB-lockstep", switches, switches, checksum,
                summary);
    }

    /**
     * The profile of that name: a version's, or a version's with switches set otherwise, such as {@code mysql-5.7.22 +
     * ack-reader=receiver-copy}.
     */
    public static Optional<ServerProfile> named(String name) {
        if (fault(name).isPresent()) {
            return Optional.empty();
        }
        String[] parts = parts(name);
        List<Switch> changes = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            String[] pair = pair(parts[i]);
            Switches.position(pair[0], pair[1]).ifPresent(changes::add);
        }
        return ALL.stream().filter(each -> each.base().equals(parts[0])).findFirst()
                .map(each -> each.with(changes.toArray(Switch[]::new)));
    }

    /**
     * A part of a profile's name that nobody knows.
     *
     * @param what it should be: a profile, a switch, or a position of one
     * @param found what it is
     * @param known what there is
     */
    public record Fault(String what, String found, List<String> known) {}

    /** What is wrong with a profile's name, if anything. */
    public static Optional<Fault> fault(String name) {
        String[] parts = parts(name);
        List<String> versions = ALL.stream().map(ServerProfile::base).toList();
        if (!versions.contains(parts[0])) {
            return Optional.of(new Fault("profile", parts[0], versions));
        }
        for (int i = 1; i < parts.length; i++) {
            Optional<Fault> fault = switchFault(parts[i]);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    /** What is wrong with {@code key=value}, if anything. */
    public static Optional<Fault> switchFault(String text) {
        String[] pair = pair(text);
        List<String> values = Switches.values(pair[0]).stream().map(Switch::value).toList();
        if (values.isEmpty()) {
            return Optional.of(new Fault("switch", pair[0], Switch.KINDS.stream().map(Switch::key).toList()));
        }
        return values.contains(pair[1])
                ? Optional.empty()
                : Optional.of(new Fault("position of switch " + pair[0], pair[1], values));
    }

    private static String[] parts(String name) {
        String[] parts = name.split("\\+", -1);
        for (int i = 0; i < parts.length; i++) {
            parts[i] = parts[i].strip();
        }
        return parts;
    }

    private static String[] pair(String text) {
        int equals = text.indexOf('=');
        return equals < 0
                ? new String[]{text.strip(), ""}
                : new String[]{text.substring(0, equals).strip(), text.substring(equals + 1).strip()};
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
