package dev.lockstep.engine.sql.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.StatementParser;
import dev.lockstep.engine.sql.statement.TableStatement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of H2 that leads out of a node's tables can be reached by a statement. */
class StoreSecurityTest {
    @TempDir
    Path folder;

    private StoreFixture lab;

    @BeforeEach
    void open() throws SqlError {
        lab = new StoreFixture(folder);
        lab.run("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(1000))");
        lab.session.commit(Map.of(StorePosition.BINLOG, new StorePosition(new BinlogPosition("bin.000001", 4), "")));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE ALIAS f FOR \"java.lang.System.exit\"", "CREATE ALIAS f AS 'int f() { return 1; }'",
            "CREATE TRIGGER x AFTER INSERT ON t FOR EACH ROW CALL \"x.Y\"", "CREATE AGGREGATE a FOR \"x.Y\"",
            "CREATE LINKED TABLE l('', 'jdbc:h2:mem:', '', '', 'x')", "SELECT * FROM CSVREAD('/etc/passwd')",
            "SELECT CSVWRITE('/tmp/x', 'SELECT 1') FROM t", "SELECT FILE_READ('/etc/passwd') FROM t",
            "SELECT FILE_READ('/etc/passwd')", "SELECT `FILE_READ`('/etc/passwd')", "SELECT FILE_WRITE('x', '/tmp/x')",
            "INSERT INTO t VALUES (1, FILE_READ('/etc/passwd'))", "UPDATE t SET v = FILE_READ('/etc/passwd', NULL)",
            "DELETE FROM t WHERE v = FILE_READ('/etc/passwd')", "SCRIPT TO '/tmp/x'", "RUNSCRIPT FROM '/tmp/x'",
            "BACKUP TO '/tmp/x.zip'", "SELECT LINK_SCHEMA('a', '', 'jdbc:h2:mem:', '', '', '') FROM t", "CALL 1",
            "CREATE TABLE x (a INT) ENGINE \"org.h2.mvstore.db.MVTableEngine\"", "CREATE USER x PASSWORD 'y' ADMIN",
            "ALTER USER CLIENT ADMIN TRUE", "CREATE SCHEMA AUTHORIZATION CLIENT", "CREATE ROLE r",
            "CREATE DOMAIN d AS INT",
            "CREATE CONSTANT c VALUE 1", "CREATE SEQUENCE s", "SHUTDOWN IMMEDIATELY", "ANALYZE", "CHECKPOINT",
            "SELECT * FROM \"lockstep$store\".positions", "SELECT * FROM `lockstep$store`.`positions`",
            "SELECT * FROM lockstep$store.positions", "SELECT * FROM `LOCKSTEP$STORE`.accounts",
            "UPDATE `lockstep$store`.positions SET offs = 9",
            "INSERT INTO `lockstep$store`.`positions` VALUES ('a','b',1,'c')",
            "DROP TABLE `lockstep$store`.`positions`", "DROP DATABASE `lockstep$store`", "CREATE DATABASE `lockstep$x`",
            "DROP DATABASE information_schema", "CREATE TABLE information_schema.x (a INT)", "CREATE DATABASE PUBLIC",
            "ALTER TABLE `lockstep$store`.`positions` ADD a INT", "TRUNCATE TABLE `lockstep$store`.`positions`",
            "CREATE VIEW v AS SELECT * FROM `lockstep$store`.accounts",
            "CREATE VIEW v AS SELECT FILE_READ('/etc/passwd')",
            "RENAME TABLE t TO `lockstep$store`.t", "CREATE TABLE x LIKE `lockstep$store`.`positions`",
            "CREATE TABLE x (a INT DEFAULT FILE_READ('/etc/passwd'))",
            "CREATE TABLE x (a INT CHECK (FILE_READ('x') = 1))",
            "CREATE TABLE x AS SELECT * FROM CSVREAD('/etc/passwd')", "SELECT * FROM INFORMATION_SCHEMA.SETTINGS",
            "SELECT * FROM INFORMATION_SCHEMA.USERS", "SELECT * FROM INFORMATION_SCHEMA.SESSIONS",
            "SELECT DATABASE_PATH() FROM t", "SELECT SET(@a, 1) FROM t", "SELECT $$x$$ FROM t",
            "SELECT U&\"lockstep\\0024store\" FROM t", "SELECT 1 FROM t; DROP TABLE t",
            "DELETE FROM `lockstep$store`.positions ORDER BY name LIMIT 1", "HELP", "EXPLAIN SELECT * FROM t",
            "EXECUTE IMMEDIATE 'SHUTDOWN'", "MERGE INTO t VALUES (1, 'x')", "COMMENT ON TABLE t IS 'x'",
            "GRANT ADMIN TO x",
            "ALTER TABLE t ADD CONSTRAINT c CHECK (FILE_READ('/etc/passwd') IS NULL)", "SELECT LOCK_MODE() FROM t",
            "SELECT ABORT_SESSION(1) FROM t", "SELECT * FROM SYSTEM_RANGE(1, 1000000000000)"})
    void isRefusedWithAServersError(String sql) {
        SqlError error = catchThrowableOfType(SqlError.class, () -> {
            if (StatementParser.parse(sql).statement() instanceof TableStatement statement) {
                lab.session.execute(statement, new FakeContext());
            } else {
                throw SqlError.of(1227, "not for the store: the node answers this itself, without H2");
            }
        });
        assertThat(error).as(sql).isNotNull();
        assertThat(error.code()).isBetween(1000, 4999);
        String added = error.text().replace(sql, "");
        assertThat(added).doesNotContain("root:x:0").doesNotContain("SQL statement:").doesNotContain("90040");
        assertThat(Files.exists(Path.of("/tmp/x.zip"))).isFalse();
    }

    @Test
    void ordinaryUserCannotWritePositionsEvenInH2sOwnWords() throws Exception {
        try (var statement = clientStatement()) {
            for (String sql : new String[]{"UPDATE \"lockstep$store\".positions SET offs = 99",
                    "INSERT INTO \"lockstep$store\".positions VALUES ('a', 'b', 1, 'c')",
                    "DELETE FROM \"lockstep$store\".positions", "SHUTDOWN", "CREATE SCHEMA x",
                    "SELECT * FROM \"lockstep$store\".accounts", "DROP TABLE \"test\".\"t\"", "SET MODE Regular",
                    "CREATE ALIAS a FOR \"java.lang.Math.abs\"", "CALL FILE_READ('/etc/passwd')", "SCRIPT",
                    "CREATE TRIGGER \"test\".x BEFORE INSERT ON \"test\".\"t\" FOR EACH ROW CALL \"x.Y\""}) {
                assertThatThrownBy(() -> statement.execute(sql)).as(sql).isInstanceOf(SQLException.class);
            }
        }
    }

    private Statement clientStatement() throws Exception {
        var field = StoreSession.class.getDeclaredField("connection");
        field.setAccessible(true);
        return ((java.sql.Connection) field.get(lab.session)).createStatement();
    }

    @Test
    void otherClassesCannotBeTriggers() throws Exception {
        try (java.sql.Connection admin = lab.store.newAdmin(); Statement statement = admin.createStatement()) {
            assertThatThrownBy(() -> statement.execute("CREATE ALIAS a FOR \"java.lang.Math.abs\""))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void storesOwnSchemasAreNotShown() throws SqlError {
        assertThat(StoreFixture.lines(lab.store.catalog().showDatabases())).containsExactly("information_schema",
                "test");
        assertThat(lab.lines("SELECT SCHEMA_NAME FROM information_schema.schemata")).containsExactly(
                "information_schema",
                "test");
        assertThat(lab.lines("SELECT table_name FROM INFORMATION_SCHEMA.TABLES WHERE table_schema = DATABASE()"))
                .containsExactly("t");
    }
}
