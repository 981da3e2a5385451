package dev.lockstep.engine.node.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.sql.statement.ServerVersion;
import dev.lockstep.engine.sql.statement.ServerVersion.Family;
import dev.lockstep.engine.sql.statement.ShowStatement.Words;
import dev.lockstep.engine.wire.ColumnDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlaveStatusColumnsTest {
    private static final ServerVersion MARIADB_10_0 = ServerVersion.of("10.0.38-MariaDB", Family.MARIADB);
    private static final ServerVersion MYSQL_8_0 = ServerVersion.of("8.0.33", Family.MYSQL);

    @Test
    void anOldMariaDbHasFewer() {
        assertThat(SlaveStatusColumns.ofAll(MARIADB_10_0).names()).hasSize(52).startsWith("Connection_name")
                .containsSequence("Master_SSL_Crlpath", "Using_Gtid", "Gtid_IO_Pos", "Retried_transactions")
                .endsWith("Gtid_Slave_Pos");
        assertThat(SlaveStatusColumns.of(MARIADB_10_0, Words.MASTER_SLAVE).names()).hasSize(44)
                .doesNotContain("Connection_name", "SQL_Delay").endsWith("Gtid_IO_Pos");
    }

    @Test
    void mySqlEndsWithTheChannel() {
        assertThat(SlaveStatusColumns.of(ServerVersion.MYSQL_5_7, Words.MASTER_SLAVE).names()).hasSize(57)
                .endsWith("Replicate_Rewrite_DB", "Channel_Name", "Master_TLS_Version");
    }

    @Test
    void aNewMySqlSaysSourceAndReplica() {
        List<String> shown = SlaveStatusColumns.of(MYSQL_8_0, Words.SOURCE_REPLICA).definitions().stream()
                .map(ColumnDefinition::name).toList();
        assertThat(shown).hasSize(60).startsWith("Replica_IO_State", "Source_Host")
                .contains("Relay_Source_Log_File", "Seconds_Behind_Source", "Source_Info_File")
                .endsWith("Source_TLS_Version", "Source_public_key_path", "Get_Source_public_key",
                        "Network_Namespace");
    }
}
