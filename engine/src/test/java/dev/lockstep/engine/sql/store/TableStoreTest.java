package dev.lockstep.engine.sql.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Bitmap;
import dev.lockstep.engine.binlog.row.JsonText;
import dev.lockstep.engine.binlog.row.RowImage;
import dev.lockstep.engine.sql.SqlError;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import dev.lockstep.engine.wire.ColumnDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableStoreTest {
    @TempDir
    Path folder;

    private StoreFixture lab;

    @BeforeEach
    void open() throws SqlError {
        lab = new StoreFixture(folder);
        lab.run("CREATE TABLE t (id INT NOT NULL AUTO_INCREMENT, k INT UNSIGNED DEFAULT '0' NOT NULL, c CHAR(20) DEFAULT ''"
                + " NOT NULL, PRIMARY KEY (id)) /*! ENGINE = innodb */");
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private List<Object> after(int row) {
        return Arrays.asList(java.util.Objects.requireNonNull(lab.session.changes().rows().get(row).after()).toArray());
    }

    @Test
    void imagesCarryGeneratedValues() throws SqlError {
        StoreResult.Count first = lab.count("INSERT INTO t (id, k, c) VALUES (0, 5, 'a'), (NULL, 6, 'b')");
        StoreResult.Count second = lab.count("INSERT INTO t (k) VALUES (7)");

        assertThat(first.lastInsertId()).isEqualTo(1);
        assertThat(second.lastInsertId()).isEqualTo(3);
        assertThat(after(0)).containsExactly(1L, 5L, "a");
        assertThat(after(1)).containsExactly(2L, 6L, "b");
        assertThat(after(2)).containsExactly(3L, 7L, "");
        assertThat(lab.session.changes().statementStarts()).containsExactly(0, 2);
    }

    @Test
    void failedStatementLeavesNoImages() throws SqlError {
        lab.run("INSERT INTO t VALUES (1, 1, 'a')");
        SqlError error = catchThrowableOfType(SqlError.class,
                () -> lab.run("INSERT INTO t VALUES (2, 2, 'b'), (1, 3, 'c')"));

        assertThat(error.code()).isEqualTo(1062);
        assertThat(error.text()).isEqualTo("Duplicate entry '1' for key 'PRIMARY'");
        assertThat(lab.session.changes().rows()).hasSize(1);
        assertThat(lab.lines("SELECT id FROM t")).containsExactly("1");
    }

    @Test
    void unchangedRowsAreFoundButNotChanged() throws SqlError {
        lab.run("INSERT INTO t VALUES (1, 1, 'a'), (2, 2, 'b')");
        StoreResult.Count count = lab.count("UPDATE t SET k = 2");

        assertThat(count.found()).isEqualTo(2);
        assertThat(count.changed()).isEqualTo(1);
        assertThat(count.info()).isEqualTo("Rows matched: 2  Changed: 1  Warnings: 0");
        assertThat(lab.session.changes().rows()).hasSize(3);
    }

    @Test
    void anExpressionIsCalledAsItWasWritten() throws SqlError {
        assertThat(names(
                "SELECT SQL_NO_CACHE group_concat(c), k+1 AS next, count( * ), max(k) top, t.k FROM t GROUP BY k"))
                .containsExactly("group_concat(c)", "next", "count( * )", "top", "k");
        assertThat(names("SELECT DISTINCT IF(k > 3, 'x, y', c), 7*k FROM t LIMIT 1"))
                .containsExactly("IF(k > 3, 'x, y', c)", "7*k");
        assertThat(names("SELECT DISTINCT IF(k > 4, 'x, y', c), 8*k FROM t LIMIT 1"))
                .containsExactly("IF(k > 4, 'x, y', c)", "8*k");
        assertThat(names("SELECT * FROM t")).containsExactly("id", "k", "c");
    }

    private List<String> names(String sql) throws SqlError {
        return lab.rows(sql).columns().stream().map(ColumnDefinition::name).toList();
    }

    @Test
    void aFileThatThisProcessStillHasLockedIsWorthAnotherTry() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        try (FileChannel held = FileChannel.open(other.resolve("tables.mv.db"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); FileLock lock = held.lock()) {
            SqlError refused = catchThrowableOfType(SqlError.class, () -> TableStore.open(other, Duration.ZERO));
            assertThat(lock.isValid()).isTrue();
            assertThat(refused.code()).isEqualTo(1105);
            assertThat(TableStore.stillClosing(refused)).isTrue();
        }
        TableStore.open(other, Duration.ZERO).close();
    }

    @Test
    void savepointsCutImages() throws SqlError {
        lab.run("INSERT INTO t VALUES (1, 1, 'a')");
        lab.session.savepoint("sp");
        lab.run("INSERT INTO t VALUES (2, 2, 'b')");
        lab.session.rollbackTo("SP");
        lab.run("DELETE FROM t WHERE id = 1");

        assertThat(lab.session.changes().rows()).extracting(RowChange::kind)
                .containsExactly(RowChange.Kind.INSERT, RowChange.Kind.DELETE);
        assertThat(catchThrowableOfType(SqlError.class, () -> lab.session.rollbackTo("none")).code()).isEqualTo(1305);
    }

    @Test
    void rollbackUndoesRowsAndImagesButNotTheCounter() throws SqlError {
        lab.run("INSERT INTO t (k) VALUES (1)");
        lab.session.rollback();
        lab.run("INSERT INTO t (k) VALUES (2)");

        assertThat(lab.session.changes().rows()).hasSize(1);
        assertThat(lab.lines("SELECT id, k FROM t")).containsExactly("2,2");
    }

    @Test
    void jsonIsKeptAsTheServerPrintsItAndTravelsInItsBinaryForm() throws SqlError {
        lab.run("CREATE TABLE j (id INT PRIMARY KEY, v JSON)");
        lab.run("INSERT INTO j VALUES (1, '{\"bb\":[1,  2.50,null], \"a\" : \"x\"}')");

        assertThat(lab.lines("SELECT v FROM j")).containsExactly("{\"a\": \"x\", \"bb\": [1, 2.5, null]}");
        assertThat(after(0).get(1)).isEqualTo(JsonText.binary("{\"a\": \"x\", \"bb\": [1, 2.5, null]}"));
        SqlError error = catchThrowableOfType(SqlError.class, () -> lab.run("INSERT INTO j VALUES (2, '{a}')"));
        assertThat(error.code()).isEqualTo(3140);
        assertThat(error.text()).startsWith("Invalid JSON text").endsWith("in value for column 'v'");
    }

    @Test
    void longTextHoldsMoreThanAMillionCharacters() throws SqlError {
        lab.run("CREATE TABLE l (id INT PRIMARY KEY, v LONGTEXT, KEY v (v(10)))");
        lab.run("INSERT INTO l VALUES (1, '" + "ü".repeat(2_500_000) + "')");

        assertThat(lab.lines("SELECT CHAR_LENGTH(v) FROM l")).containsExactly("2500000");
    }

    @Test
    void unsignedColumnsRefuseNegativeNumbers() {
        SqlError error = catchThrowableOfType(SqlError.class, () -> lab.run("INSERT INTO t VALUES (1, -1, 'a')"));

        assertThat(error.code()).isEqualTo(1264);
        assertThat(error.text()).isEqualTo("Out of range value for column 'k' at row 1");
    }

    @Test
    void errorsHaveTheServersNumbers() throws SqlError {
        lab.run("INSERT INTO t VALUES (1, 1, 'a')");
        Map<String, Integer> expected = Map.ofEntries(Map.entry("SELECT * FROM nix", 1146),
                Map.entry("SELECT nix FROM t", 1054), Map.entry("CREATE TABLE t (a INT)", 1050),
                Map.entry("SELECT * FROM nix.t", 1049), Map.entry("INSERT INTO t VALUES (1, NULL, 'a')", 1048),
                Map.entry("SELECT * FROM t WHERE", 1064),
                Map.entry("INSERT INTO t VALUES (2, 2, REPEAT('x', 30))", 1406),
                Map.entry("INSERT INTO t VALUES (2, 99999999999, 'a')", 1264),
                Map.entry("INSERT INTO t VALUES (2, 'x', 'a')", 1366),
                Map.entry("INSERT INTO t VALUES (2)", 1136), Map.entry("DROP TABLE nix", 1051),
                Map.entry("DROP DATABASE nix", 1008), Map.entry("CREATE DATABASE test", 1007),
                Map.entry("ALTER TABLE t DROP COLUMN nix", 1091), Map.entry("ALTER TABLE t ADD COLUMN k INT", 1060),
                Map.entry("CREATE TABLE x (a INT AUTO_INCREMENT)", 1075),
                Map.entry("CREATE TABLE x (a INT, KEY (b))", 1072),
                Map.entry("CREATE TABLE x (a POINT)", 1235), Map.entry("CREATE TABLE x (a INT) ENGINE=nix", 1286));
        for (Map.Entry<String, Integer> each : expected.entrySet()) {
            SqlError error = catchThrowableOfType(SqlError.class, () -> lab.run(each.getKey()));
            assertThat(error).as(each.getKey()).isNotNull();
            assertThat(error.code()).as(each.getKey() + ": " + error.text()).isEqualTo(each.getValue());
            assertThat(error.text()).doesNotContain("lockstep$").doesNotContain("[*]").doesNotContain("SQL statement:");
        }
    }

    @Test
    void lockWaitEndsWithItsError() throws SqlError {
        lab.run("INSERT INTO t VALUES (1, 1, 'a')");
        lab.session.commit();
        lab.run("UPDATE t SET k = 2 WHERE id = 1");
        try (StoreSession other = lab.store.newSession(Duration.ofMillis(200))) {
            other.useDatabase("test");
            SqlError error = catchThrowableOfType(SqlError.class,
                    () -> StoreFixture.run(other, "UPDATE t SET k = 3 WHERE id = 1"));
            assertThat(error.code()).isEqualTo(1205);
        }
    }

    @Test
    void preparedParametersAndVariablesAreBound() throws SqlError {
        lab.run("INSERT INTO t VALUES (?, ?, ?)", 4L, 9L, "x'y");

        assertThat(lab.lines("SELECT c, @@hostname AS host, DATABASE() FROM t WHERE id = ?", 4L))
                .containsExactly("x'y,lab,test");
        assertThat(lab.rows("SELECT c, DATABASE() FROM t").columns().get(1).name()).isEqualTo("DATABASE()");
        assertThat(lab.lines("SELECT NOW() FROM t")).containsExactly("2026-01-02 03:04:05");
    }

    @Test
    void rowEventsAreApplied() throws SqlError {
        try (StoreSession applier = lab.store.newSilentSession(Duration.ofSeconds(2))) {
            apply(applier, RowChange.Kind.INSERT, null, Arrays.asList(5L, 1L, "a"));
            apply(applier, RowChange.Kind.UPDATE, Arrays.asList(5L, 1L, "a"), Arrays.asList(6L, 2L, "b"));
            assertThat(applier.changes().isEmpty()).isTrue();
            applier.commit(
                    Map.of(StorePosition.channel("c"), new StorePosition(new BinlogPosition("bin.000001", 9), "")));
            assertThat(lab.lines("SELECT * FROM t")).containsExactly("6,2,b");

            assertThat(catchThrowableOfType(SqlError.class,
                    () -> apply(applier, RowChange.Kind.INSERT, null, Arrays.asList(6L, 1L, "a"))).code())
                    .isEqualTo(1062);
            assertThat(catchThrowableOfType(SqlError.class,
                    () -> apply(applier, RowChange.Kind.DELETE, Arrays.asList(7L, 1L, "a"), null)).code())
                    .isEqualTo(1032);
        }
        assertThat(lab.count("INSERT INTO t (k) VALUES (1)").lastInsertId()).isEqualTo(7);
    }

    private static void apply(StoreSession session, RowChange.Kind kind,
            @org.jspecify.annotations.Nullable List<@org.jspecify.annotations.Nullable Object> before,
            @org.jspecify.annotations.Nullable List<@org.jspecify.annotations.Nullable Object> after) throws SqlError {
        session.applyRow("test", "t", kind, image(before), image(after), StoreSession.ApplyMode.STRICT);
    }

    private static @org.jspecify.annotations.Nullable RowImage image(
            @org.jspecify.annotations.Nullable List<@org.jspecify.annotations.Nullable Object> values) {
        return values == null ? null : RowImage.full(values);
    }

    /** An image that has the columns whose place in {@code present} is 1. */
    private static RowImage partial(String present, @org.jspecify.annotations.Nullable Object... values) {
        return new RowImage(Bitmap.of(present.length(), i -> present.charAt(i) == '1'), Arrays.asList(values));
    }

    @Test
    void imagesMayLeaveColumnsOut() throws SqlError {
        lab.run("CREATE TABLE m (id INT PRIMARY KEY, a INT DEFAULT 7, b VARCHAR(9) NOT NULL DEFAULT 'x')");
        lab.run("INSERT INTO m VALUES (1, 2, 'one'), (2, 3, 'two')");
        lab.session.commit();
        try (StoreSession applier = lab.store.newSilentSession(Duration.ofSeconds(2))) {
            applier.applyRow("test", "m", RowChange.Kind.INSERT, null, partial("100", 5L, null, null),
                    StoreSession.ApplyMode.STRICT);
            applier.applyRow("test", "m", RowChange.Kind.UPDATE, partial("100", 1L, null, null),
                    partial("001", null, null, "eins"), StoreSession.ApplyMode.STRICT);
            applier.applyRow("test", "m", RowChange.Kind.DELETE, partial("100", 2L, null, null), null,
                    StoreSession.ApplyMode.STRICT);
            applier.commit();
        }
        assertThat(lab.lines("SELECT * FROM m ORDER BY id")).containsExactly("1,2,eins", "5,7,x");
    }

    @Test
    void sourcesMayHaveMoreOrFewerColumns() throws SqlError {
        lab.run("CREATE TABLE m (id INT PRIMARY KEY, a INT DEFAULT 7)");
        try (StoreSession applier = lab.store.newSilentSession(Duration.ofSeconds(2))) {
            for (RowImage row : List.of(RowImage.full(List.of(1L)), RowImage.full(List.of(2L, 3L, "more")))) {
                applier.applyRow("test", "m", RowChange.Kind.INSERT, null, row, StoreSession.ApplyMode.STRICT);
            }
            applier.commit();
        }
        assertThat(lab.lines("SELECT * FROM m ORDER BY id")).containsExactly("1,7", "2,3");
    }

    @Test
    void withoutAKeyRowsThatDifferInCaseAreDifferent() throws SqlError {
        lab.run("CREATE TABLE m (a VARCHAR(9))");
        lab.run("INSERT INTO m VALUES ('A'), ('a')");
        lab.session.commit();
        try (StoreSession applier = lab.store.newSilentSession(Duration.ofSeconds(2))) {
            applier.applyRow("test", "m", RowChange.Kind.DELETE, RowImage.full(List.of("a")), null,
                    StoreSession.ApplyMode.STRICT);
            applier.commit();
        }
        assertThat(lab.lines("SELECT * FROM m")).containsExactly("A");
    }

    @Test
    void replayIsIdempotent() throws SqlError {
        lab.run("CREATE TABLE u (a INT PRIMARY KEY, b INT UNIQUE)");
        try (StoreSession recovery = lab.store.newSilentSession(Duration.ofSeconds(2))) {
            for (int i = 0; i < 2; i++) {
                replay(recovery, RowChange.Kind.INSERT, null, Arrays.asList(1L, 1L));
                replay(recovery, RowChange.Kind.UPDATE, Arrays.asList(1L, 1L), Arrays.asList(2L, 1L));
                replay(recovery, RowChange.Kind.INSERT, null, Arrays.asList(3L, 3L));
                replay(recovery, RowChange.Kind.DELETE, Arrays.asList(3L, 3L), null);
            }
            recovery.commit();
        }
        assertThat(lab.lines("SELECT * FROM u")).containsExactly("2,1");
    }

    private static void replay(StoreSession session, RowChange.Kind kind,
            @org.jspecify.annotations.Nullable List<@org.jspecify.annotations.Nullable Object> before,
            @org.jspecify.annotations.Nullable List<@org.jspecify.annotations.Nullable Object> after) throws SqlError {
        session.applyRow("test", "u", kind, image(before), image(after), StoreSession.ApplyMode.IDEMPOTENT);
    }

    @Test
    void imagesHaveTheTypesOfRowEvents() throws SqlError {
        lab.run("CREATE TABLE types (a BIGINT UNSIGNED, b DATETIME(3), c TIMESTAMP NULL, d ENUM('x','y'), e VARBINARY(4),"
                + " f DOUBLE, g DECIMAL(6,2), h TIME, i SET('p','q'), j DATE)");
        lab.run("INSERT INTO types VALUES (18446744073709551615, '2026-01-02 03:04:05.678', '2026-01-02 03:04:05', 'Y',"
                + " x'00ff', 1.5, 12.3, '10:11:12', 'q,p', '2026-01-02')");

        List<Object> image = after(0);
        assertThat(image.get(0)).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(image.get(1)).isEqualTo(LocalDateTime.parse("2026-01-02T03:04:05.678"));
        assertThat(image.get(2)).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(image.get(3)).isEqualTo("y");
        assertThat((byte[]) image.get(4)).containsExactly(0, 0xff);
        assertThat(image.get(5)).isEqualTo(1.5);
        assertThat(image.get(6)).hasToString("12.30");
        assertThat(image.get(7)).isEqualTo(Duration.parse("PT10H11M12S"));
        assertThat(image.get(8)).isEqualTo("p,q");
        assertThat(lab.lines("SELECT a, b, d FROM types"))
                .containsExactly("18446744073709551615,2026-01-02 03:04:05.678,y");
        assertThat(lab.session.changes().rows().getFirst().table().spec().columns().getFirst().unsigned()).isTrue();
    }

    @Test
    void snapshotDoesNotSeeLaterCommits() throws SqlError {
        lab.run("INSERT INTO t VALUES (1, 1, 'a')");
        lab.session.commit();
        try (StoreSession reader = lab.store.newSession(Duration.ofSeconds(1))) {
            reader.useDatabase("test");
            reader.beginSnapshot();
            lab.run("INSERT INTO t VALUES (2, 2, 'b')");
            lab.session.commit();
            StoreResult.Rows before = (StoreResult.Rows) StoreFixture.run(reader, "SELECT id FROM t");
            reader.commit();
            StoreResult.Rows behind = (StoreResult.Rows) StoreFixture.run(reader, "SELECT id FROM t");
            assertThat(before.table().rows()).hasSize(1);
            assertThat(behind.table().rows()).hasSize(2);
        }
    }

    @Test
    void onDuplicateKeyAndReplaceReportWhatTheyDid() throws SqlError {
        lab.run("INSERT INTO t VALUES (1, 1, 'a')");
        lab.run("INSERT INTO t VALUES (1, 1, 'a') ON DUPLICATE KEY UPDATE k = k + 1");
        lab.run("REPLACE INTO t VALUES (1, 7, 'z')");
        lab.run("INSERT IGNORE INTO t VALUES (1, 8, 'y')");

        assertThat(lab.lines("SELECT * FROM t")).containsExactly("1,7,z");
        assertThat(lab.session.changes().rows()).extracting(RowChange::kind)
                .containsExactly(RowChange.Kind.INSERT, RowChange.Kind.UPDATE, RowChange.Kind.UPDATE);
    }

    @Test
    void orderedDeleteAndDefaultRow() throws SqlError {
        lab.run("INSERT INTO t VALUES (1, 1, 'a'), (2, 2, 'b'), (3, 3, 'c')");
        lab.run("DELETE FROM t WHERE k > 0 ORDER BY id DESC LIMIT 2");
        lab.run("INSERT INTO t () VALUES ()");

        assertThat(lab.lines("SELECT id, k FROM t ORDER BY id")).containsExactly("1,1", "4,0");
    }
}
