package dev.lockstep.engine.node.session;

import dev.lockstep.engine.channel.ChannelConfiguration;
import dev.lockstep.engine.channel.ChannelError;
import dev.lockstep.engine.channel.ChannelStatus;
import dev.lockstep.engine.channel.ChannelThread;
import dev.lockstep.engine.channel.ChannelThreadState;
import dev.lockstep.engine.channel.ReplicationChannel;
import dev.lockstep.engine.sql.store.LiveTable;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The {@code replication_*} tables of MySQL 5.7's performance schema (columns: its manual, 25.12.11). */
final class ReplicationTables {
    private static final String SCHEMA = "performance_schema";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String NEVER = "0000-00-00 00:00:00";

    private final Server server;

    private ReplicationTables(Server server) {
        this.server = server;
    }

    static List<LiveTable> of(Server server) {
        ReplicationTables rows = new ReplicationTables(server);
        return List.of(
                rows.table("replication_connection_configuration", rows::configuration, "CHANNEL_NAME", "HOST",
                        "#PORT", "USER", "NETWORK_INTERFACE", "AUTO_POSITION", "SSL_ALLOWED", "SSL_CA_FILE",
                        "SSL_CA_PATH", "SSL_CERTIFICATE", "SSL_CIPHER", "SSL_KEY", "SSL_VERIFY_SERVER_CERTIFICATE",
                        "SSL_CRL_FILE", "SSL_CRL_PATH", "#CONNECTION_RETRY_INTERVAL", "#CONNECTION_RETRY_COUNT",
                        "%HEARTBEAT_INTERVAL", "TLS_VERSION"),
                rows.table("replication_connection_status", rows::connection, "CHANNEL_NAME", "GROUP_NAME",
                        "SOURCE_UUID", "#THREAD_ID", "SERVICE_STATE", "#COUNT_RECEIVED_HEARTBEATS",
                        "LAST_HEARTBEAT_TIMESTAMP", "RECEIVED_TRANSACTION_SET", "#LAST_ERROR_NUMBER",
                        "LAST_ERROR_MESSAGE", "LAST_ERROR_TIMESTAMP"),
                rows.table("replication_applier_configuration", status -> row(status.channel(), 0), "CHANNEL_NAME",
                        "#DESIRED_DELAY"),
                rows.table("replication_applier_status",
                        status -> row(status.channel(), onOff(status.applier()), null, status.counts().retries()),
                        "CHANNEL_NAME", "SERVICE_STATE", "#REMAINING_DELAY", "#COUNT_TRANSACTIONS_RETRIES"),
                new LiveTable(SCHEMA, "replication_applier_status_by_coordinator", List.of("CHANNEL_NAME",
                        "#THREAD_ID", "SERVICE_STATE", "#LAST_ERROR_NUMBER", "LAST_ERROR_MESSAGE",
                        "LAST_ERROR_TIMESTAMP"), context -> List.of()),
                rows.table("replication_applier_status_by_worker", rows::worker, "CHANNEL_NAME", "#WORKER_ID",
                        "#THREAD_ID", "SERVICE_STATE", "LAST_SEEN_TRANSACTION", "#LAST_ERROR_NUMBER",
                        "LAST_ERROR_MESSAGE", "LAST_ERROR_TIMESTAMP"));
    }

    private LiveTable table(String name, Function<ChannelStatus, List<@Nullable Object>> row, String... columns) {
        return new LiveTable(SCHEMA, name, List.of(columns), context -> {
            server.allProcesses();
            List<List<@Nullable Object>> rows = new ArrayList<>();
            for (ReplicationChannel channel : server.replication().configured()) {
                rows.add(row.apply(channel.status()));
            }
            return rows;
        });
    }

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        return new ArrayList<>(Arrays.asList(cells));
    }

    private List<@Nullable Object> configuration(ChannelStatus status) {
        ChannelConfiguration source = status.configuration();
        return row(status.channel(), source.host(), source.port(), source.user(), "", source.autoPosition() ? "1" : "0",
                "NO", "", "", "", "", "", "NO", "", "", source.connectRetrySeconds(), source.retryCount(),
                SlaveStatusRow.heartbeat(source), "");
    }

    private List<@Nullable Object> connection(ChannelStatus status) {
        String state = status.receiver() == ChannelThreadState.CONNECTING ? "CONNECTING" : onOff(status.receiver());
        ChannelError error = status.receiverError();
        return row(status.channel(), "", status.sourceUuid(), thread(status, ChannelThread.RECEIVER), state,
                status.receivedHeartbeats(), time(status.lastHeartbeatMicros()), status.retrievedGtidSet(),
                error.errno(), error.message(), time(error.epochMicros()));
    }

    private List<@Nullable Object> worker(ChannelStatus status) {
        boolean gtids = server.variables().text("gtid_mode").equals("ON");
        ChannelError error = status.applierError();
        return row(status.channel(), 0, thread(status, ChannelThread.APPLIER), onOff(status.applier()),
                gtids ? status.counts().lastSeenGtid() : "ANONYMOUS", error.errno(), error.message(),
                time(error.epochMicros()));
    }

    private @Nullable Long thread(ChannelStatus status, ChannelThread which) {
        return server.channelProcesses().id(status.channel(), which).orElse(null);
    }

    private static String onOff(ChannelThreadState state) {
        return state.running() ? "ON" : "OFF";
    }

    private static String time(long epochMicros) {
        LocalDateTime time = Times.dateTime(epochMicros);
        return epochMicros == 0 ? NEVER : TIME.format(time);
    }
}
