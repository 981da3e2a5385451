package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClientsTest {
    @TempDir
    Path folder;

    private TestNodes nodes;
    private Node node;
    private Connection client;

    @BeforeEach
    void start() throws Exception {
        nodes = new TestNodes(folder);
        node = nodes.start("m", 1);
        client = nodes.connect(node);
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void answersWithoutTables() throws SQLException {
        assertThat(TestNodes.cell(client, "SELECT 1")).isEqualTo("1");
        assertThat(TestNodes.cell(client, "SELECT VERSION()")).isEqualTo("5.7.23-lockstep");
        assertThat(TestNodes.cell(client, "SELECT @@server_id")).isEqualTo("1");
        assertThat(TestNodes.cell(client, "SELECT DATABASE()")).isEqualTo("test");
        assertThat(TestNodes.cell(client, "SHOW VARIABLES LIKE 'port'", 2)).isEqualTo("" + node.port());
    }

    @Test
    void keepsUserVariables() throws SQLException {
        TestNodes.run(client, "SET @a= 41 + 1");
        assertThat(TestNodes.cell(client, "SELECT @a")).isEqualTo("42");
    }

    @Test
    void changesGlobalVariables() throws SQLException {
        TestNodes.run(client, "SET GLOBAL slave_net_timeout=777");
        assertThat(TestNodes.cell(client, "SELECT @@slave_net_timeout")).isEqualTo("777");
        assertThatThrownBy(() -> TestNodes.run(client, "SET GLOBAL nonsense=1"))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1193));
    }

    @Test
    void tellsSyntaxErrorsAndLivesOn() throws SQLException {
        assertThatThrownBy(() -> TestNodes.run(client, "SELEKT 1"))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1064));
        assertThat(TestNodes.cell(client, "SELECT 2")).isEqualTo("2");
    }

    @Test
    void showsProcessesAndKillsThem() throws SQLException {
        Connection victim = nodes.connect(node);
        String id = TestNodes.cell(victim, "SELECT CONNECTION_ID()");
        assertThat(TestNodes.cell(client, "SHOW PROCESSLIST")).isNotNull();
        TestNodes.run(client, "KILL " + id);
        assertThatThrownBy(() -> TestNodes.cell(victim, "SELECT 1")).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> TestNodes.run(client, "KILL 4711"))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1094));
    }

    @Test
    void killsAQueryOnly() throws Exception {
        Connection sleeper = nodes.connect(node);
        String id = TestNodes.cell(sleeper, "SELECT CONNECTION_ID()");
        Thread killer = Thread.ofPlatform().start(() -> {
            TestNodes.sleep(300);
            try {
                TestNodes.run(client, "KILL QUERY " + id);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(TestNodes.cell(sleeper, "SELECT SLEEP(20)")).isEqualTo("1");
        killer.join();
        assertThat(TestNodes.cell(sleeper, "SELECT 3")).isEqualTo("3");
    }

    @Test
    void executesPreparedStatementsOnTheServer() throws SQLException {
        Connection prepared = nodes.connect(node, "useServerPrepStmts=true");
        try (PreparedStatement statement = prepared.prepareStatement("SELECT ? + 1, @@port")) {
            statement.setInt(1, 6);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(7);
                assertThat(rows.getInt(2)).isEqualTo(node.port());
            }
        }
    }

    @Test
    void runsSeveralStatementsOfOneQuery() throws SQLException {
        Connection multi = nodes.connect(node, "allowMultiQueries=true");
        try (Statement statement = multi.createStatement()) {
            assertThat(statement.execute("SET @x=5; SELECT @x; SELECT @x+1")).isFalse();
            assertThat(statement.getMoreResults()).isTrue();
            assertThat(statement.getMoreResults()).isTrue();
            try (ResultSet rows = statement.getResultSet()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(6);
            }
        }
    }

    @Test
    void refusesTooManyConnections() throws SQLException {
        TestNodes.run(client, "SET GLOBAL max_connections=2");
        nodes.connect(node);
        assertThatThrownBy(() -> nodes.connect(node))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1040));
    }

    @Test
    void showsItsBinlog() throws SQLException {
        assertThat(TestNodes.cell(client, "SHOW MASTER STATUS")).isEqualTo("mysql-bin.000001");
        TestNodes.run(client, "FLUSH LOGS");
        assertThat(TestNodes.cell(client, "SHOW MASTER STATUS")).isEqualTo("mysql-bin.000002");
        assertThat(TestNodes.cell(client, "SHOW BINLOG EVENTS", "Event_type")).isEqualTo("Format_desc");
        TestNodes.run(client, "PURGE BINARY LOGS TO 'mysql-bin.000002'");
        assertThat(TestNodes.cell(client, "SHOW BINARY LOGS")).isEqualTo("mysql-bin.000002");
        TestNodes.run(client, "RESET MASTER");
        assertThat(TestNodes.cell(client, "SHOW MASTER STATUS")).isEqualTo("mysql-bin.000001");
    }

    @Test
    void endsByTheStatementShutdownAndStartsAgain() throws SQLException, IOException {
        TestNodes.run(client, "SHUTDOWN");
        TestNodes.await("stopped", () -> !node.running());
        node.shutdown();
        Node again = nodes.start("m", 1);
        assertThat(again.port()).isEqualTo(node.port());
        assertThat(TestNodes.cell(nodes.connect(again), "SHOW MASTER STATUS")).isEqualTo("mysql-bin.000002");
    }
}
