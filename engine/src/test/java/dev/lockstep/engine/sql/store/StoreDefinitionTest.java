package dev.lockstep.engine.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.ShowStatement.Detail;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definitions of the clients in {@code client-handshakes.md}, and what SHOW says of them. */
class StoreDefinitionTest {
    @TempDir
    Path folder;

    private StoreFixture lab;

    @BeforeEach
    void open() throws SqlError {
        lab = new StoreFixture(folder);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private String shown(String table) throws SqlError {
        return Objects.requireNonNull(lab.store.catalog().showCreateTable("test", table).text(0, "Create Table"));
    }

    @Test
    @SuppressWarnings("StringConcatToTextBlock")
    void sysbenchTable() throws SqlError {
        lab.run("CREATE TABLE sbtest1(\n  id INTEGER NOT NULL AUTO_INCREMENT,\n  k INTEGER DEFAULT '0' NOT NULL,\n"
                + "  c CHAR(120) DEFAULT '' NOT NULL,\n  pad CHAR(60) DEFAULT '' NOT NULL,\n  PRIMARY KEY (id)\n)"
                + " /*! ENGINE = innodb */ ");
        lab.run("INSERT INTO sbtest1(k, c, pad) VALUES(5, 'x', 'y')");
        lab.run("CREATE INDEX k_1 ON sbtest1(k)");

        assertThat(shown("sbtest1")).isEqualTo("CREATE TABLE `sbtest1` (\n  `id` int(11) NOT NULL AUTO_INCREMENT,\n"
                + "  `k` int(11) NOT NULL DEFAULT '0',\n  `c` char(120) NOT NULL DEFAULT '',\n"
                + "  `pad` char(60) NOT NULL DEFAULT '',\n  PRIMARY KEY (`id`),\n  KEY `k_1` (`k`)\n"
                + ") ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4");
        lab.run("UPDATE sbtest1 SET k=k+1 WHERE id=?", 1L);
        assertThat(lab.lines("SELECT SUM(k) FROM sbtest1 WHERE id BETWEEN ? AND ?", 1L, 2L)).containsExactly("6");
        assertThat(lab.lines("SELECT DISTINCT c FROM sbtest1 WHERE id BETWEEN ? AND ? ORDER BY c", 1L, 2L))
                .containsExactly("x");
    }

    @Test
    @SuppressWarnings("StringConcatToTextBlock")
    void heartbeatTable() throws SqlError {
        lab.run("  CREATE TABLE IF NOT EXISTS `test`.`heartbeat` (\n    ts                    varchar(26) NOT NULL,\n"
                + "    server_id             int unsigned NOT NULL PRIMARY KEY,\n"
                + "    file                  varchar(255) DEFAULT NULL,    -- SHOW MASTER STATUS\n"
                + "    position              bigint unsigned DEFAULT NULL, -- SHOW MASTER STATUS\n"
                + "    relay_master_log_file varchar(255) DEFAULT NULL,    -- SHOW SLAVE STATUS\n"
                + "    exec_master_log_pos   bigint unsigned DEFAULT NULL  -- SHOW SLAVE STATUS\n  );");
        lab.run("INSERT INTO `test`.`heartbeat` (ts, server_id) VALUES (NOW(), 41)");
        lab.run("UPDATE `test`.`heartbeat` SET ts='2026-11-20T19:07:21.487500', file='bin.000001', position='61513',"
                + " relay_master_log_file=NULL, exec_master_log_pos=NULL WHERE server_id='41'");

        assertThat(lab.lines("SELECT 1 FROM `test`.`heartbeat` WHERE server_id='41' LIMIT 1")).containsExactly("1");
        assertThat(lab
                .lines("SELECT ts/*!50038, @@hostname AS host*/, position FROM `test`.`heartbeat` WHERE server_id='41'"
                        + " LIMIT 1"))
                .containsExactly("2026-11-20T19:07:21.487500,lab,61513");
        assertThat(shown("heartbeat")).contains("`position` bigint(20) unsigned DEFAULT NULL");
        assertThat(lab.session.changes().rows().getLast().after()).contains(new java.math.BigInteger("61513"));
    }

    @Test
    void mysqlslapTable() throws SqlError {
        lab.run("DROP SCHEMA IF EXISTS `mysqlslap`");
        lab.run("CREATE SCHEMA `mysqlslap`");
        lab.session.useDatabase("mysqlslap");
        lab.run("CREATE TABLE `t1` (intcol1 INT(32) ,charcol1 VARCHAR(128))\n");
        lab.run("INSERT INTO t1 VALUES (1804289383,'mxvtvmC9127qJNm06sGB8R92q2j7vTiiITRDGXM9ZLzkdekbWtmXKwZ2qG1llkRw5m9DHO')");
        assertThat(lab.lines("SELECT intcol1 FROM t1")).containsExactly("1804289383");
        lab.run("DROP SCHEMA mysqlslap");
        assertThat(lab.session.database()).isEmpty();
    }

    @Test
    void dumpCanBeReadBack() throws SqlError {
        lab.run("CREATE TABLE `h` (\n  `id` int(11) NOT NULL AUTO_INCREMENT,\n  `v` varchar(20) CHARACTER SET latin1 COLLATE"
                + " latin1_bin DEFAULT NULL,\n  `e` enum('a','b''c') DEFAULT 'a',\n  `t` timestamp(3) NOT NULL DEFAULT"
                + " CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),\n  PRIMARY KEY (`id`),\n  UNIQUE KEY `v` (`v`(10)),\n"
                + "  KEY `e` (`e`)\n) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=latin1 COMMENT='it''s';");
        String first = shown("h");
        lab.run("/*!40000 ALTER TABLE `h` DISABLE KEYS */");
        lab.run("DROP TABLE `h`");
        lab.run(first);
        assertThat(shown("h")).isEqualTo(first).contains("AUTO_INCREMENT=5").contains("'b''c'")
                .contains("COMMENT='it''s'")
                .contains("`v` varchar(20) COLLATE latin1_bin DEFAULT NULL");
        assertThat(lab.count("INSERT INTO h (v) VALUES ('x')").lastInsertId()).isEqualTo(5);
    }

    @Test
    void definitionsSurviveARestart() throws SqlError {
        lab.run("CREATE TABLE a (id INT PRIMARY KEY AUTO_INCREMENT, `b c` VARCHAR(10), KEY (`b c`)) COMMENT 'x'");
        lab.run("CREATE VIEW v AS SELECT id FROM a");
        lab.run("INSERT INTO a (`b c`) VALUES ('1'), ('2')");
        lab.session.commit();
        String before = shown("a");
        lab.close();
        lab = new StoreFixture(folder);
        assertThat(shown("a")).isEqualTo(before);
        assertThat(lab.lines("SELECT * FROM v")).containsExactly("1", "2");
        assertThat(lab.store.catalog().showCreateTable("test", "v").text(0, "Create View"))
                .contains("SELECT id FROM a");
    }

    @Test
    void alterTable() throws SqlError {
        lab.run("CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, KEY a (a))");
        lab.run("INSERT INTO t VALUES (1, 2, 3)");
        lab.session.commit();
        lab.run("ALTER TABLE t ADD COLUMN c VARCHAR(5) NOT NULL DEFAULT 'x' AFTER id, DROP COLUMN b,"
                + " CHANGE a aa BIGINT UNSIGNED, ADD UNIQUE KEY u (c), DROP KEY a, ENGINE=InnoDB");
        assertThat(StoreFixture.lines(lab.store.catalog().showColumns("test", "t", Detail.USUAL))).containsExactly(
                "id,int(11),NO,PRI,null,", "c,varchar(5),NO,UNI,x,", "aa,bigint(20) unsigned,YES,,null,");
        lab.run("INSERT INTO t (id, c, aa) VALUES (2, 'y', 18446744073709551615)");
        assertThat(lab.lines("SELECT * FROM t ORDER BY id")).containsExactly("1,x,2", "2,y,18446744073709551615");
        assertThat(lab.session.changes().rows().getFirst().after()).hasSize(3);
        lab.run("ALTER TABLE t RENAME TO s");
        lab.run("INSERT INTO s (id, c) VALUES (3, 'z')");
        assertThat(lab.session.changes().rows().getFirst().table().name()).isEqualTo("s");
        lab.run("ALTER TABLE s DROP INDEX u, DROP PRIMARY KEY");
        assertThat(lab.store.catalog().table("test", "s").orElseThrow().keys()).isEmpty();
    }

    @Test
    void truncateAndRename() throws SqlError {
        lab.run("CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, k INT, KEY (k))");
        lab.run("INSERT INTO t (k) VALUES (1), (2)");
        lab.run("TRUNCATE t");
        assertThat(lab.count("INSERT INTO t (k) VALUES (3)").lastInsertId()).isEqualTo(1);
        lab.session.commit();
        lab.run("RENAME TABLE t TO u");
        lab.run("CREATE TABLE t LIKE u");
        lab.run("DROP TABLE t, u");
        assertThat(lab.store.catalog().tables()).isEmpty();
    }

    @Test
    void fieldListAndDescribeSayTheDeclaredTypes() throws SqlError {
        lab.run("CREATE TABLE t (id INT UNSIGNED PRIMARY KEY, d DATETIME(3), x TEXT)");
        assertThat(lab.session.fieldList("t")).extracting(column -> column.name() + " " + column.type())
                .isEqualTo(List.of("id LONG", "d DATETIME", "x BLOB"));
        var statement = (dev.lockstep.engine.sql.statement.TableStatement) dev.lockstep.engine.sql.statement.StatementParser
                .parse("SELECT id AS i, d FROM t WHERE id = ?").statement();
        assertThat(lab.session.describe(statement)).extracting(column -> column.name()).containsExactly("i", "d");
    }

    @Test
    void informationSchemaAnswersDumpTools() throws SqlError {
        lab.run("CREATE TABLE h2 (id INT PRIMARY KEY AUTO_INCREMENT)");
        assertThat(
                lab.lines("SELECT engine, table_type FROM INFORMATION_SCHEMA.TABLES WHERE table_schema = DATABASE() AND"
                        + " table_name = 'h2'"))
                .containsExactly("InnoDB,BASE TABLE");
        assertThat(
                lab.lines("select column_name, extra, generation_expression, data_type from information_schema.columns"
                        + " where table_schema=database() and table_name='h2' order by ordinal_position"))
                .containsExactly("id,auto_increment,,int");
        assertThat(lab.lines(
                "SELECT DISTINCT TABLESPACE_NAME, FILE_NAME, LOGFILE_GROUP_NAME, EXTENT_SIZE, INITIAL_SIZE, ENGINE"
                        + " FROM INFORMATION_SCHEMA.FILES WHERE FILE_TYPE = 'DATAFILE' AND TABLESPACE_NAME IN (SELECT DISTINCT"
                        + " TABLESPACE_NAME FROM INFORMATION_SCHEMA.PARTITIONS WHERE TABLE_SCHEMA='test' AND TABLE_NAME IN ('h2'))"
                        + " ORDER BY TABLESPACE_NAME, LOGFILE_GROUP_NAME"))
                .isEmpty();
        assertThat(lab.lines("SELECT /*!40001 SQL_NO_CACHE */ `id` FROM `h2`")).isEmpty();
    }
}
