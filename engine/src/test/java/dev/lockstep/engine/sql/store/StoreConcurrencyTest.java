package dev.lockstep.engine.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.sql.SqlError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several sessions at the same rows: images must tell what happened, exactly once. */
class StoreConcurrencyTest {
    private static final int THREADS = 6;
    private static final int ROUNDS = 150;

    @TempDir
    Path folder;

    @Test
    void imagesAddUpUnderContention() throws Exception {
        try (StoreFixture lab = new StoreFixture(folder);
                ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
            lab.run("CREATE TABLE hot (id INT PRIMARY KEY, k INT NOT NULL)");
            lab.run("INSERT INTO hot VALUES (1, 0), (2, 0), (3, 0)");
            lab.run("CREATE TABLE ids (id INT PRIMARY KEY AUTO_INCREMENT, v INT)");
            lab.session.commit();
            Set<Object> generated = ConcurrentHashMap.newKeySet();
            List<Future<Long>> increments = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                increments.add(pool.submit(() -> work(lab, generated)));
            }
            long captured = 0;
            for (Future<Long> each : increments) {
                captured += each.get();
            }
            assertThat(lab.lines("SELECT SUM(k) FROM hot")).containsExactly(String.valueOf(captured));
            assertThat(lab.lines("SELECT COUNT(*) FROM ids")).containsExactly(String.valueOf(generated.size()));
        }
    }

    @Test
    void tablesThatSessionsMakeAtTheSameTimeAreListedOnce() throws Exception {
        int each = 8;
        try (StoreFixture lab = new StoreFixture(folder);
                ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int own = i;
                work.add(pool.submit(() -> {
                    try (StoreSession session = lab.store.newSession(Duration.ofSeconds(20))) {
                        session.useDatabase("test");
                        for (int t = 0; t < each; t++) {
                            StoreFixture.run(session, "CREATE TABLE t" + own + "_" + t + " (id INT PRIMARY KEY)");
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> done : work) {
                done.get();
            }
            String all = String.valueOf(THREADS * each);
            assertThat(lab.lines("SELECT COUNT(*), COUNT(DISTINCT TABLE_NAME) FROM information_schema.tables"
                    + " WHERE table_schema = 'test'")).containsExactly(all + "," + all);
        }
    }

    /** Sum of the increments that committed images tell. */
    private static long work(StoreFixture lab, Set<Object> generated) throws SqlError {
        long sum = 0;
        try (StoreSession session = lab.store.newSession(Duration.ofSeconds(20))) {
            session.useDatabase("test");
            for (int i = 0; i < ROUNDS; i++) {
                try {
                    StoreFixture.run(session, "UPDATE hot SET k = k + 1");
                    StoreFixture.run(session, "INSERT INTO ids (v) VALUES (1), (2)");
                } catch (SqlError error) {
                    assertThat(error.code()).isIn(1205, 1213);
                    session.rollback();
                    continue;
                }
                for (RowChange change : session.changes().rows()) {
                    if (change.kind() == RowChange.Kind.UPDATE) {
                        sum += value(change.after(), 1) - value(change.before(), 1);
                    } else {
                        assertThat(generated.add(value(change.after(), 0))).isTrue();
                    }
                }
                assertThat(session.changes().rows()).hasSize(5);
                session.commit(Map.of(StorePosition.BINLOG, new StorePosition(new BinlogPosition("b", i), "")));
            }
        }
        return sum;
    }

    private static long value(@org.jspecify.annotations.Nullable List<@org.jspecify.annotations.Nullable Object> image,
            int column) {
        return (Long) java.util.Objects.requireNonNull(java.util.Objects.requireNonNull(image).get(column));
    }
}
