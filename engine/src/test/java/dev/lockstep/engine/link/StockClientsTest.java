package dev.lockstep.engine.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lockstep.engine.link.ServerHandshake.Sha2;
import dev.lockstep.engine.wire.auth.AuthPlugin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connector/J and the {@code mariadb} client log in as to any server, without options that a user would have to know. */
class StockClientsTest {
    private final List<LoopbackServer> servers = new ArrayList<>();

    @AfterEach
    void close() {
        servers.forEach(LoopbackServer::close);
    }

    private LoopbackServer server(AuthPlugin plugin, Sha2 sha2) throws IOException {
        LoopbackServer server = new LoopbackServer("5.7.22-lockstep", plugin, sha2);
        servers.add(server);
        return server;
    }

    private static Connection connect(LoopbackServer server, String user, String password, String options)
            throws SQLException {
        return DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + server.port() + "/test" + options, user,
                password);
    }

    @ParameterizedTest
    @EnumSource(AuthPlugin.class)
    void connectorJLogsInWithEveryAccount(AuthPlugin plugin) throws IOException, SQLException {
        LoopbackServer server = server(plugin, Sha2.FAST);
        for (String user : List.of("root", "native", "sha2", "sha2open")) {
            String password = user.equals("root") || user.equals("sha2open") ? "" : LoopbackServer.PASSWORD;
            try (Connection connection = connect(server, user, password, "");
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select 'ä €'")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("ä €");
                assertThat(rows.next()).isFalse();
                assertThat(connection.isValid(1)).isTrue();
            }
        }
        assertThat(server.logins()).hasSize(4).allSatisfy(login -> assertThat(login.request().attributes())
                .containsEntry("_client_name", "MySQL Connector/J"));
    }

    @Test
    void connectorJSendsItsPasswordThroughRsa() throws IOException, SQLException {
        LoopbackServer server = server(AuthPlugin.CACHING_SHA2_PASSWORD, Sha2.FULL_AT_FIRST_LOGIN);
        connect(server, "sha2", LoopbackServer.PASSWORD, "?allowPublicKeyRetrieval=true").close();
        connect(server, "sha2", LoopbackServer.PASSWORD, "").close();
        assertThat(server.logins()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(AuthPlugin.class)
    void connectorJIsToldThatThePasswordIsWrong(AuthPlugin plugin) throws IOException {
        LoopbackServer server = server(plugin, Sha2.FAST);
        for (String user : List.of("root", "native", "sha2", "nobody")) {
            assertThatThrownBy(() -> connect(server, user, "wrong", "")).isInstanceOfSatisfying(SQLException.class,
                    e -> {
                        assertThat(e.getErrorCode()).isEqualTo(1045);
                        assertThat(e.getSQLState()).isEqualTo("28000");
                        assertThat(e.getMessage()).contains("Access denied for user '" + user + "'@'127.0.0.1' (using "
                                + "password: YES)");
                    });
        }
    }

    @Test
    void connectorJBindsAndReadsThroughTheBinaryProtocol() throws IOException, SQLException {
        LoopbackServer server = server(AuthPlugin.MYSQL_NATIVE_PASSWORD, Sha2.FAST);
        try (Connection connection = connect(server, "root", "", "?useServerPrepStmts=true");
                PreparedStatement statement = connection.prepareStatement("select ?,?,?,?,?,?,?,?")) {
            for (int round = 0; round < 2; round++) {
                statement.setInt(1, -7 - round);
                statement.setLong(2, Long.MIN_VALUE);
                statement.setString(3, "text ä");
                statement.setNull(4, Types.VARCHAR);
                statement.setDouble(5, 2.5);
                statement.setTimestamp(6, Timestamp.valueOf("2026-11-21 01:02:03.000045"));
                statement.setBytes(7, new byte[]{0, 1, (byte) 0xff});
                statement.setBigDecimal(8, new java.math.BigDecimal("12.340"));
                try (ResultSet rows = statement.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(-7 - round);
                    assertThat(rows.getLong(2)).isEqualTo(Long.MIN_VALUE);
                    assertThat(rows.getString(3)).isEqualTo("text ä");
                    assertThat(rows.getString(4)).isNull();
                    assertThat(rows.getDouble(5)).isEqualTo(2.5);
                    assertThat(rows.getTimestamp(6)).isEqualTo(Timestamp.valueOf("2026-11-21 01:02:03.000045"));
                    assertThat(rows.getBytes(7)).containsExactly(0, 1, 0xff);
                    assertThat(rows.getBigDecimal(8)).isEqualByComparingTo("12.340");
                }
            }
        }
    }

    private static String client(Path program, LoopbackServer server, String user, String password, String sql)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("lockstep-client", ".txt");
        List<String> line = new ArrayList<>(List.of(program.toString(), "--no-defaults", "-h127.0.0.1", "-P" + server
                .port(), "-u" + user, "-N", "-e", sql));
        if (!password.isEmpty()) {
            line.add("-p" + password);
        }
        Process process = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        Files.delete(output);
        return text;
    }

    private static Path installed(String name) {
        Path program = Stream.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin").map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable).findFirst().orElse(Path.of(""));
        assumeThat(program.toString()).as("%s is installed", name).isNotEmpty();
        return program;
    }

    @ParameterizedTest
    @EnumSource(AuthPlugin.class)
    void mariadbClientLogsIn(AuthPlugin plugin) throws IOException, InterruptedException {
        Path program = installed("mariadb");
        LoopbackServer server = server(plugin, Sha2.FAST);
        for (String user : List.of("root", "native", "sha2", "sha2open")) {
            String password = user.equals("root") || user.equals("sha2open") ? "" : LoopbackServer.PASSWORD;
            assertThat(client(program, server, user, password, "select 'ok'")).as(user).isEqualTo("ok\n");
        }
        assertThat(client(program, server, "native", "wrong", "select 1")).contains(
                "ERROR 1045 (28000): Access denied for user 'native'@'127.0.0.1' (using password: YES)");
        assertThat(client(program, server, "root", "", "nonsense")).contains("ERROR 1064 (42000)");
    }

    @Test
    void mariadbClientSendsItsPasswordThroughRsa() throws IOException, InterruptedException {
        Path program = installed("mariadb");
        LoopbackServer server = server(AuthPlugin.CACHING_SHA2_PASSWORD, Sha2.FULL_AT_FIRST_LOGIN);
        assertThat(client(program, server, "sha2", LoopbackServer.PASSWORD, "select 'ok'")).isEqualTo("ok\n");
    }
}
