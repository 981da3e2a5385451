package dev.lockstep.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.node.Node;
import dev.lockstep.engine.node.NodeConfig;
import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.world.LiveWorlds;
import dev.lockstep.engine.world.LockModel;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.format.Json;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debezium's connectors for MySQL and for MariaDB take the definitions of a node's tables as they take a real server's, and
 * then stream 100,000 changes of rows from it: none is missing, none comes twice.
 */
@Timeout(300)
class DebeziumTest {
    private static final int INSERTED = 60_000;
    private static final int UPDATED = 30_000;
    private static final int DELETED = 10_000;
    private static final int AT_ONCE = 500;
    private static final long START_SECONDS = 60;
    private static final long STREAM_SECONDS = 180;

    @TempDir
    Path folder = Path.of("");

    @Test
    void streamsFromANodeAsMySqlByGtid() throws Exception {
        stream("io.debezium.connector.mysql.MySqlConnector", Profiles.MYSQL_5_7_23,
                Map.of("sync_binlog", "0", "gtid_mode", "ON", "enforce_gtid_consistency", "ON"), "disabled");
    }

    @Test
    void streamsFromANodeAsMySqlByPosition() throws Exception {
        stream("io.debezium.connector.mysql.MySqlConnector", Profiles.MYSQL_5_7_23, Map.of("sync_binlog", "0"),
                "disabled");
    }

    @Test
    void streamsFromANodeAsMariaDb() throws Exception {
        stream("io.debezium.connector.mariadb.MariaDbConnector", Profiles.MARIADB_10_11, Map.of("sync_binlog", "0"),
                "disable");
    }

    private void stream(String connector, ServerProfile profile, Map<String, String> variables, String withoutTls)
            throws Exception {
        Changes changes = new Changes();
        CountDownLatch streaming = new CountDownLatch(1);
        LiveWorlds worlds = new LiveWorlds(new TraceLog(), LockModel.DEFAULT);
        Node node = Node.start(worlds.open("node", folder.resolve("node")),
                new NodeConfig("node", profile, 0, 1, variables));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection connection = DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + node.port()
                + "/test?sslMode=DISABLED", "root", ""); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20), n DECIMAL(10,2))");
            try (DebeziumEngine<ChangeEvent<String, String>> engine = engine(
                    settings(connector, node.port(), withoutTls), changes, streaming)) {
                thread.execute(engine);
                assertThat(streaming.await(START_SECONDS, TimeUnit.SECONDS)).as("streams").isTrue();
                assertThat(changes.failure()).isNull();
                awaitDump(statement);
                write(statement);
                await(changes);
                assertThat(changes.failure()).isNull();
            }
        } finally {
            thread.shutdownNow();
            node.kill();
            worlds.close();
        }
        assertThat(changes.inserted.cardinality()).isEqualTo(INSERTED);
        assertThat(changes.updated.cardinality()).isEqualTo(UPDATED);
        assertThat(changes.deleted.cardinality()).isEqualTo(DELETED);
    }

    /** Debezium polls before it has noted where the binlog ends; what is written until then, it does not stream. */
    private static void awaitDump(Statement statement) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!dumps(statement)) {
            assertThat(System.nanoTime()).as("asks for a dump").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static boolean dumps(Statement statement) throws SQLException {
        try (ResultSet processes = statement.executeQuery("SHOW PROCESSLIST")) {
            while (processes.next()) {
                if (processes.getString("Command").startsWith("Binlog Dump")) {
                    return true;
                }
            }
            return false;
        }
    }

    private static void await(Changes changes) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STREAM_SECONDS);
        while (changes.failure() == null && changes.count() < INSERTED + UPDATED + DELETED
                && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
    }

    private static DebeziumEngine<ChangeEvent<String, String>> engine(Properties settings, Changes changes,
            CountDownLatch streaming) {
        return DebeziumEngine.create(Json.class).using(settings).using(new DebeziumEngine.ConnectorCallback() {
            @Override
            public void pollingStarted() {
                streaming.countDown();
            }
        }).using((success, message, error) -> {
            if (!success) {
                changes.fail(message + ": " + error);
                streaming.countDown();
            }
        }).notifying(changes::accept).build();
    }

    private Properties settings(String connector, int port, String withoutTls) {
        Properties settings = new Properties();
        settings.putAll(Map.of("name", "lockstep", "connector.class", connector, "topic.prefix", "lab",
                "offset.storage", "org.apache.kafka.connect.storage.FileOffsetBackingStore",
                "offset.storage.file.filename", folder.resolve("offsets").toString(), "offset.flush.interval.ms",
                "1000", "schema.history.internal", "io.debezium.storage.file.history.FileSchemaHistory",
                "schema.history.internal.file.filename", folder.resolve("history").toString()));
        settings.putAll(Map.of("database.hostname", "127.0.0.1", "database.port", port + "", "database.user", "root",
                "database.password", "", "database.server.id", "99", "database.include.list", "test",
                "database.ssl.mode", withoutTls, "converter.schemas.enable", "false", "snapshot.mode", "no_data",
                "max.batch.size", "8192"));
        settings.put("max.queue.size", "20000");
        return settings;
    }

    private static void write(Statement statement) throws SQLException {
        for (int from = 0; from < INSERTED; from += AT_ONCE) {
            StringBuilder sql = new StringBuilder("INSERT INTO t VALUES ");
            for (int id = from; id < from + AT_ONCE; id++) {
                sql.append(id == from ? "" : ",").append('(').append(id).append(",'new',").append(id).append(".5)");
            }
            statement.execute(sql.toString());
        }
        for (int from = 0; from < UPDATED; from += AT_ONCE) {
            statement.execute("UPDATE t SET v = 'changed' WHERE id >= " + from + " AND id < " + (from + AT_ONCE));
        }
        for (int from = 0; from < DELETED; from += AT_ONCE) {
            statement.execute("DELETE FROM t WHERE id >= " + from + " AND id < " + (from + AT_ONCE));
        }
    }
}
