package dev.lockstep.engine.sql.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.expression.Expression;
import dev.lockstep.engine.sql.expression.RowFilter;
import dev.lockstep.engine.sql.statement.ReplicationStatement.ChannelThread;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementParserTest {
    private static final ServerVersion MYSQL_8_0 = new ServerVersion(80_033, ServerVersion.Family.MYSQL);
    private static final ServerVersion MARIADB_10_0 = new ServerVersion(100_038, ServerVersion.Family.MARIADB);
    private static final ServerVersion MARIADB_10_11 = new ServerVersion(101_119, ServerVersion.Family.MARIADB);

    private static Statement parse(ServerVersion version, String sql) throws SqlError {
        return StatementParser.parse(sql, version).statement();
    }

    private static Statement parse(String sql) throws SqlError {
        return StatementParser.parse(sql).statement();
    }

    private static SqlError error(String sql) {
        return catchThrowableOfType(SqlError.class, () -> StatementParser.parse(sql));
    }

    @Test
    void shutdownMayWaitForReplicasInMariaDb() throws SqlError {
        assertThat(parse("SHUTDOWN")).isEqualTo(new AdminStatement.Shutdown(AdminStatement.Shutdown.Patience.NONE));
        for (String sql : List.of("SHUTDOWN WAIT FOR ALL SLAVES", "SHUTDOWN WAIT FOR ALL REPLICAS")) {
            assertThat(parse(MARIADB_10_11, sql)).isEqualTo(
                    new AdminStatement.Shutdown(AdminStatement.Shutdown.Patience.WAIT_FOR_ALL_SLAVES));
            assertThat(error(sql)).isNotNull();
        }
    }

    @Test
    void selectsOfVariablesHaveTheLabelsThatWereWritten() throws SqlError {
        Statement.Select select = (Statement.Select) parse("/* c */SELECT  @@session.auto_increment_increment AS a,"
                + " @@version_comment, VERSION(), 'text', @User limit 1");

        assertThat(select.items()).extracting(Statement.Item::label)
                .containsExactly("a", "@@version_comment", "VERSION()", "text", "@User");
        assertThat(select.items().getFirst().expression())
                .isEqualTo(new Expression.SystemVariableRef(VariableScope.SESSION, "auto_increment_increment"));
        assertThat(select.items().getLast().expression()).isEqualTo(new Expression.UserVariableRef("user"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT BINLOG_GTID_POS('bin.000001', '2414')", "select 1", "SELECT UNIX_TIMESTAMP()",
            "SELECT SLEEP(0.5)", "SELECT CURRENT_USER", "SELECT 1 + 2 * 3 FROM DUAL", "SELECT CURRENT_TIMESTAMP",
            "SELECT MASTER_POS_WAIT('bin.000001', 4, 1)", "SELECT @@GLOBAL.gtid_domain_id", "SELECT NULL IS NULL"})
    void answersWithoutTables(String sql) throws SqlError {
        assertThat(parse(sql)).isInstanceOf(Statement.Select.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1 FROM t",
            "SELECT ts/*!50038, @@hostname AS host*/, server_id FROM `test`.`heartbeat`",
            "SELECT DATE_ADD(NOW(), INTERVAL 1 DAY)", "SELECT SOUNDEX('x')", "(SELECT 1) UNION SELECT 2",
            "SELECT /*!40001 SQL_NO_CACHE */ `id` FROM `h2`", "WITH a AS (SELECT 1) SELECT * FROM a"})
    void goesToTheTableStore(String sql) throws SqlError {
        assertThat(((TableStatement) parse(sql)).verb()).isEqualTo(TableStatement.Verb.SELECT);
    }

    @Test
    void variablesInTableStatementsAreTakenOut() throws SqlError {
        TableStatement statement = (TableStatement) parse(
                "SELECT ts/*!50038, @@hostname AS host*/, DATABASE() FROM t WHERE id = ? AND x = @y");

        assertThat(statement.substitutions()).containsExactly(
                new Expression.SystemVariableRef(VariableScope.IMPLICIT, "hostname"),
                new Expression.Call("DATABASE", List.of()), new Expression.UserVariableRef("y"));
        assertThat(StatementParser.parse(statement.text()).parameterCount()).isEqualTo(1);
    }

    @Test
    void setTakesAllForms() throws SqlError {
        Statement.SetVariables set = (Statement.SetVariables) parse(
                "SET @a = 1, @@global.x = ON, SESSION y := DEFAULT, NAMES utf8mb4 COLLATE utf8mb4_bin,"
                        + " character set latin1, z = 'v', GLOBAL TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY");

        assertThat(set.assignments()).containsExactly(
                new Assignment.UserVariable("a", new Expression.Literal(1L)),
                new Assignment.SystemVariable(VariableScope.GLOBAL, "x", Optional.of(new Expression.Literal("ON"))),
                new Assignment.SystemVariable(VariableScope.SESSION, "y", Optional.empty()),
                new Assignment.Names(Optional.of("utf8mb4"), Optional.of("utf8mb4_bin")),
                new Assignment.CharacterSet(Optional.of("latin1")),
                new Assignment.SystemVariable(VariableScope.IMPLICIT, "z", Optional.of(new Expression.Literal("v"))),
                new Assignment.Transaction(VariableScope.GLOBAL, Optional.of(Assignment.Isolation.READ_COMMITTED),
                        Optional.of(Assignment.Access.READ_ONLY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "set sql_mode=CONCAT(@@sql_mode,',STRICT_TRANS_TABLES'),session_track_system_variables = "
                    + "CONCAT(@@global.session_track_system_variables,',tx_isolation'),time_zone='+00:00',NAMES utf8mb4",
            "SET character_set_results = NULL", "SET autocommit=0", "SET SESSION TRANSACTION READ WRITE",
            "/*!40100 SET @@SQL_MODE='' */", "/*!40103 SET TIME_ZONE='+00:00' */", "SET WAIT_TIMEOUT=DEFAULT",
            "SET @@SQL_QUOTE_SHOW_CREATE = 1/*!40101, @@SQL_MODE='NO_AUTO_VALUE_ON_ZERO'*/",
            "SET @master_heartbeat_period = 1, @source_heartbeat_period = 1",
            "set session_track_system_variables=CONCAT('a',IF(LOCATE('*',@@session_track_system_variables)>0 OR "
                    + "FIND_IN_SET('last_gtid',LOWER(REPLACE(@@session_track_system_variables,' ','')))>0,',last_gtid','')),"
                    + "session_track_schema=1,NAMES utf8mb4"})
    void setStatementsOfRealClients(String sql) throws SqlError {
        assertThat(parse(sql)).isInstanceOf(Statement.SetVariables.class);
    }

    @Test
    void setStatementWrapsAnother() throws SqlError {
        Statement.WithVariables with = (Statement.WithVariables) parse(
                "SET STATEMENT max_statement_time=600 FOR SHOW VARIABLES WHERE Variable_name IN ('a','b')");

        assertThat(with.assignments()).hasSize(1);
        assertThat(((ShowStatement.Variables) with.statement()).filter()).isInstanceOf(RowFilter.Where.class);
    }

    @Test
    void versionCommentsFollowTheVersion() throws SqlError {
        assertThat(parse("/*!80000 SELECT */")).isInstanceOf(Statement.Empty.class);
        assertThat(parse("/*M!100100 SET @@MAX_STATEMENT_TIME=0 */")).isInstanceOf(Statement.Empty.class);
        assertThat(StatementParser.parse("/*M!100100 SET @@MAX_STATEMENT_TIME=0 */",
                new ServerVersion(101_119, ServerVersion.Family.MARIADB)).statement())
                .isInstanceOf(Statement.SetVariables.class);
        assertThat(parse("START TRANSACTION /*!40100 WITH CONSISTENT SNAPSHOT */")).isEqualTo(
                new TransactionStatement.Begin(TransactionStatement.Snapshot.NOW, Optional.empty()));
    }

    @Test
    void changeMasterInWordsOfBothDialects() throws SqlError {
        ReplicationStatement.ChangeMaster change = (ReplicationStatement.ChangeMaster) parse(MYSQL_8_0,
                "CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT=3307, MASTER_LOG_FILE='bin.000001',"
                        + " source_log_pos=4, IGNORE_SERVER_IDS=(1,2) FOR CHANNEL 'c'");

        assertThat(change.options()).containsExactly(Map.entry("MASTER_HOST", "127.0.0.1"),
                Map.entry("MASTER_PORT", "3307"), Map.entry("MASTER_LOG_FILE", "bin.000001"),
                Map.entry("MASTER_LOG_POS", "4"), Map.entry("IGNORE_SERVER_IDS", "1,2"));
        assertThat(change.channel()).contains("c");
    }

    @Test
    void replicaThreads() throws SqlError {
        assertThat(parse("START SLAVE")).isEqualTo(new ReplicationStatement.StartSlave(ChannelThread.BOTH,
                new ReplicationStatement.Until.Never(), Optional.empty()));
        assertThat(parse(MYSQL_8_0, "STOP REPLICA IO_THREAD FOR CHANNEL 'x'")).isEqualTo(
                new ReplicationStatement.StopSlave(Set.of(ChannelThread.RECEIVER), Optional.of("x")));
        assertThat(parse("START SLAVE SQL_THREAD UNTIL MASTER_LOG_FILE='b.1', MASTER_LOG_POS=99")).isEqualTo(
                new ReplicationStatement.StartSlave(Set.of(ChannelThread.APPLIER),
                        new ReplicationStatement.Until.SourcePosition(new BinlogPosition("b.1", 99)),
                        Optional.empty()));
        assertThat(parse("RESET SLAVE ALL")).isEqualTo(
                new ReplicationStatement.ResetSlave(ReplicationStatement.Extent.ALL, Optional.empty()));
    }

    @Test
    void mariaDbNamesConnectionsInQuotes() throws SqlError {
        assertThat(parse(MARIADB_10_0, "START SLAVE 'c' SQL_THREAD")).isEqualTo(new ReplicationStatement.StartSlave(
                Set.of(ChannelThread.APPLIER), new ReplicationStatement.Until.Never(), Optional.of("c")));
        assertThat(parse(MARIADB_10_0, "stop all slaves")).isEqualTo(
                new ReplicationStatement.StopAllSlaves(ChannelThread.BOTH));
        assertThat(parse(MARIADB_10_0, "reset slave 'c' all")).isEqualTo(
                new ReplicationStatement.ResetSlave(ReplicationStatement.Extent.ALL, Optional.of("c")));
        assertThat(parse(MARIADB_10_0, "SHOW SLAVE 'c' STATUS")).isEqualTo(
                new ShowStatement.SlaveStatus(Optional.of("c"), ShowStatement.Words.MASTER_SLAVE));
        assertThat(parse(MARIADB_10_0, "FLUSH RELAY LOGS 'c'")).isEqualTo(
                new AdminStatement.FlushRelayLogs(Optional.of("c")));
        assertThat(parse(MARIADB_10_11, "SHOW REPLICA STATUS FOR CHANNEL 'c'")).isEqualTo(
                new ShowStatement.SlaveStatus(Optional.of("c"), ShowStatement.Words.MASTER_SLAVE));
        assertThat(parse(MARIADB_10_11, "START ALL REPLICAS")).isEqualTo(
                new ReplicationStatement.StartAllSlaves(ChannelThread.BOTH));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"5.7.22|START REPLICA", "5.7.22|SHOW REPLICA STATUS",
            "5.7.22|CHANGE REPLICATION SOURCE TO SOURCE_HOST='x'", "5.7.22|START SLAVE 'c'",
            "5.7.22|SHOW ALL SLAVES STATUS", "5.7.22|STOP ALL SLAVES", "5.7.22|INSTALL SONAME 'x.so'",
            "5.7.5|START SLAVE FOR CHANNEL 'c'", "8.0.22|CHANGE REPLICATION SOURCE TO SOURCE_HOST='x'"})
    void wordsThatAMySqlVersionHasNot(String version, String sql) {
        assertThatThrownBy(() -> parse(ServerVersion.of(version, ServerVersion.Family.MYSQL), sql))
                .hasMessageContaining("You have an error in your SQL syntax");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"10.0.38|START REPLICA", "10.0.38|START SLAVE FOR CHANNEL 'c'",
            "10.11.19|CHANGE REPLICATION SOURCE TO SOURCE_HOST='x'", "10.6.1|STOP SLAVE FOR CHANNEL 'c'"})
    void wordsThatAMariaDbVersionHasNot(String version, String sql) {
        assertThatThrownBy(() -> parse(ServerVersion.of(version, ServerVersion.Family.MARIADB), sql))
                .hasMessageContaining("You have an error in your SQL syntax");
    }

    @Test
    void aConnectionIsNamedOnce() {
        assertThatThrownBy(() -> parse(MARIADB_10_11, "START SLAVE 'c' FOR CHANNEL 'c'"))
                .isInstanceOfSatisfying(SqlError.class, error -> assertThat(error.code()).isEqualTo(1210));
    }

    @Test
    void showBinlogEvents() throws SqlError {
        assertThat(parse("SHOW BINLOG EVENTS IN 'bin.000001' FROM 4 LIMIT 2, 10")).isEqualTo(
                new ShowStatement.BinlogEvents(Optional.of("bin.000001"), OptionalLong.of(4), new Limit(2, 10)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHOW MASTER STATUS", "SHOW BINARY LOGS", "SHOW SLAVE STATUS",
            "SHOW SLAVE STATUS FOR CHANNEL ''",
            "show slave hosts", "SHOW FULL PROCESSLIST", "SHOW GLOBAL STATUS LIKE 'Rpl%'",
            "show global variables like 'x'",
            "SHOW FULL TABLES IN `test` where Table_Type = 'BASE TABLE'", "SHOW CREATE TABLE `a`.`b`", "DESC t",
            "SHOW FULL COLUMNS FROM t FROM d", "SHOW INDEX FROM t", "SHOW WARNINGS LIMIT 1", "SHOW ENGINES",
            "SHOW PLUGINS",
            "SHOW COLLATION WHERE Charset = 'utf8'", "SHOW CHARACTER SET", "SHOW GRANTS FOR CURRENT_USER()",
            "SHOW GRANTS FOR 'a'@'%'", "SHOW ENGINE INNODB STATUS", "SHOW TABLE STATUS LIKE 'x'", "SHOW PRIVILEGES",
            "SHOW RELAYLOG EVENTS IN 'r' LIMIT 1 FOR CHANNEL 'c'", "SHOW CREATE DATABASE x",
            "SHOW VARIABLES LIKE 'wait\\_timeout'", "SHOW SCHEMAS", "SHOW TRIGGERS FROM x LIKE 'y'"})
    void showStatements(String sql) throws SqlError {
        assertThat(parse(sql)).isInstanceOf(ShowStatement.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLUSH LOGS", "FLUSH BINARY LOGS, STATUS", "FLUSH TABLES WITH READ LOCK",
            "FLUSH TABLES a, b",
            "UNLOCK TABLES", "LOCK TABLES t READ, u AS v WRITE", "KILL 5", "KILL QUERY @x", "PURGE BINARY LOGS TO 'b'",
            "PURGE MASTER LOGS BEFORE NOW()", "INSTALL PLUGIN rpl_semi_sync_master SONAME 'x.so'", "UNINSTALL PLUGIN x",
            "SHUTDOWN", "ANALYZE TABLE a, b", "FLUSH PRIVILEGES"})
    void administration(String sql) throws SqlError {
        assertThat(parse(sql)).isInstanceOf(AdminStatement.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE USER 'r'@'%' IDENTIFIED BY 'p'", "CREATE USER IF NOT EXISTS a",
            "DROP USER a, 'b'@'h'",
            "CREATE USER r IDENTIFIED WITH mysql_native_password AS '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19'",
            "GRANT REPLICATION SLAVE ON *.* TO 'r'@'%'",
            "GRANT SELECT (a), INSERT ON d.* TO r IDENTIFIED BY 'x' WITH GRANT OPTION",
            "REVOKE ALL PRIVILEGES, GRANT OPTION FROM r", "SET PASSWORD = 'x'", "SET PASSWORD FOR r = PASSWORD('x')",
            "ALTER USER r IDENTIFIED BY 'y'"})
    void accounts(String sql) throws SqlError {
        assertThat(parse(sql)).isInstanceOf(AccountStatement.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"CREATE TABLE t (a INT)|CREATE_TABLE",
            "create table if not exists h(id int)|CREATE_TABLE",
            "CREATE UNIQUE INDEX a ON t(b)|CREATE_INDEX", "DROP SCHEMA IF EXISTS `mysqlslap`|DROP_DATABASE",
            "CREATE OR REPLACE VIEW v AS SELECT 1|CREATE_VIEW", "TRUNCATE t|TRUNCATE_TABLE",
            "RENAME TABLE a TO b|RENAME_TABLE",
            "INSERT INTO t VALUES (1);|INSERT", "REPLACE t VALUES (1)|REPLACE", "UPDATE t SET a=1|UPDATE",
            "DELETE FROM t|DELETE", "ALTER TABLE t ADD a INT|ALTER_TABLE"})
    void verbs(String sql, TableStatement.Verb verb) throws SqlError {
        assertThat(((TableStatement) parse(sql)).verb()).isEqualTo(verb);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"FROB x|FROB x|1", "SHOW BINARY LOG STATUS|LOG STATUS|1",
            "SELECT 1 +|''|1",
            "SET x|''|1", "START FROB|FROB|1", "SHOW FROB|FROB|1", "COMMIT x|x|1", "SELECT 'abc|'abc|1"})
    void syntaxErrorsPointAtWhatIsLeft(String sql, String near, int line) {
        assertThat(error(sql).code()).isEqualTo(1064);
        assertThat(error(sql).sqlState()).isEqualTo("42000");
        assertThat(error(sql).text()).startsWith("You have an error in your SQL syntax;")
                .endsWith("near '" + near.replace("''", "") + "' at line " + line);
    }

    @Test
    void syntaxErrorsCountLines() {
        assertThat(error("SHOW\n\n FROB").text()).endsWith("near 'FROB' at line 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE TRIGGER x", "LOAD DATA INFILE 'x'", "XA START 'x'",
            "PREPARE s FROM 'x'",
            "CREATE FUNCTION f", "EXPLAIN SELECT 1", "SELECT 1 INTO OUTFILE 'x' FROM t", "SELECT @a := 1"})
    void whatTheLabLeavesOutSaysSo(String sql) {
        assertThat(error(sql).code()).isEqualTo(1235);
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(error("SELECT " + "(".repeat(100_000) + "1").code()).isEqualTo(1436);
        assertThat(error("SELECT 1" + "+1".repeat(100_000)).code()).isEqualTo(1436);
        assertThat(error("SELECT " + "-".repeat(1).concat("~".repeat(100_000)) + "1").code()).isEqualTo(1064);
    }

    @Test
    void splitsAtSemicolonsOutsideOfQuotes() throws SqlError {
        assertThat(StatementParser.split("SELECT ';' ; /* ; */ SET @a=1;\n")).containsExactly("SELECT ';'",
                "/* ; */ SET @a=1");
        assertThat(StatementParser.split("SELECT 1")).containsExactly("SELECT 1");
    }

    @Test
    void stringsUndoTheirEscapes() throws SqlError {
        Statement.Select select = (Statement.Select) parse(
                "SELECT 'a''b\\n\\'\\%' \"c\", x'4142', 0x41, b'101', .5, 1e3");

        assertThat(select.items().getFirst().expression()).isEqualTo(new Expression.Literal("a'b\n'\\%c"));
        assertThat(select.items().get(3).expression()).isEqualTo(new Expression.Literal(5L));
    }
}
