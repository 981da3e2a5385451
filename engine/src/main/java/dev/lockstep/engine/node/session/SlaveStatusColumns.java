package dev.lockstep.engine.node.session;

import dev.lockstep.engine.sql.statement.ServerVersion;
import dev.lockstep.engine.sql.statement.ShowStatement.Words;
import dev.lockstep.engine.wire.ColumnDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Columns of {@code SHOW SLAVE STATUS} in their order, by dialect and version (semisync.md G.3 and G.4; MariaDB's manual for
 * the versions in which a column came).
 *
 * @param names in the words of MASTER and SLAVE, whichever are shown
 */
record SlaveStatusColumns(List<String> names, Words words) {
    private static final List<String> COMMON = List.of("Slave_IO_State", "Master_Host", "Master_User", "Master_Port",
            "Connect_Retry", "Master_Log_File", "Read_Master_Log_Pos", "Relay_Log_File", "Relay_Log_Pos",
            "Relay_Master_Log_File", "Slave_IO_Running", "Slave_SQL_Running", "Replicate_Do_DB",
            "Replicate_Ignore_DB", "Replicate_Do_Table", "Replicate_Ignore_Table", "Replicate_Wild_Do_Table",
            "Replicate_Wild_Ignore_Table", "Last_Errno", "Last_Error", "Skip_Counter", "Exec_Master_Log_Pos",
            "Relay_Log_Space", "Until_Condition", "Until_Log_File", "Until_Log_Pos", "Master_SSL_Allowed",
            "Master_SSL_CA_File", "Master_SSL_CA_Path", "Master_SSL_Cert", "Master_SSL_Cipher", "Master_SSL_Key",
            "Seconds_Behind_Master", "Master_SSL_Verify_Server_Cert", "Last_IO_Errno", "Last_IO_Error",
            "Last_SQL_Errno", "Last_SQL_Error", "Replicate_Ignore_Server_Ids", "Master_Server_Id");
    private static final List<String> MYSQL = List.of("Master_UUID", "Master_Info_File", "SQL_Delay",
            "SQL_Remaining_Delay", "Slave_SQL_Running_State", "Master_Retry_Count", "Master_Bind",
            "Last_IO_Error_Timestamp", "Last_SQL_Error_Timestamp", "Master_SSL_Crl", "Master_SSL_Crlpath",
            "Retrieved_Gtid_Set", "Executed_Gtid_Set", "Auto_Position", "Replicate_Rewrite_DB", "Channel_Name",
            "Master_TLS_Version");
    private static final List<String> MYSQL_8 = List.of("Master_public_key_path", "Get_master_public_key",
            "Network_Namespace");
    private static final Set<String> NUMBERS = Set.of("Master_Port", "Connect_Retry", "Read_Master_Log_Pos",
            "Relay_Log_Pos", "Last_Errno", "Skip_Counter", "Exec_Master_Log_Pos", "Relay_Log_Space", "Until_Log_Pos",
            "Seconds_Behind_Master", "Last_IO_Errno", "Last_SQL_Errno", "Master_Server_Id", "SQL_Delay",
            "SQL_Remaining_Delay", "Master_Retry_Count", "Auto_Position", "Get_master_public_key", "Slave_DDL_Groups",
            "Slave_Non_Transactional_Groups", "Slave_Transactional_Groups", "Retried_transactions",
            "Max_relay_log_size", "Executed_log_entries", "Slave_received_heartbeats", "Slave_heartbeat_period",
            "Master_Slave_time_diff");

    /** Copies the list. */
    SlaveStatusColumns {
        names = List.copyOf(names);
    }

    /** Of {@code SHOW SLAVE STATUS}. */
    static SlaveStatusColumns of(ServerVersion version, Words words) {
        List<String> names = new ArrayList<>(COMMON);
        if (version.mariaDb()) {
            addMariaDb(names, version.number());
        } else {
            names.addAll(MYSQL);
            if (version.number() >= 80_000) {
                names.addAll(MYSQL_8);
            }
        }
        return new SlaveStatusColumns(names, words);
    }

    /** Of {@code SHOW ALL SLAVES STATUS}. */
    static SlaveStatusColumns ofAll(ServerVersion version) {
        List<String> names = new ArrayList<>(List.of("Connection_name", "Slave_SQL_State"));
        names.addAll(of(version, Words.MASTER_SLAVE).names());
        names.addAll(List.of("Retried_transactions", "Max_relay_log_size", "Executed_log_entries",
                "Slave_received_heartbeats", "Slave_heartbeat_period", "Gtid_Slave_Pos"));
        add(names, version.number(), 110_600, "Master_last_event_time", "Slave_last_event_time",
                "Master_Slave_time_diff");
        return new SlaveStatusColumns(names, Words.MASTER_SLAVE);
    }

    private static void addMariaDb(List<String> names, int version) {
        add(names, version, 100_000, "Master_SSL_Crl", "Master_SSL_Crlpath", "Using_Gtid", "Gtid_IO_Pos");
        add(names, version, 100_102, "Replicate_Do_Domain_Ids", "Replicate_Ignore_Domain_Ids");
        add(names, version, 100_103, "Parallel_Mode");
        add(names, version, 100_203, "SQL_Delay", "SQL_Remaining_Delay", "Slave_SQL_Running_State");
        add(names, version, 100_307, "Slave_DDL_Groups", "Slave_Non_Transactional_Groups",
                "Slave_Transactional_Groups");
        add(names, version, 101_100, "Replicate_Rewrite_DB");
    }

    private static void add(List<String> names, int version, int since, String... more) {
        if (version >= since) {
            names.addAll(List.of(more));
        }
    }

    /** As the result set has them. */
    List<ColumnDefinition> definitions() {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (String name : names) {
            String shown = switch (words) {
                case MASTER_SLAVE -> name;
                case SOURCE_REPLICA -> name.replace("Slave", "Replica").replace("Master", "Source").replace("master",
                        "Source");
            };
            columns.add(NUMBERS.contains(name) ? ColumnDefinition.number(shown) : ColumnDefinition.text(shown));
        }
        return columns;
    }
}
