package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.link.ClientLink;
import dev.lockstep.engine.link.QueryResult;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.profile.SourceTalk;
import dev.lockstep.engine.semisync.replica.SemiSyncStream;
import dev.lockstep.engine.wire.Command;
import dev.lockstep.engine.wire.ReplicationCommand.ComRegisterSlave;
import dev.lockstep.engine.wire.ServerErrorException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replica asks its source between login and dump, in the order of its family (semisync.md A.3, A.4): {@code get_master_version_and_clock},
 * {@code io_thread_init_commands}, {@code register_slave_on_master} and the semi-sync plugin's {@code request_transmit}.
 */
final class SourceHandshake {
    private static final int UNKNOWN_SYSTEM_VARIABLE = 1193;
    private static final String CLOCK = "SELECT UNIX_TIMESTAMP()";
    private static final String SERVER_ID_ROW = "SHOW VARIABLES LIKE 'SERVER_ID'";
    private static final String HEARTBEAT = "SET @master_heartbeat_period= ";
    private static final String SET_CHECKSUM = "SET @master_binlog_checksum= @@global.binlog_checksum";
    private static final String CHECKSUM = "SELECT @master_binlog_checksum";
    private static final String SKIP_MARKED = "SET skip_replication=1";
    private static final String CAPABILITY = "SET @mariadb_slave_capability=4";
    private static final String DOMAIN = "SELECT @@GLOBAL.gtid_domain_id";
    private static final String SEMI_SYNC_ROW = "SHOW VARIABLES LIKE 'rpl_semi_sync_master_enabled'";

    private static final String WANT_SEMI_SYNC = "SET @rpl_semi_sync_slave= 1";

    private final ReplicaHost host;
    private final ClientLink link;
    private @Nullable Command dump;

    SourceHandshake(ReplicaHost host, ClientLink link) {
        this.host = host;
        this.link = link;
    }

    /**
     * For a source that has taken the same requests from this replica before: the dump may be asked for ahead, too, and with
     * it semi-sync if that is wanted. Should it lack semi-sync this time, it sends no headers, and the answer says so first.
     */
    void mayAskAhead(Command dumpCommand) {
        dump = dumpCommand;
    }

    /** All that will be asked, as far as that is known before the first answer. */
    private List<Command> plan(ChannelConfiguration configuration, ChannelProgress.Received received,
            UntilCondition until, SemiSyncStream stream) {
        List<String> statements = new ArrayList<>(List.of(CLOCK, SERVER_ID_ROW));
        if (configuration.heartbeatNanos() > 0) {
            statements.add(HEARTBEAT + configuration.heartbeatNanos());
        }
        statements.addAll(List.of(SET_CHECKSUM, CHECKSUM));
        if (host.settings().markedEvents() == MarkedEvents.FILTER_ON_MASTER) {
            statements.add(SKIP_MARKED);
        }
        statements.add(CAPABILITY);
        GtidUse use = configuration.options().gtidUse();
        if (use == GtidUse.NO) {
            statements.add(gtidsAt(received.read()));
        } else {
            statements.add(DOMAIN);
            statements.addAll(begin(received, until));
        }
        List<Command> plan = new ArrayList<>(statements.stream().map(Command.ComQuery::new).toList());
        plan.add(registration());
        if (stream.wanted()) {
            plan.add(new Command.ComQuery(SEMI_SYNC_ROW));
        }
        Command last = dump;
        if (last != null) {
            if (stream.wanted()) {
                plan.add(new Command.ComQuery(WANT_SEMI_SYNC));
            }
            plan.add(last);
        }
        return plan;
    }

    /** Learns who the source is and sets up the session. */
    SourceIdentity identify(ChannelConfiguration configuration, ChannelProgress.Received received, UntilCondition until,
            SemiSyncStream stream) throws IOException, ReceiverFailure {
        if (mariaDb() && host.profile().sourceTalk() == SourceTalk.AHEAD) {
            link.sendAhead(plan(configuration, received, until, stream));
        }
        long own = host.world().clock().epochMicros() / 1_000_000;
        long difference = own - number(value(CLOCK), own);
        long serverId = number(mariaDb()
                ? second(SERVER_ID_ROW)
                : value("SELECT @@GLOBAL.SERVER_ID"), 0);
        if (serverId == host.serverId()) {
            throw ReceiverFailure
                    .fatal(words("The slave I/O thread stops because master and slave have equal "
                            + (mariaDb() ? "MariaDB" : "MySQL") + " server ids; "
                            + "these ids must be different for replication to work (or the --replicate-same-server-id option must "
                            + "be used on slave but this does not always make sense; please check the manual before using it)."));
        }
        long heartbeatNanos = configuration.heartbeatNanos();
        if (heartbeatNanos > 0) {
            link.query(HEARTBEAT + heartbeatNanos);
        }
        Checksum checksum = checksum();
        if (mariaDb()) {
            if (host.settings().markedEvents() == MarkedEvents.FILTER_ON_MASTER) {
                tolerant(SKIP_MARKED);
            }
            tolerant(CAPABILITY);
            gtids(configuration.options().gtidUse(), received, until);
            return new SourceIdentity(serverId, "", difference, checksum);
        }
        optional("SELECT @@GLOBAL.GTID_MODE");
        String uuid = optional("SELECT @@GLOBAL.SERVER_UUID");
        if (host.serverUuid().equals(uuid)) {
            throw ReceiverFailure
                    .fatal(words("The slave I/O thread stops because master and slave have equal MySQL server UUIDs; "
                            + "these UUIDs must be different for replication to work."));
        }
        link.query("SET @slave_uuid= '" + host.serverUuid() + "'");
        return new SourceIdentity(serverId, uuid == null ? "" : uuid, difference, checksum);
    }

