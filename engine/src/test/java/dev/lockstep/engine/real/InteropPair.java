package dev.lockstep.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * One row of {@code docs/interop.md}: the tests of its cells. A class for a pair says which servers; they are started once
 * for all its cells.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(CellRecorder.class)
@Timeout(600)
abstract class InteropPair {
    private static final int LARGE = 20 * 1024 * 1024;

    @SuppressWarnings("NullAway.Init")
    private Pair pair;

    /** Starts both on folders below that one. */
    abstract Pair start(java.nio.file.Path folder) throws Exception;

    Pair pair() {
        return pair;
    }

    Server source() {
        return pair.source();
    }

    Server replica() {
        return pair.replica();
    }

    /** First cell of the row. */
    String row() {
        return pair.name();
    }

    @BeforeAll
    void startBoth(@TempDir java.nio.file.Path folder) throws Exception {
        pair = start(folder);
    }

    @AfterAll
    void endBoth() {
        if (pair != null) {
            pair.close();
        }
    }

    @BeforeEach
    void forget() throws Exception {
        setSemiSync("OFF");
        pair.reset();
        for (String setting : List.of("binlog_checksum=CRC32", "binlog_format=ROW", "binlog_row_image=FULL",
                "max_binlog_size=1073741824")) {
            source().sql("SET GLOBAL " + setting);
        }
        if (!source().isMariaDb()) {
            GtidMode.off(source());
            GtidMode.off(replica());
        }
    }

    private void setSemiSync(String value) throws Exception {
        source().sql("SET GLOBAL rpl_semi_sync_master_enabled=" + value);
        replica().sql("SET GLOBAL rpl_semi_sync_slave_enabled=" + value);
    }

    private Workload workload(Column column) {
        return new Workload("cell_" + column.name().toLowerCase(java.util.Locale.ROOT), column.ordinal() + 1);
    }

    private void agreeAfterWorkload(Column column) throws Exception {
        pair.agreeAfter(workload(column), Workload.transactions());
    }

    @Test
    @Cell(Column.FILE_POSITION)
    void byFileAndPosition() throws Exception {
        pair.follow(Pair.Mode.FILE);
        agreeAfterWorkload(Column.FILE_POSITION);
        assertThat(replica().cell("SHOW SLAVE STATUS", "Exec_Master_Log_Pos"))
                .isEqualTo(source().cell("SHOW MASTER STATUS", "Position"));
    }

    @Test
    @Cell(Column.GTID)
    void byGtidWithAStopBetween() throws Exception {
        if (!source().isMariaDb()) {
            GtidMode.on(source());
            GtidMode.on(replica());
        }
        pair.follow(Pair.Mode.GTID);
        Workload workload = workload(Column.GTID);
        try (Connection connection = source().connect()) {
            workload.create(connection);
            workload.run(connection, Workload.transactions() / 2);
            replica().sql("STOP SLAVE");
            workload.run(connection, Workload.transactions() / 2);
            replica().sql("START SLAVE");
        }
        pair.agree(workload.database());
        if (source().isMariaDb()) {
            assertThat(replica().cell("SELECT @@gtid_slave_pos")).isEqualTo(source().cell("SELECT @@gtid_binlog_pos"));
            assertThat(replica().cell("SHOW SLAVE STATUS", "Using_Gtid")).isEqualTo("Slave_Pos");
        } else {
            assertThat(gtids(replica(), "Executed_Gtid_Set")).contains(gtids(source(), "Executed_Gtid_Set"));
        }
    }

    private static String gtids(Server server, String column) throws Exception {
        return String.valueOf(server.cell("SHOW MASTER STATUS", column)).replace("\n", "");
    }

    @Test
    @Cell(Column.ROW)
    void rowsOfEveryImage() throws Exception {
        pair.follow(Pair.Mode.FILE);
        Workload workload = workload(Column.ROW);
        try (Connection connection = source().connect()) {
            workload.create(connection);
        }
        for (String image : List.of("FULL", "MINIMAL", "NOBLOB")) {
            source().sql("SET GLOBAL binlog_row_image=" + image);
            try (Connection connection = source().connect()) {
                workload.run(connection, Workload.transactions() / 3);
            }
        }
        pair.agree(workload.database());
    }

