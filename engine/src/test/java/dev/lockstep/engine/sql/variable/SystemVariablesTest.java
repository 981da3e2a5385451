package dev.lockstep.engine.sql.variable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.result.ResultTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SystemVariablesTest {
    private final SystemVariables variables = SystemVariables.standard();
    private final SessionVariables session = variables.newSession();

    private static int code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(SqlError.class, call).code();
    }

    @Test
    void clientsFindWhatTheyAskFor() {
        for (String name : List.of("auto_increment_increment", "character_set_client", "init_connect", "license",
                "tx_isolation",
                "transaction_isolation", "query_cache_size", "system_time_zone", "wait_timeout", "server_id",
                "server_uuid",
                "gtid_mode", "rpl_semi_sync_master_wait_for_slave_count", "rpl_semi_sync_source_enabled",
                "binlog_checksum",
                "version_comment", "lower_case_table_names", "session_track_system_variables", "optimizer_switch")) {
            assertThat(variables.find(name)).as(name).isPresent();
        }
        assertThat(code(() -> session.value(VariableScope.IMPLICIT, "nix"))).isEqualTo(1193);
    }

    @Test
    void switchesLookDifferentInSelectAndShow() throws SqlError {
        session.assign(VariableScope.GLOBAL, "rpl_semi_sync_master_enabled", "on");

        assertThat(session.value(VariableScope.GLOBAL, "RPL_semi_sync_master_enabled")).isEqualTo(1L);
        assertThat(variables.text("rpl_semi_sync_master_enabled")).isEqualTo("ON");
        assertThat(variables.enabled("rpl_semi_sync_master_enabled")).isTrue();
    }

    @Test
    void wrongValuesAndPlacesAreRefused() {
        assertThat(code(() -> session.assign(VariableScope.GLOBAL, "rpl_semi_sync_master_enabled", "maybe")))
                .isEqualTo(1231);
        assertThat(code(() -> session.assign(VariableScope.GLOBAL, "rpl_semi_sync_master_timeout", "x")))
                .isEqualTo(1232);
        assertThat(code(() -> session.assign(VariableScope.GLOBAL, "sync_binlog", new BigDecimal("1.5"))))
                .isEqualTo(1232);
        assertThat(code(() -> session.assign(VariableScope.GLOBAL, "version", "x"))).isEqualTo(1238);
        assertThat(code(() -> session.assign(VariableScope.SESSION, "sync_binlog", 1L))).isEqualTo(1229);
        assertThat(code(() -> session.assign(VariableScope.GLOBAL, "pseudo_thread_id", 1L))).isEqualTo(1228);
        assertThat(code(() -> session.value(VariableScope.SESSION, "sync_binlog"))).isEqualTo(1238);
        assertThat(code(() -> session.assign(VariableScope.GLOBAL, "nix", 1L))).isEqualTo(1193);
        assertThat(code(() -> session.assign(VariableScope.GLOBAL, "binlog_format", null))).isEqualTo(1231);
    }

    @Test
    void numbersStayInTheirRange() throws SqlError {
        variables.assign("rpl_semi_sync_master_wait_for_slave_count", 0L);
        assertThat(variables.number("rpl_semi_sync_master_wait_for_slave_count")).isEqualTo(1);
        variables.assign("rpl_semi_sync_master_wait_for_slave_count", 70_000L);
        assertThat(variables.number("rpl_semi_sync_master_wait_for_slave_count")).isEqualTo(65_535);
    }

    @Test
    void sessionsHaveTheirOwnValues() throws SqlError {
        session.assign(VariableScope.IMPLICIT, "wait_timeout", 5L);
        assertThat(session.number("wait_timeout")).isEqualTo(5);
        assertThat(variables.number("wait_timeout")).isEqualTo(28_800);
        variables.assign("wait_timeout", 9L);
        assertThat(variables.newSession().number("wait_timeout")).isEqualTo(9);
        session.assignDefault(VariableScope.SESSION, "wait_timeout");
        assertThat(session.number("wait_timeout")).isEqualTo(9);
        variables.assignDefault("wait_timeout");
        assertThat(variables.number("wait_timeout")).isEqualTo(28_800);
    }

    @Test
    void aliasesAreTheSameVariable() throws SqlError {
        session.assign(VariableScope.SESSION, "tx_isolation", "read-committed");
        assertThat(session.value(VariableScope.SESSION, "transaction_isolation")).isEqualTo("READ-COMMITTED");
    }

    @Test
    void guardsRefuseAndListenersHear() throws SqlError {
        List<@Nullable Object> heard = new ArrayList<>();
        variables.guard("sync_binlog", (variable, old, value) -> {
            if (Long.valueOf(7).equals(value)) {
                throw SqlError.of(1231, "not 7");
            }
        });
        variables.onChange("sync_binlog", (variable, old, value) -> heard.add(value));

        assertThat(code(() -> variables.assign("sync_binlog", 7L))).isEqualTo(1231);
        variables.assign("sync_binlog", 3L);
        assertThat(variables.number("sync_binlog")).isEqualTo(3);
        assertThat(heard).containsExactly(3L);
    }

    @Test
    void presetsBecomeDefaults() throws SqlError {
        variables.preset("rpl-semi-sync-master-wait-point", "AFTER_COMMIT");
        variables.preset("version", "5.7.22-lockstep");
        variables.assign("rpl_semi_sync_master_wait_point", "AFTER_SYNC");
        variables.assignDefault("rpl_semi_sync_master_wait_point");

        assertThat(variables.text("rpl_semi_sync_master_wait_point")).isEqualTo("AFTER_COMMIT");
        assertThat(variables.text("version")).isEqualTo("5.7.22-lockstep");
        assertThat(code(() -> variables.preset("server_id", "abc"))).isEqualTo(1232);
    }

    @Test
    void showListsInOrder() throws SqlError {
        variables.supply("gtid_executed", () -> "uuid:1-5");
        ResultTable shown = session.show(VariableScope.GLOBAL);
        List<@Nullable String> names = shown.rows().stream().map(row -> row.text(0)).toList();

        assertThat(names).isSorted().contains("gtid_executed", "tx_isolation").doesNotContain("pseudo_thread_id");
        assertThat(variables.value("gtid_executed")).isEqualTo("uuid:1-5");
        assertThat(session.show(VariableScope.SESSION).rows().size()).isGreaterThan(shown.rows().size());
    }

    @Test
    void sqlModeIsASetOfWords() throws SqlError {
        session.assign(VariableScope.SESSION, "sql_mode", "ANSI_QUOTES,,strict_trans_tables,ANSI_QUOTES");
        assertThat(session.text("sql_mode")).isEqualTo("ANSI_QUOTES,STRICT_TRANS_TABLES");
        assertThat(code(() -> session.assign(VariableScope.SESSION, "sql_mode", "NIX"))).isEqualTo(1231);
    }
}
