package dev.lockstep.engine.sql.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.sql.SqlError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreRecoveryTest {
    private static final int LIVES = 24;

    @TempDir
    Path folder;

    private static StorePosition at(long offset) {
        return new StorePosition(new BinlogPosition("bin.000001", offset), "gtid " + offset);
    }

    @Test
    void closedStoreKeepsEverything() throws SqlError {
        try (StoreFixture lab = new StoreFixture(folder)) {
            lab.run("CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(20))");
            lab.run("INSERT INTO t (v) VALUES ('a')");
            lab.session.commit(Map.of(StorePosition.BINLOG, at(120), StorePosition.channel(""), at(7)));
            lab.run("INSERT INTO t (v) VALUES ('not committed')");
        }
        try (StoreFixture lab = new StoreFixture(folder)) {
            assertThat(lab.lines("SELECT * FROM t")).containsExactly("1,a");
            assertThat(lab.store.recoveredPositions())
                    .containsEntry("binlog", at(120))
                    .containsEntry("channel:", at(7));
            assertThat(lab.count("INSERT INTO t (v) VALUES ('b')").lastInsertId()).isEqualTo(2);
            assertThat(lab.session.changes().rows()).hasSize(1);
        }
    }

    @Test
    void killedStoreHasRowsAndPositionOfTheSameMoment() throws Exception {
        StoreFixture lab = new StoreFixture(folder);
        lab.run("CREATE TABLE t (id INT PRIMARY KEY)");
        for (int i = 1; i <= 3000; i++) {
            lab.run("INSERT INTO t VALUES (?)", (long) i);
            lab.session.commit(Map.of(StorePosition.BINLOG, at(i)));
            if (i == 1500) {
                assertThat(lab.store.flush()).isTrue();
            }
        }
        lab.store.closeAbruptly();
        assertThat(catchThrowableOfType(SqlError.class, () -> lab.run("SELECT 1 FROM t")).code()).isEqualTo(1053);

        try (StoreFixture again = new StoreFixture(folder)) {
            long rows = Long.parseLong(again.lines("SELECT COUNT(*) FROM t").getFirst());
            assertThat(rows).isBetween(1500L, 3000L);
            assertThat(again.store.recoveredPositions().get(StorePosition.BINLOG)).isEqualTo(at(rows));
            assertThat(again.lines("SELECT MAX(id) FROM t")).containsExactly(String.valueOf(rows));
        }
    }

    /** Space is used again at once, so that H2 writes into gaps of its file: see {@link StoreFile}. */
    @Test
    void killedStoreIsNeverOlderThanItsLastFlush() throws Exception {
        long offset = 0;
        for (int life = 0; life < LIVES; life++) {
            TableStore store = TableStore.open(folder, Duration.ZERO);
            if (life > 0) {
                assertThat(store.recoveredPositions()).as("life " + life).containsEntry(StorePosition.BINLOG,
                        at(offset));
            }
            StoreSession session = store.newSession(Duration.ofSeconds(2));
            if (life == 0) {
                StoreFixture.run(session, "CREATE DATABASE test");
                session.useDatabase("test");
                StoreFixture.run(session, "CREATE TABLE t (id INT PRIMARY KEY, pad VARCHAR(200))");
            }
            session.useDatabase("test");
            for (int flush = 0; flush <= life % 4; flush++) {
                for (int i = 0; i < 1 + 17 * (life % 3); i++) {
                    StoreFixture.run(session,
                            "REPLACE INTO t VALUES (" + ++offset % 100 + ", REPEAT('x', " + offset % 150 + "))");
                    session.commit(Map.of(StorePosition.BINLOG, at(offset)));
                }
                assertThat(store.flush()).isTrue();
            }
            store.closeAbruptly();
        }
    }

    @Test
    void flushSurelyWaitsForAnotherFlush() throws Exception {
        try (StoreFixture lab = new StoreFixture(folder); ExecutorService pool = Executors.newFixedThreadPool(2)) {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch enough = new CountDownLatch(1);
            Future<Boolean> other = pool.submit(() -> lab.store.gate().flush(() -> {
                inside.countDown();
                return awaitQuietly(enough);
            }, false));
            inside.await();
            Future<Boolean> sure = pool.submit(lab.store::flushSurely);
            try {
                assertThat(lab.store.flush()).isFalse();
                assertThat(catchThrowableOfType(TimeoutException.class, () -> sure.get(300, TimeUnit.MILLISECONDS)))
                        .isNotNull();
            } finally {
                enough.countDown();
            }
            assertThat(sure.get()).isTrue();
            assertThat(other.get()).isTrue();
        }
    }

    @Test
    void sessionThatFindsEnoughChangedDoesNotWaitForTheDisk() throws Exception {
        List<Runnable> settling = new ArrayList<>();
        StoreFixture lab = new StoreFixture(folder, settling::add);
        lab.run("CREATE TABLE t (id INT PRIMARY KEY)");
        lab.run("INSERT INTO t VALUES (1)");
        lab.session.commit(Map.of(StorePosition.BINLOG, at(1)));
        try (java.sql.Connection admin = lab.store.newAdmin();
                java.sql.Statement statement = admin.createStatement()) {
            statement.execute("CHECKPOINT"); // H2 writes by itself, and a flush is due
        }
        for (long id = 2; id <= 5; id++) {
            lab.run("INSERT INTO t VALUES (?)", id);
            lab.session.commit(Map.of(StorePosition.BINLOG, at(id)));
        }
        assertThat(settling).hasSize(1);

        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            Future<Boolean> next = pool.submit(() -> lab.store.flush());
            assertThat(catchThrowableOfType(TimeoutException.class, () -> next.get(300, TimeUnit.MILLISECONDS)))
                    .isNotNull();
            settling.getFirst().run();
            assertThat(next.get()).isTrue();
        }
        lab.store.closeAbruptly();
        try (StoreFixture again = new StoreFixture(folder)) {
            assertThat(again.lines("SELECT COUNT(*) FROM t")).containsExactly("5");
            assertThat(again.store.recoveredPositions()).containsEntry(StorePosition.BINLOG, at(5));
        }
    }

    private static boolean awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Test
    void killAmongBusySessionsLeavesNoHalfTransaction() throws Exception {
        int sessions = 4;
        StoreFixture lab = new StoreFixture(folder);
        for (int i = 0; i < sessions; i++) {
            lab.run("CREATE TABLE t" + i + " (id INT PRIMARY KEY, pad VARCHAR(200))");
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(sessions)) {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < sessions; i++) {
                int own = i;
                work.add(pool.submit(() -> insertUntilKilled(lab.store, own)));
            }
            while (lab.store.recoveredPositions().isEmpty() && work.stream().noneMatch(Future::isDone)) {
                Thread.sleep(400);
                lab.store.flush();
                Thread.sleep(400);
                lab.store.closeAbruptly();
            }
            for (Future<?> each : work) {
                each.get();
            }
        }
        try (StoreFixture again = new StoreFixture(folder)) {
            for (int i = 0; i < sessions; i++) {
                long rows = Long.parseLong(again.lines("SELECT COUNT(*) FROM t" + i).getFirst());
                StorePosition position = again.store.recoveredPositions().get(StorePosition.channel("c" + i));
                assertThat(rows).isPositive();
                assertThat(position).isEqualTo(at(rows));
            }
        }
    }

    private static void insertUntilKilled(TableStore store, int own) {
        try (StoreSession session = store.newSession(Duration.ofSeconds(5))) {
            session.useDatabase("test");
            for (long i = 1;; i++) {
                StoreFixture.run(session, "INSERT INTO t" + own + " VALUES (" + i + ", REPEAT('x', 150))");
                session.commit(Map.of(StorePosition.channel("c" + own), at(i)));
            }
        } catch (SqlError killed) {
            assertThat(killed.code()).isEqualTo(1053);
        }
    }

    @Test
    void createTableThatWasCutOffIsGone() throws Exception {
        try (StoreFixture lab = new StoreFixture(folder);
                java.sql.Connection admin = lab.store.newAdmin();
                java.sql.Statement statement = admin.createStatement()) {
            lab.run("CREATE TABLE kept (a INT)");
            new StoreTables(admin).announce("test", "half", "CREATE TABLE `half` (`a` int(11)) ENGINE=InnoDB");
            statement.execute("CREATE TABLE \"test\".\"stray\"(a INT)");
        }
        try (StoreFixture lab = new StoreFixture(folder)) {
            assertThat(StoreFixture.lines(lab.store.catalog().showTables("test",
                    dev.lockstep.engine.sql.statement.ShowStatement.Detail.USUAL))).containsExactly("kept");
            lab.run("CREATE TABLE half (a INT)");
            lab.run("CREATE TABLE stray (a INT)");
        }
    }

    /** H2 would open the file again for it, as it is, and write rows without their positions. */
    @Test
    void endedStoreTakesNoNewSession() throws SqlError {
        StoreFixture lab = new StoreFixture(folder);
        lab.run("CREATE TABLE t (id INT PRIMARY KEY)");
        lab.store.closeAbruptly();

        SqlError refused = catchThrowableOfType(SqlError.class, () -> lab.store.newSession(Duration.ofSeconds(1)));
        assertThat(refused.code()).isEqualTo(1053);
        SqlError undefined = catchThrowableOfType(SqlError.class, () -> lab.run("CREATE TABLE u (id INT)"));
        assertThat(undefined.code()).isEqualTo(1053);
        try (StoreFixture again = new StoreFixture(folder)) {
            assertThat(again.lines("SELECT COUNT(*) FROM t")).containsExactly("0");
        }
    }

    @Test
    void storeEndsBetweenCalls() throws Exception {
        try (StoreFixture lab = new StoreFixture(folder); ExecutorService pool = Executors.newSingleThreadExecutor()) {
            List<String> order = Collections.synchronizedList(new ArrayList<>());
            lab.store.gate().enter();
            Future<?> end = pool.submit(() -> lab.store.gate().end(() -> order.add("end")));
            Thread.sleep(50);
            order.add("call");
            lab.store.gate().leave();
            end.get();
            assertThat(order).containsExactly("call", "end");
        }
    }

    @Test
    void abruptEndTwiceIsHarmless() throws SqlError {
        TableStore store = TableStore.open(folder, Duration.ofMillis(100));
        store.closeAbruptly();
        store.closeAbruptly();
        store.close();
        try (TableStore again = TableStore.open(folder, Duration.ofMillis(100))) {
            assertThat(again.catalog().databases()).isEmpty();
        }
    }
}
