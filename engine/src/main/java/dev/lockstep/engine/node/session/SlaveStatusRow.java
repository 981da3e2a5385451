package dev.lockstep.engine.node.session;

import dev.lockstep.engine.channel.ChannelConfiguration;
import dev.lockstep.engine.channel.ChannelError;
import dev.lockstep.engine.channel.ChannelSecurity;
import dev.lockstep.engine.channel.ChannelStatus;
import dev.lockstep.engine.channel.ChannelThreadState;
import dev.lockstep.engine.channel.ReplicationChannel;
import dev.lockstep.engine.log.MasterInfo.Tls;
import dev.lockstep.engine.sql.result.SqlValues;
import dev.lockstep.engine.wire.ResultRow;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code SHOW SLAVE STATUS} of either dialect: every cell by its column's name in the words of MASTER and SLAVE.
 * Columns without a cell are empty text.
 */
final class SlaveStatusRow {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMdd HH:mm:ss", Locale.ROOT);

    private final Map<String, @Nullable Object> cells = new HashMap<>();

    private SlaveStatusRow() {}

    /** The row of a channel. */
    static ResultRow of(SlaveStatusColumns columns, Server server, ReplicationChannel channel) {
        SlaveStatusRow row = new SlaveStatusRow();
        ChannelStatus status = channel.status();
        row.source(status);
        row.threads(status);
        row.positions(status);
        row.errors(status);
        row.options(status);
        row.cells.putAll(ApplierColumns.of(status, server.replication().filters().of(status.channel())));
        row.mySql(server, status);
        row.mariaDb(server, status);
        @Nullable
        Object[] chosen = columns.names().stream().map(row::cell).toArray();
        return SqlValues.row(chosen);
    }

    private @Nullable Object cell(String column) {
        return cells.containsKey(column) ? cells.get(column) : "";
    }

    private void put(String column, @Nullable Object value) {
        cells.put(column, value);
    }

    private void source(ChannelStatus status) {
        ChannelConfiguration configuration = status.configuration();
        put("Master_Host", configuration.host());
        put("Master_User", configuration.user());
        put("Master_Port", configuration.port());
        put("Connect_Retry", configuration.connectRetrySeconds());
        put("Master_Retry_Count", configuration.retryCount());
        put("Auto_Position", configuration.autoPosition() ? 1 : 0);
        put("Slave_heartbeat_period", heartbeat(configuration));
        put("Master_Server_Id", status.sourceServerId());
        put("Master_UUID", status.sourceUuid());
        put("Master_Info_File", status.sourceInfoFile());
        security(configuration.options().security());
    }

    private void security(ChannelSecurity security) {
        Tls tls = security.tls();
        put("Master_SSL_Allowed", tls.enabled() == 1 ? "Yes" : "No");
        put("Master_SSL_CA_File", tls.ca());
        put("Master_SSL_CA_Path", tls.caPath());
        put("Master_SSL_Cert", tls.cert());
        put("Master_SSL_Cipher", tls.cipher());
        put("Master_SSL_Key", tls.key());
        put("Master_SSL_Verify_Server_Cert", tls.verify() == 1 ? "Yes" : "No");
        put("Master_SSL_Crl", tls.crl());
        put("Master_SSL_Crlpath", tls.crlPath());
        put("Master_TLS_Version", tls.version());
        put("Master_public_key_path", security.publicKeyPath());
        put("Get_master_public_key", security.getPublicKey());
    }

    /** {@code Slave_heartbeat_period}: seconds with three decimals. */
    static BigDecimal heartbeat(ChannelConfiguration configuration) {
        return BigDecimal.valueOf(configuration.heartbeatNanos() / 1_000_000, 3);
    }

    private void threads(ChannelStatus status) {
        put("Slave_IO_State", status.receiverStage());
        put("Slave_IO_Running", status.receiver().text());
        put("Slave_SQL_Running", status.applier() == ChannelThreadState.NO ? "No" : "Yes");
        put("Slave_SQL_Running_State", status.applierStage());
        put("Slave_SQL_State", status.applierStage());
        put("Seconds_Behind_Master", status.secondsBehind());
        put("Slave_received_heartbeats", status.receivedHeartbeats());
    }

    private void positions(ChannelStatus status) {
        put("Master_Log_File", status.read().file());
        put("Read_Master_Log_Pos", status.read().offset());
        put("Relay_Log_File", status.relay().file());
        put("Relay_Log_Pos", status.relay().offset());
        put("Relay_Master_Log_File", status.executed().file());
        put("Exec_Master_Log_Pos", status.executed().offset());
        put("Relay_Log_Space", status.relayLogBytes());
    }

    private void errors(ChannelStatus status) {
        put("Last_Errno", status.lastError().errno());
        put("Last_Error", status.lastError().message());
        put("Last_IO_Errno", status.receiverError().errno());
        put("Last_IO_Error", status.receiverError().message());
        put("Last_IO_Error_Timestamp", time(status.receiverError()));
        put("Last_SQL_Errno", status.applierError().errno());
        put("Last_SQL_Error", status.applierError().message());
        put("Last_SQL_Error_Timestamp", time(status.applierError()));
    }

    private static String time(ChannelError error) {
        return error.errno() == 0 ? "" : TIME.format(Times.dateTime(error.epochMicros()));
    }

    private void options(ChannelStatus status) {
        put("Max_relay_log_size", status.maxRelayLogBytes());
    }

    private void mySql(Server server, ChannelStatus status) {
        put("Channel_Name", status.channel());
        put("Retrieved_Gtid_Set", status.retrievedGtidSet());
        put("Executed_Gtid_Set", server.commits().gtids().executed().toString());
    }

    private void mariaDb(Server server, ChannelStatus status) {
        put("Connection_name", status.channel());
        put("Using_Gtid", status.configuration().options().gtidUse().text());
        put("Gtid_IO_Pos", status.gtidReceiverPosition());
        put("Gtid_Slave_Pos", server.commits().domains().replicated().toString());
        put("Parallel_Mode", "conservative");
        put("Slave_DDL_Groups", status.counts().definitions());
        put("Slave_Non_Transactional_Groups", 0);
        put("Slave_Transactional_Groups", status.counts().transactions());
        put("Retried_transactions", status.counts().retries());
        put("Executed_log_entries", status.counts().events());
        Long read = seconds(status.counts().lastReadSeconds());
        Long applied = seconds(status.counts().lastAppliedSeconds());
        put("Master_last_event_time", dateTime(read));
        put("Slave_last_event_time", dateTime(applied));
        put("Master_Slave_time_diff", read == null || applied == null ? null : read - applied);
    }

    private static @Nullable Long seconds(long seconds) {
        return seconds == 0 ? null : (Long) seconds;
    }

    private static @Nullable Object dateTime(@Nullable Long seconds) {
        return seconds == null ? null : Times.dateTime(seconds * 1_000_000);
    }
}
