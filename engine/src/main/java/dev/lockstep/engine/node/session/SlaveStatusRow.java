package dev.lockstep.engine.node.session;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.channel.ChannelError;
import dev.lockstep.engine.channel.ChannelStatus;
import dev.lockstep.engine.channel.ChannelThreadState;
import dev.lockstep.engine.sql.result.SqlValues;
import dev.lockstep.engine.sql.statement.ShowStatement.Words;
import dev.lockstep.engine.wire.ColumnDefinition;
import dev.lockstep.engine.wire.ResultRow;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row of {@code SHOW SLAVE STATUS} with the columns of MySQL 5.7 in their order (semisync.md G.4). */
final class SlaveStatusRow {
    private static final List<String> NAMES = List.of("Slave_IO_State", "Master_Host", "Master_User", "Master_Port",
            "Connect_Retry", "Master_Log_File", "Read_Master_Log_Pos", "Relay_Log_File", "Relay_Log_Pos",
            "Relay_Master_Log_File", "Slave_IO_Running", "Slave_SQL_Running", "Replicate_Do_DB",
            "Replicate_Ignore_DB", "Replicate_Do_Table", "Replicate_Ignore_Table", "Replicate_Wild_Do_Table",
            "Replicate_Wild_Ignore_Table", "Last_Errno", "Last_Error", "Skip_Counter", "Exec_Master_Log_Pos",
            "Relay_Log_Space", "Until_Condition", "Until_Log_File", "Until_Log_Pos", "Master_SSL_Allowed",
            "Master_SSL_CA_File", "Master_SSL_CA_Path", "Master_SSL_Cert", "Master_SSL_Cipher", "Master_SSL_Key",
            "Seconds_Behind_Master", "Master_SSL_Verify_Server_Cert", "Last_IO_Errno", "Last_IO_Error",
            "Last_SQL_Errno", "Last_SQL_Error", "Replicate_Ignore_Server_Ids", "Master_Server_Id", "Master_UUID",
            "Master_Info_File", "SQL_Delay", "SQL_Remaining_Delay", "Slave_SQL_Running_State", "Master_Retry_Count",
            "Master_Bind", "Last_IO_Error_Timestamp", "Last_SQL_Error_Timestamp", "Master_SSL_Crl",
            "Master_SSL_Crlpath", "Retrieved_Gtid_Set", "Executed_Gtid_Set", "Auto_Position", "Replicate_Rewrite_DB",
            "Channel_Name", "Master_TLS_Version");
    private static final Set<String> NUMBERS = Set.of("Master_Port", "Connect_Retry", "Read_Master_Log_Pos",
            "Relay_Log_Pos", "Last_Errno", "Skip_Counter", "Exec_Master_Log_Pos", "Relay_Log_Space", "Until_Log_Pos",
            "Seconds_Behind_Master", "Last_IO_Errno", "Last_SQL_Errno", "Master_Server_Id", "SQL_Delay",
            "SQL_Remaining_Delay", "Master_Retry_Count", "Auto_Position");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMdd HH:mm:ss", Locale.ROOT);

    private SlaveStatusRow() {}

    static List<ColumnDefinition> columns(Words words) {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (String name : NAMES) {
            String shown = words == Words.MASTER_SLAVE
                    ? name
                    : name.replace("Slave", "Replica").replace("Master", "Source");
            columns.add(NUMBERS.contains(name) ? ColumnDefinition.number(shown) : ColumnDefinition.text(shown));
        }
        return columns;
    }

    static ResultRow of(Server server, ChannelStatus status) {
        boolean applying = status.applier() != ChannelThreadState.NO;
        BinlogPosition executed = status.executed();
        @Nullable
        Object[] cells = {status.receiverStage(), status.configuration().host(),
                status.configuration().user(), status.configuration().port(),
                status.configuration().connectRetrySeconds(), status.read().file(), status.read().offset(),
                status.relay().file(), status.relay().offset(), executed.file(), status.receiver().text(),
                applying ? "Yes" : "No", "", "", "", "", "", "", status.lastError().errno(),
                status.lastError().message(), 0, executed.offset(), status.relayLogBytes(), "None", "", 0, "No", "",
                "", "", "", "", status.secondsBehind(), "No", status.receiverError().errno(),
                status.receiverError().message(), status.applierError().errno(), status.applierError().message(), "",
                status.sourceServerId(), status.sourceUuid(), status.sourceInfoFile(), 0, null,
                status.applierStage(), status.configuration().retryCount(), "", time(status.receiverError()),
                time(status.applierError()), "", "", status.retrievedGtidSet(),
                server.commits().gtids().executed().toString(), status.configuration().autoPosition() ? 1 : 0, "",
                status.channel(), ""};
        Map<String, @Nullable Object> more = ApplierColumns.of(status,
                server.replication().filters().of(status.channel()));
        for (int i = 0; i < cells.length; i++) {
            cells[i] = more.containsKey(NAMES.get(i)) ? more.get(NAMES.get(i)) : cells[i];
        }
        return SqlValues.row(cells);
    }

    private static String time(ChannelError error) {
        return error.errno() == 0 ? "" : TIME.format(Times.dateTime(error.epochMicros()));
    }
}
