package dev.lockstep.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import dev.lockstep.engine.profile.Profiles;
import java.io.Serializable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The library com.zendesk:mysql-binlog-connector-java streams 100,000 row changes from a node and misses none. */
@Timeout(300)
class BinlogConnectorTest {
    private static final int INSERTED = 60_000;
    private static final int UPDATED = 30_000;
    private static final int DELETED = 10_000;
    private static final int AT_ONCE = 500;

    @TempDir
    Path folder = Path.of("");

    /** What arrived; written by the client's thread. */
    private static final class Seen {
        final BitSet inserted = new BitSet();
        final BitSet updated = new BitSet();
        final BitSet deleted = new BitSet();
        int changes;
        final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        synchronized void event(Event event) {
            EventData data = event.getData();
            switch (data) {
                case WriteRowsEventData rows -> rows.getRows().forEach(row -> mark(inserted, row));
                case UpdateRowsEventData rows -> {
                    for (Map.Entry<Serializable[], Serializable[]> row : rows.getRows()) {
                        assertThat(row.getValue()[1]).isEqualTo("changed");
                        mark(updated, row.getValue());
                    }
                }
                case DeleteRowsEventData rows -> rows.getRows().forEach(row -> mark(deleted, row));
                case null, default -> {
                }
            }
        }

        private void mark(BitSet set, Serializable[] row) {
            int id = (Integer) row[0];
            assertThat(set.get(id)).as("row %d came twice", id).isFalse();
            set.set(id);
            changes++;
        }

        synchronized int changes() {
            return changes;
        }
    }

    @Test
    void fromANodeAsMySqlByPosition() throws Exception {
        try (LabServer node = LabServer.start(folder, 1, Profiles.MYSQL_5_7_23, "sync_binlog=0")) {
            stream(node, client(node));
        }
    }

    @Test
    void fromANodeAsMySqlByGtid() throws Exception {
        try (LabServer node = LabServer.start(folder, 1, Profiles.MYSQL_5_7_23, "sync_binlog=0", "gtid_mode=ON",
                "enforce_gtid_consistency=ON")) {
            BinaryLogClient client = client(node);
            client.setGtidSet("");
            stream(node, client);
        }
    }

    @Test
    void fromANodeAsMariaDbByGtid() throws Exception {
        try (LabServer node = LabServer.start(folder, 1, Profiles.MARIADB_10_11, "sync_binlog=0")) {
            node.sql("CREATE TABLE first (a INT PRIMARY KEY)");
            BinaryLogClient client = client(node);
            client.setGtidSet(node.cell("SELECT @@gtid_binlog_pos"));
            stream(node, client);
        }
    }

    private static BinaryLogClient client(Server node) {
        BinaryLogClient client = new BinaryLogClient("127.0.0.1", node.port(), "root", "");
        client.setServerId(99);
        client.setKeepAlive(false);
        return client;
    }

    private static void stream(Server node, BinaryLogClient client) throws Exception {
        Seen seen = new Seen();
        client.registerEventListener(seen::event);
        client.registerLifecycleListener(new BinaryLogClient.AbstractLifecycleListener() {
            @Override
            public void onEventDeserializationFailure(BinaryLogClient from, Exception e) {
                seen.failure.compareAndSet(null, e);
            }

            @Override
            public void onCommunicationFailure(BinaryLogClient from, Exception e) {
                seen.failure.compareAndSet(null, e);
            }
        });
        client.connect(20_000);
        try {
            write(node);
            Waiting.until(120, "all changes", () -> seen.changes() + " came; " + seen.failure.get(),
                    () -> seen.failure.get() != null || seen.changes() == INSERTED + UPDATED + DELETED);
        } finally {
            client.disconnect();
        }
        assertThat(seen.failure.get()).isNull();
        assertThat(seen.inserted.cardinality()).isEqualTo(INSERTED);
        assertThat(seen.updated.cardinality()).isEqualTo(UPDATED);
        assertThat(seen.deleted.cardinality()).isEqualTo(DELETED);
    }

    private static void write(Server node) throws Exception {
        try (Connection connection = node.connect(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20), n DECIMAL(10,2))");
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
}
