package dev.lockstep.engine.node.session;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.channel.ChannelChange;
import dev.lockstep.engine.channel.ChannelSecurity;
import dev.lockstep.engine.channel.ChannelThread;
import dev.lockstep.engine.channel.UntilCondition;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.ReplicationStatement;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CHANGE MASTER, START SLAVE, RESET MASTER and their kin. */
final class ReplicationStatements {
    private static final Set<String> IGNORED = Set.of("MASTER_BIND");

    private final Server server;
    private final SqlSession sql;
    private final SessionChannels channels;

    ReplicationStatements(Server server, SqlSession sql) {
        this.server = server;
        this.sql = sql;
        this.channels = new SessionChannels(server, sql);
    }

    Answer execute(ReplicationStatement statement) throws SqlError {
        sql.transactions().commit();
        switch (statement) {
            case ReplicationStatement.ChangeMaster change -> {
                refuseGtid(change.options());
                ChannelChange values = change(change.options());
                channels.change(change.channel(), values, change.options().containsKey("MASTER_USE_GTID"));
            }
            case ReplicationStatement.StartSlave start -> {
                UntilCondition until = new UntilReader(server.profile()).read(start.until());
                channels.start(start.channel(), threads(start.threads()), until);
            }
            case ReplicationStatement.StopSlave stop -> channels.stop(stop.channel(), threads(stop.threads()));
            case ReplicationStatement.StartAllSlaves start -> channels.startAll(threads(start.threads()));
            case ReplicationStatement.StopAllSlaves stop -> channels.stopAll(threads(stop.threads()));
            case ReplicationStatement.ResetSlave reset -> channels.reset(reset.channel(), reset.extent());
            case ReplicationStatement.ResetMaster _ -> {
                boolean disabled = server.semiSync().beforeResetMaster();
                server.commits().reset(sql.store(), () -> server.semiSync().resetMaster(disabled));
            }
        }
        return Answer.OK;
    }

    private static Set<ChannelThread> threads(Set<ReplicationStatement.ChannelThread> named) {
        EnumSet<ChannelThread> threads = EnumSet.noneOf(ChannelThread.class);
        for (ReplicationStatement.ChannelThread thread : named) {
            threads.add(switch (thread) {
                case RECEIVER -> ChannelThread.RECEIVER;
                case APPLIER -> ChannelThread.APPLIER;
            });
        }
        return threads.isEmpty() ? ChannelThread.BOTH : threads;
    }

    private void refuseGtid(Map<String, String> options) throws SqlError {
        if (!server.mariaDb() && options.containsKey("MASTER_USE_GTID")
                && !options.get("MASTER_USE_GTID").equalsIgnoreCase("no")) {
            throw SqlError.notSupported("MASTER_USE_GTID, which is MariaDB's; give MASTER_AUTO_POSITION=1");
        }
    }

    private static ChannelChange change(Map<String, String> options) throws SqlError {
        for (String name : options.keySet()) {
            boolean known = IGNORED.contains(name)
                    || ChannelOptionsReader.NAMES.contains(name)
                    || ChannelSecurity.OPTIONS.contains(name) || switch (name) {
                        case "MASTER_HOST", "MASTER_PORT", "MASTER_USER", "MASTER_PASSWORD", "MASTER_LOG_FILE",
                                "MASTER_LOG_POS", "RELAY_LOG_FILE", "RELAY_LOG_POS", "MASTER_CONNECT_RETRY",
                                "MASTER_RETRY_COUNT", "MASTER_HEARTBEAT_PERIOD", "MASTER_AUTO_POSITION" ->
                            true;
                        default -> false;
                    };
            if (!known) {
                throw SqlError.notSupported("CHANGE MASTER TO " + name);
            }
        }
        Long port = number(options, "MASTER_PORT");
        Long retry = number(options, "MASTER_CONNECT_RETRY");
        Long auto = number(options, "MASTER_AUTO_POSITION");
        Long position = number(options, "MASTER_LOG_POS");
        return new ChannelChange(options.get("MASTER_HOST"), port == null ? null : port.intValue(),
                options.get("MASTER_USER"), options.get("MASTER_PASSWORD"), options.get("MASTER_LOG_FILE"),
                position == null ? null : Math.max(BinlogPosition.FIRST_OFFSET, position),
                options.get("RELAY_LOG_FILE"), number(options, "RELAY_LOG_POS"),
                retry == null ? null : retry.intValue(), number(options, "MASTER_RETRY_COUNT"),
                nanos(options.get("MASTER_HEARTBEAT_PERIOD")), auto == null ? null : auto != 0,
                ChannelOptionsReader.read(options));
    }

    private static @Nullable Long number(Map<String, String> options, String name) throws SqlError {
        String text = options.get(name);
        if (text == null) {
            return null;
        }
        try {
            long value = Long.parseLong(text);
            if (value < 0 || value > Integer.MAX_VALUE && !name.endsWith("_POS")) {
                throw SqlError.of(1210, "Incorrect arguments to " + name + ": " + text);
            }
            return value;
        } catch (NumberFormatException e) {
            throw SqlError.of(1210, "Incorrect arguments to " + name + ": '" + text + "' is not a number");
        }
    }

    private static @Nullable Long nanos(@Nullable String seconds) throws SqlError {
        if (seconds == null) {
            return null;
        }
        try {
            BigDecimal value = new BigDecimal(seconds);
            if (value.signum() < 0 || value.compareTo(BigDecimal.valueOf(4_294_967)) > 0) {
                throw SqlError.of(1624, "The requested value for the heartbeat period is either negative or exceeds the"
                        + " maximum allowed (4294967 seconds).");
            }
            return value.movePointRight(9).longValue();
        } catch (NumberFormatException e) {
            throw SqlError.of(1210, "Incorrect arguments to MASTER_HEARTBEAT_PERIOD: '" + seconds + "'");
        }
    }
}