    private String words(String text) {
        return new ReceiverWords(host.profile()).of(text);
    }

    /** Says where to begin, if by GTID; a source that knows none is followed by file and position. */
    private void gtids(GtidUse use, ChannelProgress.Received received, UntilCondition until) throws IOException {
        if (use == GtidUse.NO) {
            positionInGtids(received.read());
        } else if (optional(DOMAIN) != null) {
            for (String statement : begin(received, until)) {
                link.query(statement);
            }
        }
    }

    /** Where to begin, in GTIDs. */
    private List<String> begin(ChannelProgress.Received received, UntilCondition until) {
        List<String> statements = new ArrayList<>(List.of("SET @slave_connect_state='" + received.domains() + "'",
                "SET @slave_gtid_strict_mode=" + (host.settings().gtidStrict() ? 1 : 0),
                "SET @slave_gtid_ignore_duplicates=" + (host.settings().gtidIgnoreDuplicates() ? 1 : 0)));
        if (until instanceof UntilCondition.DomainPosition(var position)) {
            statements.add("SET @slave_until_gtid='" + position + "'");
        }
        return statements;
    }

    private static String gtidsAt(BinlogPosition at) {
        return "SELECT binlog_gtid_pos('" + at.file().replace("'", "''") + "'," + at.offset() + ")";
    }

    /** Servers ask, and use the answer only to begin a relay log with it; sources may refuse the function. */
    private void positionInGtids(BinlogPosition at) throws IOException {
        try {
            link.query(gtidsAt(at));
        } catch (ServerErrorException e) {
            host.log().note("Slave I/O thread: the master does not say what it has in GTIDs: " + e.error().message());
        }
    }

    private Checksum checksum() throws IOException {
        try {
            link.query(SET_CHECKSUM);
        } catch (ServerErrorException e) {
            if (e.error().code() != UNKNOWN_SYSTEM_VARIABLE) {
                throw e;
            }
            return Checksum.NONE;
        }
        return "CRC32".equalsIgnoreCase(value(CHECKSUM)) ? Checksum.CRC32 : Checksum.NONE;
    }

    /** {@code COM_REGISTER_SLAVE}. */
    void register() throws IOException {
        link.command(registration());
    }

    private Command registration() {
        ReplicaSettings settings = host.settings();
        return new ComRegisterSlave(host.serverId(), settings.reportHost(), "", "", settings.reportPort(), 0, 0);
    }

    /**
     * Asks for semi-sync, if this replica wants it.
     *
     * @return whether the source agreed: all its packets will carry the header
     */
    boolean requestSemiSync(SemiSyncStream stream) throws IOException {
        if (!stream.wanted()) {
            return false;
        }
        boolean done = false;
        try {
            String enabled = mariaDb()
                    ? second(SEMI_SYNC_ROW)
                    : optional("SELECT @@global.rpl_semi_sync_master_enabled");
            if (enabled != null) {
                if (!enabled.equalsIgnoreCase("ON") && !enabled.equals("1")) {
                    stream.sourceHasItOff();
                }
                link.query(WANT_SEMI_SYNC);
            }
            done = true;
            if (enabled != null) {
                stream.sourceAgreed();
            } else {
                stream.sourceLacksIt();
            }
            return enabled != null;
        } finally {
            if (!done) {
                stream.requestFailed();
            }
        }
    }

    private boolean mariaDb() {
        return host.profile().dialect() == Dialect.MARIADB;
    }

    /** The value of a row of SHOW VARIABLES, null if there is no such variable. */
    private @Nullable String second(String sql) throws IOException {
        QueryResult result = link.query(sql);
        return result.rows().isEmpty() ? null : result.firstRow(1);
    }

    /** A setting that older sources do not know. */
    private void tolerant(String sql) throws IOException {
        try {
            link.query(sql);
        } catch (ServerErrorException e) {
            if (e.error().code() != UNKNOWN_SYSTEM_VARIABLE) {
                throw e;
            }
        }
    }

    private @Nullable String value(String sql) throws IOException {
        QueryResult result = link.query(sql);
        return result.rows().isEmpty() ? null : result.firstRow(0);
    }

    /** A value that older sources do not have. */
    private @Nullable String optional(String sql) throws IOException {
        try {
            return value(sql);
        } catch (ServerErrorException e) {
            if (e.error().code() != UNKNOWN_SYSTEM_VARIABLE) {
                throw e;
            }
            return null;
        }
    }

    private static long number(@Nullable String text, long otherwise) {
        try {
            return text == null ? otherwise : Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
