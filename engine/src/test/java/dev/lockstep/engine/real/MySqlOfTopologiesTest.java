package dev.lockstep.engine.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.lab.Lab;
import dev.lockstep.engine.lab.LabNode;
import dev.lockstep.engine.lab.LabOptions;
import dev.lockstep.engine.lab.SqlOutcome;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.TopologyReader;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.State;
import dev.lockstep.engine.trace.TraceTimeline;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real MySQL 8.0 between two lab nodes of a topology file: one that the lab starts, and one that runs already. */
@Tag("real-mysql")
@Timeout(300)
class MySqlOfTopologiesTest {
    @TempDir
    private Path folder = Path.of("");

    private static LabState state(Lab lab) {
        return new TraceTimeline(lab.trace()).latest(lab.nanos());
    }

    private static void run(Lab lab, String node, String sql) {
        assertThat(lab.node(node).orElseThrow().execute("test", sql)).as(node + ": " + sql)
                .isNotInstanceOf(SqlOutcome.Refused.class);
    }

    private static void awaitRows(Lab lab, String node, String rows) throws Exception {
        Waiting.until("test.t on " + node + " has " + rows + " rows", () -> state(lab).channels().toString(),
                () -> lab.node(node).orElseThrow().execute("test",
                        "SELECT COUNT(*) FROM test.t") instanceof SqlOutcome.Rows found
                        && rows.equals(found.value(0, "COUNT(*)")));
    }

    private void play(String server) throws Exception {
        Topology topology = TopologyReader.parse("x.yaml", """
                title: chain
                nodes:
                  m: {profile: mysql-8.0, variables: {rpl_semi_sync_master_enabled: "ON"}}
                  real:
                %s
                  r: {profile: mysql-8.0}
                channels:
                - {replica: real, source: m, name: up}
                - {replica: r, source: real}
                """.formatted(server.indent(4)));
        try (Lab lab = Lab.start(topology,
                new LabOptions(folder.resolve("lab"), LabOptions.DEFAULT.lockModel(), 100))) {
            run(lab, "m", "CREATE TABLE test.t (a INT PRIMARY KEY, b VARCHAR(20), j JSON)");
            for (int i = 1; i <= 20; i++) {
                run(lab, "m", "INSERT INTO test.t VALUES (" + i + ", 'row', '{\"n\": " + i + "}')");
            }
            awaitRows(lab, "real", "20");
            awaitRows(lab, "r", "20");
            LabNode node = lab.node("real").orElseThrow();
            assertThat(node.profile().name()).isEqualTo("MySQL 8.0.33");
            LabState.NodeState told = Objects.requireNonNull(state(lab).nodes().get("real"));
            assertThat(told.real()).isTrue();
            Waiting.until("its channel is in the trace", () -> state(lab).channels().toString(),
                    () -> state(lab).channels().stream().anyMatch(one -> one.replica().equals("real")
                            && one.channel().equals("up") && "m".equals(one.source())
                            && one.receiver() == State.YES && one.behindApplied() == 0));
            run(lab, "real", "STOP SLAVE FOR CHANNEL 'up'");
            run(lab, "real", "INSERT INTO test.t VALUES (100, 'of real', NULL)");
            awaitRows(lab, "r", "21");
            run(lab, "real", "START SLAVE FOR CHANNEL 'up'");
            run(lab, "m", "DELETE FROM test.t WHERE a = 1");
            awaitRows(lab, "r", "20");
            SqlOutcome same = lab.node("r").orElseThrow().execute("test", "SELECT j FROM test.t WHERE a = 7");
            assertThat(same instanceof SqlOutcome.Rows rows ? rows.value(0, "j") : same.toString())
                    .isEqualTo("{\"n\": 7}");
            theAccountThatCameWithItsHashLogsIn(lab);
        }
    }

    /** 8.0 writes the hash of a password into its binlog, not the password. */
    private static void theAccountThatCameWithItsHashLogsIn(Lab lab) throws Exception {
        run(lab, "real", "CREATE USER came@'%' IDENTIFIED WITH caching_sha2_password BY 'it''s sécret'");
        run(lab, "real", "GRANT SELECT ON test.* TO came@'%'");
        int port = lab.node("r").orElseThrow().address().port();
        String url = "jdbc:mysql://127.0.0.1:" + port + "/test?sslMode=DISABLED&allowPublicKeyRetrieval=true";
        Waiting.until("came logs in", () -> state(lab).channels().toString(), () -> {
            try (Connection connection = DriverManager.getConnection(url, "came", "it's sécret")) {
                return connection.isValid(1);
            } catch (SQLException notYet) {
                return false;
            }
        });
        DriverManager.getConnection(url, "came", "it's sécret").close();
        assertThatThrownBy(() -> DriverManager.getConnection(url, "came", "its secret")).isInstanceOf(
                SQLException.class);
    }

    @Test
    void oneThatTheLabStarts() throws Exception {
        play("""
                server: {binary: %s}
                variables: {plugin_load: "rpl_semi_sync_slave=semisync_slave.so", rpl_semi_sync_slave_enabled: "ON"}
                """.formatted(RealServer.mySql80().program()));
    }

    @Test
    void oneThatRunsAlready() throws Exception {
        try (RealServer outside = RealServer.mySql80().start(folder.resolve("outside"), 77)) {
            outside.sql("CREATE USER lab@'%' IDENTIFIED WITH caching_sha2_password BY 'it''s secret'",
                    "GRANT ALL ON *.* TO lab@'%' WITH GRANT OPTION");
            play("server: {host: 127.0.0.1, port: %d, user: lab, password: it's secret}".formatted(outside.port()));
            assertThat(outside.query("SHOW SLAVE STATUS")).as("the lab's channel is gone with it").isEmpty();
        }
    }
}