    @Test
    @Cell(Column.STATEMENT)
    void statements() throws Exception {
        source().sql("SET GLOBAL binlog_format=STATEMENT");
        pair.follow(Pair.Mode.FILE);
        agreeAfterWorkload(Column.STATEMENT);
        try (Connection connection = source().connect(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE test.random (a INT PRIMARY KEY, b DOUBLE)");
            statement.execute("INSERT INTO test.random VALUES (1, RAND()), (2, 1000 * RAND())");
        }
        pair.agree("test");
        assertThat(source().column("SHOW BINLOG EVENTS IN '" + source().cell("SHOW MASTER STATUS", "File")
                + "' LIMIT 1000000", "Event_type")).contains("RAND");
        assertThat(source().column("SHOW BINLOG EVENTS IN '" + source().cell("SHOW MASTER STATUS", "File")
                + "' LIMIT 2000", "Event_type")).contains("Query", "Intvar").doesNotContain("Table_map");
    }

    @Test
    @Cell(Column.CRC32)
    void withChecksums() throws Exception {
        checksum("CRC32");
    }

    @Test
    @Cell(Column.NONE)
    void withoutChecksums() throws Exception {
        checksum("NONE");
    }

    private void checksum(String algorithm) throws Exception {
        source().sql("SET GLOBAL binlog_checksum=" + algorithm);
        pair.follow(Pair.Mode.FILE);
        agreeAfterWorkload(Column.valueOf(algorithm));
    }

    @Test
    @Cell(Column.SEMI_SYNC)
    void commitsWaitForTheReplica() throws Exception {
        setSemiSync("ON");
        pair.follow(Pair.Mode.FILE);
        Waiting.until("a semi-sync replica", pair::state,
                () -> "1".equals(source().status("Rpl_semi_sync_master_clients")));
        long before = Long.parseLong("" + source().status("Rpl_semi_sync_master_yes_tx"));
        long without = Long.parseLong("" + source().status("Rpl_semi_sync_master_no_tx"));
        agreeAfterWorkload(Column.SEMI_SYNC);
        assertThat(source().status("Rpl_semi_sync_master_status")).isEqualTo("ON");
        assertThat(replica().status("Rpl_semi_sync_slave_status")).isEqualTo("ON");
        assertThat(Long.parseLong("" + source().status("Rpl_semi_sync_master_yes_tx")) - before)
                .isGreaterThan(Workload.transactions() * 3L / 4);
        assertThat(Long.parseLong("" + source().status("Rpl_semi_sync_master_no_tx"))).isEqualTo(without);
    }

    /** An account that may come by TLS only is refused without, and followed with; the certificate is checked. */
    @Test
    @Cell(Column.TLS)
    void channelByTls() throws Exception {
        source().sql("SET sql_log_bin = 0", source().isMariaDb() || source() instanceof LabServer
                ? "CREATE USER IF NOT EXISTS secret@'%' REQUIRE SSL"
                : "CREATE USER IF NOT EXISTS secret@'%' IDENTIFIED WITH mysql_native_password BY '' REQUIRE SSL",
                "GRANT REPLICATION SLAVE ON *.* TO secret@'%'", "SET sql_log_bin = 1");
        pair.change("secret", Pair.Mode.FILE, "MASTER_SSL=0");
        replica().sql("START SLAVE");
        Waiting.until("refused without TLS", pair::state,
                () -> "1045".equals(replica().cell("SHOW SLAVE STATUS", "Last_IO_Errno")));
        replica().sql("STOP SLAVE");
        pair.change("secret", Pair.Mode.FILE, "MASTER_SSL=1", "MASTER_SSL_CA='" + source().data().resolve("ca.pem")
                + "'", "MASTER_SSL_VERIFY_SERVER_CERT=" + (certificateNamesItsHost() ? 1 : 0));
        replica().sql("START SLAVE");
        Waiting.until("both threads run", pair::state, pair::running);
        assertThat(replica().cell("SHOW SLAVE STATUS", "Master_SSL_Allowed")).isEqualTo("Yes");
        agreeAfterWorkload(Column.TLS);
    }

    /** What MySQL makes for itself names nobody; a lab node's certificate names the loopback addresses. */
    boolean certificateNamesItsHost() {
        return true;
    }

    @Test
    @Cell(Column.RECONNECT)
    void reconnectsAfterEachKindOfLoss() throws Exception {
        pair.follow(Pair.Mode.FILE);
        Workload workload = workload(Column.RECONNECT);
        int part = Workload.transactions() / 3;
        try (Connection connection = source().connect()) {
            workload.create(connection);
            workload.run(connection, part);
        }
        killDumpThreads();
        try (Connection connection = source().connect()) {
            workload.run(connection, part);
        }
        source().restart();
        try (Connection connection = source().connect()) {
            workload.run(connection, part);
        }
        Waiting.until("connected again", pair::state, pair::running);
        replica().restart();
        Waiting.until("following again", pair::state, pair::running);
        pair.agree(workload.database());
    }

    private void killDumpThreads() throws Exception {
        for (List<@Nullable String> process : source().query("SHOW PROCESSLIST")) {
            if (String.valueOf(process.get(4)).startsWith("Binlog Dump")) {
                source().sql("KILL " + process.getFirst());
            }
        }
    }

    @Test
    @Cell(Column.ROTATE)
    void followsFromFileToFile() throws Exception {
        source().sql("SET GLOBAL max_binlog_size=32768");
        pair.follow(Pair.Mode.FILE);
        Workload workload = workload(Column.ROTATE);
        try (Connection connection = source().connect()) {
            workload.create(connection);
            workload.run(connection, Workload.transactions());
        }
        source().sql("FLUSH BINARY LOGS");
        pair.agree(workload.database());
        assertThat(source().query("SHOW BINARY LOGS")).hasSizeGreaterThan(3);
        // MariaDB keeps a file until its engine has confirmed that recovery does not need it
        Waiting.until("only the last file is left", pair::state, () -> {
            source().sql("PURGE BINARY LOGS TO '" + source().cell("SHOW MASTER STATUS", "File") + "'");
            return source().query("SHOW BINARY LOGS").size() == 1;
        });
        source().sql("CREATE TABLE " + workload.database() + ".after_purge (a INT PRIMARY KEY)",
                "INSERT INTO " + workload.database() + ".after_purge VALUES (1)");
        pair.agree(workload.database());
    }

    @Test
    @Cell(Column.LARGE_ROW)
    void aRowOfTwentyMegabytes() throws Exception {
        pair.follow(Pair.Mode.FILE);
        source().sql("CREATE DATABASE cell_large",
                "CREATE TABLE cell_large.t (id INT PRIMARY KEY, body LONGBLOB, text LONGTEXT) DEFAULT CHARSET=utf8mb4");
        byte[] body = new byte[LARGE];
        new java.util.Random(1).nextBytes(body);
        try (Connection connection = source().connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO cell_large.t VALUES (?, ?, ?)")) {
            insert.setInt(1, 1);
            insert.setBytes(2, body);
            insert.setString(3, "x");
            insert.execute();
        }
        source().sql("UPDATE cell_large.t SET text = 'changed'", "INSERT INTO cell_large.t VALUES (2, 'small', 'y')");
        pair.agree("cell_large");
        pair.agreeAfter(workload(Column.LARGE_ROW), Workload.transactions());
    }

    @Test
    @Cell(Column.DDL)
    void definitionsMakeTheSameTables() throws Exception {
        pair.follow(Pair.Mode.FILE);
        source().sql(Definitions.statements("cell_ddl").toArray(String[]::new));
        pair.agree("cell_ddl");
        assertThat(Definitions.columns(replica(), "cell_ddl")).isEqualTo(Definitions.columns(source(), "cell_ddl"));
        assertThat(Definitions.keys(replica(), "cell_ddl")).isEqualTo(Definitions.keys(source(), "cell_ddl"));
        agreeAfterWorkload(Column.FILE_POSITION);
    }

    /** Types that came after the pair's older server. */
    Set<String> unknownTypes() {
        return Set.of();
    }

    @Test
    @Cell(Column.ALL_TYPES)
    void everyTypeWithItsBounds() throws Exception {
        pair.follow(Pair.Mode.FILE);
        source().sql("CREATE DATABASE cell_types");
        source().sql(AllTypes.statements("cell_types", unknownTypes()).toArray(String[]::new));
        pair.agree("cell_types");
        agreeAfterWorkload(Column.ALL_TYPES);
    }
}
