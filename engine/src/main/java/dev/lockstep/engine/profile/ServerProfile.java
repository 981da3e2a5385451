package dev.lockstep.engine.profile;

import dev.lockstep.engine.binlog.Checksum;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What makes a node behave as a certain server version did. Adding a version means adding a constant to {@link Profiles},
 * not touching the code that asks: it asks a switch, never a version.
 *
 * <p>Any switch can be set otherwise. Such a profile is named by what it differs in: {@code mysql-5.7.22 +
 * ack-reader=receiver-copy}, which is also how files and {@code --profile} write it.
 *
 * @param base name of the version, such as {@code mysql-5.7.22}
 * @param dialect which words and formats the node speaks
 * @param version what {@code VERSION()} answers
 * @param switches what the version does
 * @param usual what it does unless switches are set otherwise
 * @param binlogChecksum default of {@code binlog_checksum}
 * @param summary one sentence for people: what this version does that others do not
 */
public record ServerProfile(String base, Dialect dialect, String version, Switches switches, Switches usual,
        Checksum binlogChecksum, String summary) {
    private static final String AND = " + ";

    /** Whether a first start makes certificates, so that TLS is there without asking: MySQL 5.7, MariaDB 11.4. */
    public boolean makesCertificates() {
        return release() >= switch (dialect) {
            case MYSQL -> 507;
            case MARIADB -> 1104;
        };
    }

    /** 5.7 is 507. */
    private int release() {
        String[] numbers = version.split("[.-]", 3);
        return Integer.parseInt(numbers[0]) * 100 + Integer.parseInt(numbers[1]);
    }

    /** Default of {@code binlog_error_action}: MySQL before 5.7.7 goes on without a binlog that it cannot write. */
    public String binlogErrorAction() {
        return dialect == Dialect.MYSQL && release() < 507 ? "IGNORE_ERROR" : "ABORT_SERVER";
    }

    /** Default of {@code master_info_repository} and {@code relay_log_info_repository}: tables since MySQL 8.0.2. */
    public String channelRepository() {
        return dialect == Dialect.MYSQL && release() >= 800 ? "TABLE" : "FILE";
    }

    /** What stands for a real server: it has that name and version, and only its dialect is asked. */
    ServerProfile real(String realName, String realVersion) {
        return new ServerProfile(realName, dialect, realVersion, usual, usual, binlogChecksum, "A real server.");
    }

    /** Family of servers. */
    public enum Dialect {
        MYSQL, MARIADB
    }

    /** The version's name, and what is set otherwise. */
    public String name() {
        return changes().stream().map(change -> AND + change.key() + "=" + change.value())
                .collect(Collectors.joining("", base, ""));
    }

    /** Switches that are not as the version has them. */
    public List<Switch> changes() {
        return switches.differencesFrom(usual);
    }

    /** The same with some switches set otherwise. */
    public ServerProfile with(Switch... others) {
        return new ServerProfile(base, dialect, version, switches.with(others), usual, binlogChecksum, summary);
    }

    /** See {@link AckReader}. */
    public AckReader ackReader() {
        return switches.get(AckReader.class);
    }

    /** See {@link WaitCondition}. */
    public WaitCondition waitCondition() {
        return switches.get(WaitCondition.class);
    }

    /** See {@link CommitForm}. */
    public CommitForm commitForm() {
        return switches.get(CommitForm.class);
    }

    /** See {@link BinlogPublish}. */
    public BinlogPublish binlogPublish() {
        return switches.get(BinlogPublish.class);
    }

    /** See {@link WaitPoint}. */
    public WaitPoint waitPoint() {
        return switches.get(WaitPoint.class);
    }

    /** See {@link WaitPointChoice}. */
    public WaitPointChoice waitPointChoice() {
        return switches.get(WaitPointChoice.class);
    }

    /** See {@link WaitCount}. */
    public WaitCount waitCount() {
        return switches.get(WaitCount.class);
    }

    /** See {@link MinAck}. */
    public MinAck minAck() {
        return switches.get(MinAck.class);
    }

    /** See {@link KilledWait}. */
    public KilledWait killedWait() {
        return switches.get(KilledWait.class);
    }

    /** See {@link OldAck}. */
    public OldAck oldAck() {
        return switches.get(OldAck.class);
    }

    /** See {@link WaitNoReplica}. */
    public WaitNoReplica waitNoReplica() {
        return switches.get(WaitNoReplica.class);
    }

    /** See {@link HeaderReservation}. */
    public HeaderReservation headerReservation() {
        return switches.get(HeaderReservation.class);
    }

    /** See {@link SkippedEvent}. */
    public SkippedEvent skippedEvent() {
        return switches.get(SkippedEvent.class);
    }

    /** See {@link QuitHandling}. */
    public QuitHandling quitHandling() {
        return switches.get(QuitHandling.class);
    }

    /** See {@link ZombieDump}. */
    public ZombieDump zombieDump() {
        return switches.get(ZombieDump.class);
    }

    /** See {@link ReplacedDump}. */
    public ReplacedDump replacedDump() {
        return switches.get(ReplacedDump.class);
    }

    /** See {@link SourceTalk}. */
    public SourceTalk sourceTalk() {
        return switches.get(SourceTalk.class);
    }

    /** See {@link RelaySync}. */
    public RelaySync relaySync() {
        return switches.get(RelaySync.class);
    }

    /** See {@link GtidRelayLog}. */
    public GtidRelayLog gtidRelayLog() {
        return switches.get(GtidRelayLog.class);
    }

    /** See {@link SplitAck}. */
    public SplitAck splitAck() {
        return switches.get(SplitAck.class);
    }

    /** See {@link DumpIdentity}. */
    public DumpIdentity dumpIdentity() {
        return switches.get(DumpIdentity.class);
    }

    /** See {@link ReplicaState}. */
    public ReplicaState replicaState() {
        return switches.get(ReplicaState.class);
    }

    /** See {@link PacketLength}. */
    public PacketLength packetLength() {
        return switches.get(PacketLength.class);
    }

    /** See {@link AckWait}. */
    public AckWait ackWait() {
        return switches.get(AckWait.class);
    }

    /** See {@link Recovery}. */
    public Recovery recovery() {
        return switches.get(Recovery.class);
    }

    /** See {@link ResetMaster}. */
    public ResetMaster resetMaster() {
        return switches.get(ResetMaster.class);
    }

    /** See {@link Shutdown}. */
    public Shutdown shutdown() {
        return switches.get(Shutdown.class);
    }

    /** See {@link SemiSyncCode}. */
    public SemiSyncCode semiSyncCode() {
        return switches.get(SemiSyncCode.class);
    }

    /** See {@link GtidDefault}. */
    public GtidDefault gtidDefault() {
        return switches.get(GtidDefault.class);
    }

    /** See {@link Words}. */
    public Words words() {
        return switches.get(Words.class);
    }
}
