package dev.lockstep.engine.node.session;

import dev.lockstep.engine.channel.ChannelStatus;
import dev.lockstep.engine.channel.ChannelThreadState;
import dev.lockstep.engine.channel.ReplicationChannel;
import dev.lockstep.engine.node.session.Warning.Level;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.expression.Numbers;
import dev.lockstep.engine.sql.result.ResultTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Variables and statuses that MariaDB keeps for each connection: a statement means that of the connection that its session's
 * {@code @@default_master_connection} names (semisync.md G.1). MySQL keeps one for the server; its statuses add up all
 * channels.
 */
final class ConnectionVariables {
    private static final String MAX_RELAY_LOG_SIZE = "max_relay_log_size";
    private static final List<String> NAMES = List.of(MAX_RELAY_LOG_SIZE);
    private static final long MAX_RELAY_LOG_BYTES = 1L << 30;
    private static final long LEAST_RELAY_LOG_BYTES = 4096;

    private final Server server;
    private final SqlSession sql;
    private final boolean mariaDb;
    private final SessionChannels channels;
    private final ApplierVariables applier;

    ConnectionVariables(Server server, SqlSession sql) {
        this.server = server;
        this.sql = sql;
        this.mariaDb = server.mariaDb();
        this.channels = new SessionChannels(server, sql);
        this.applier = new ApplierVariables(server);
    }

    /** Whether a connection has its own value of that variable. */
    boolean has(String name) {
        return mariaDb && (NAMES.contains(name.toLowerCase(Locale.ROOT)) || applier.has(name));
    }

    /** The value of the usual connection; 0 with a warning 1617 if there is no such connection. */
    Object value(String name) throws SqlError {
        if (applier.has(name)) {
            return applier.value(name, channels.usual());
        }
        Optional<ReplicationChannel> channel = server.replication().lookUp(channels.usual());
        if (channel.isEmpty()) {
            sql.warn(Level.WARNING, 1617, "There is no master connection '" + channels.usual() + "'");
            return 0L;
        }
        return channel.get().status().maxRelayLogBytes();
    }

    /** SET GLOBAL; null for DEFAULT; 1617. */
    void assign(String name, @Nullable Object value) throws SqlError {
        if (applier.has(name)) {
            applier.assign(name, value, channels.usual());
            return;
        }
        ReplicationChannel channel = server.replication().find(channels.usual());
        if (value == null) {
            channel.maxRelayLogBytes(0);
            return;
        }
        if (!(value instanceof Number)) {
            throw SqlError.of(1232, "Incorrect argument type to variable '" + name + "'");
        }
        long bytes = Numbers.number(value).longValue();
        channel.maxRelayLogBytes(Math.clamp(bytes, LEAST_RELAY_LOG_BYTES, MAX_RELAY_LOG_BYTES));
    }

    /** SHOW VARIABLES with the values of the usual connection. */
    ResultTable show(ResultTable all) throws SqlError {
        Optional<ReplicationChannel> channel = mariaDb
                ? server.replication().lookUp(channels.usual())
                : Optional.empty();
        if (channel.isEmpty()) {
            return all;
        }
        Map<String, String> shown = new TreeMap<>();
        for (String name : applier.names()) {
            shown.put(name, applier.value(name, channels.usual()).toString());
        }
        all.rows().forEach(row -> shown.putIfAbsent(String.valueOf(row.text(0)), String.valueOf(row.text(1))));
        if (shown.containsKey(MAX_RELAY_LOG_SIZE)) {
            shown.put(MAX_RELAY_LOG_SIZE, Long.toString(channel.get().status().maxRelayLogBytes()));
        }
        return ResultTable.ofPairs(shown);
    }

    /** What SHOW STATUS says of channels; without the usual connection MariaDB leaves its values empty. */
    Map<String, String> status() {
        List<ChannelStatus> all = server.replication().configured().stream().map(ReplicationChannel::status).toList();
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("Slave_retried_transactions",
                Long.toString(all.stream().mapToLong(status -> status.counts().retries()).sum()));
        if (!mariaDb) {
            shown.put("Slave_running", onOff(all.stream().anyMatch(ConnectionVariables::running)));
            shown.put("Slave_received_heartbeats",
                    Long.toString(all.stream().mapToLong(ChannelStatus::receivedHeartbeats).sum()));
            return shown;
        }
        shown.put("Slaves_connected", Integer.toString(server.registrations().all().size()));
        shown.put("Slaves_running", Long.toString(all.stream().filter(ConnectionVariables::running).count()));
        Optional<ChannelStatus> usual = server.replication().lookUp(channels.usual()).map(ReplicationChannel::status);
        shown.put("Slave_running", usual.map(status -> onOff(running(status))).orElse(""));
        shown.put("Slave_received_heartbeats",
                usual.map(status -> Long.toString(status.receivedHeartbeats())).orElse(""));
        shown.put("Slave_heartbeat_period",
                usual.map(status -> SlaveStatusRow.heartbeat(status.configuration()).toPlainString()).orElse(""));
        return shown;
    }

    private static boolean running(ChannelStatus status) {
        return status.receiver() == ChannelThreadState.YES && status.applier() == ChannelThreadState.YES;
    }

    private static String onOff(boolean on) {
        return on ? "ON" : "OFF";
    }
}
