package dev.lockstep.engine.node;

import static dev.lockstep.engine.wire.ReplicationCommand.BINLOG_SEND_ANNOTATE_ROWS_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.link.ClientLink;
import dev.lockstep.engine.link.ClientSettings;
import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.ReplicationCommand.ComBinlogDump;
import dev.lockstep.engine.wire.ReplicationCommand.ComBinlogDumpGtid;
import dev.lockstep.engine.wire.Command;
import dev.lockstep.engine.wire.ServerError;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a dump sends, packet by packet, to clients that differ in what they say of themselves. */
@Timeout(90)
class DumpTest {
    private static final long TIMEOUT = 20_000_000_000L;
    private static final int NON_BLOCKING = 1;
    private static final int TRANSACTIONS = 40;

    @TempDir
    Path folder;

    private TestNodes nodes;

    @BeforeEach
    void start() {
        nodes = new TestNodes(folder);
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    /** Two files, the first of some 200 kB. */
    private Node filled(ServerProfile profile, String... variables) throws Exception {
        Node node = nodes.start("m", 1, profile, variables);
        Connection client = nodes.connect(node);
        TestNodes.run(client, "CREATE TABLE t (id INT PRIMARY KEY, v TEXT)");
        for (int i = 0; i < TRANSACTIONS; i++) {
            TestNodes.run(client, "INSERT INTO t VALUES (" + i + ", '" + "x".repeat(i * 300) + "')");
            if (profile == Profiles.MARIADB_10_11 && i % 10 == 3) {
                TestNodes.run(client, "SET skip_replication=1", "DELETE FROM t WHERE id=" + i,
                        "SET skip_replication=0");
            }
        }
        TestNodes.run(client, "FLUSH LOGS", "DELETE FROM t WHERE id < 5");
        return node;
    }

    private List<byte[]> dump(Node node, Command command, String... statements) throws Exception {
        ClientSettings settings = new ClientSettings("127.0.0.1", node.port(), "root", "", "", 45, Map.of(), TIMEOUT,
                1 << 24);
        List<byte[]> packets = new ArrayList<>();
        try (ClientLink link = ClientLink.connect(nodes.worlds().open("client", folder.resolve("client")), settings)) {
            for (String statement : statements) {
                link.query(statement);
            }
            link.send(command);
            byte[] packet = link.packets().readPacket(TIMEOUT);
            for (; packet[0] == 0; packet = link.packets().readPacket(TIMEOUT)) {
                packets.add(packet);
            }
            packets.add(packet);
        }
        return packets;
    }

    private static String set(String... variables) {
        return "SET " + String.join(", ", variables);
    }

    /** The same with each event looked at, as it is while somebody records. */
    private void assertSameWhenNobodyRecords(Node node, Command command, String... statements) throws Exception {
        List<byte[]> recorded = dump(node, command, statements);
        nodes.worlds().trace().pauseRecording();
        List<byte[]> unrecorded = dump(node, command, statements);
        assertThat(recorded).hasSizeGreaterThan(TRANSACTIONS);
        assertThat(unrecorded).hasSameSizeAs(recorded);
        for (int i = 0; i < recorded.size(); i++) {
            assertThat(unrecorded.get(i)).as("packet %d", i).isEqualTo(recorded.get(i));
        }
        assertThat(recorded.getLast()[0]).isEqualTo((byte) 0xfe);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            @x=0                                                                                | 1
            @master_binlog_checksum='CRC32'                                                     | 1
            @master_binlog_checksum='CRC32', @mariadb_slave_capability=4                        | 1
            @master_binlog_checksum='CRC32', @mariadb_slave_capability=4                        | 3
            @master_binlog_checksum='CRC32', @mariadb_slave_capability=2                        | 1
            @master_binlog_checksum='CRC32', @rpl_semi_sync_slave=1, @mariadb_slave_capability=4 | 3
            @master_binlog_checksum='CRC32', @mariadb_slave_capability=4, skip_replication=1    | 3
            @master_binlog_checksum='CRC32', @mariadb_slave_capability=4, @slave_connect_state='0-1-17' | 3
            @master_binlog_checksum='CRC32', @mariadb_slave_capability=4, @slave_connect_state='0-1-17', @slave_until_gtid='0-1-31' | 3
            """)
    void anEventIsSentAlikeWhetherOrNotSomebodyRecords(String variables, int flags) throws Exception {
        assertSameWhenNobodyRecords(filled(Profiles.MARIADB_10_11),
                new ComBinlogDump(4, flags | NON_BLOCKING, 9, ""), set(variables));
    }

    @Test
    void soIsItWhereSemiSyncIsEnabled() throws Exception {
        Node node = filled(Profiles.MARIADB_10_11);
        TestNodes.run(nodes.connect(node), "SET GLOBAL rpl_semi_sync_master_enabled=1");
        assertSameWhenNobodyRecords(node, new ComBinlogDump(4, NON_BLOCKING, 9, ""),
                set("@master_binlog_checksum='CRC32'", "@rpl_semi_sync_slave=1", "@mariadb_slave_capability=4"));
    }

    @Test
    void andToAReplicaWithGtidsOfMySql() throws Exception {
        Node node = filled(Profiles.MYSQL_5_7_23, "gtid_mode=ON", "enforce_gtid_consistency=ON");
        String uuid = TestNodes.cell(nodes.connect(node), "SELECT @@server_uuid");
        Blob owned = Blob.of(GtidSet.parse(uuid + ":1-9:15-16").toBytes());
        assertSameWhenNobodyRecords(node, new ComBinlogDumpGtid(NON_BLOCKING, 9, "", 4, owned),
                set("@master_binlog_checksum='CRC32'"));
    }

    /** As on MariaDB 10.11: the dump waits until the new file of the same name is longer than the old one was, then it ends. */
    @Test
    void aBinlogThatHasBegunAnewEndsTheDumpWithAnEndPacket() throws Exception {
        Node node = nodes.start("m", 1, Profiles.MARIADB_10_11);
        Connection client = nodes.connect(node);
        TestNodes.run(client, "CREATE TABLE t (id INT PRIMARY KEY, v TEXT)", "INSERT INTO t VALUES (1, 'a')");
        long end = Long.parseLong(TestNodes.cell(client, "SHOW MASTER STATUS", 2));
        ClientSettings settings = new ClientSettings("127.0.0.1", node.port(), "root", "", "", 45, Map.of(), TIMEOUT,
                1 << 24);
        try (ClientLink link = ClientLink.connect(nodes.worlds().open("client", folder.resolve("client")), settings)) {
            link.query(set("@master_binlog_checksum='CRC32'"));
            link.send(new ComBinlogDump(4, 0, 9, ""));
            byte[] packet = link.packets().readPacket(TIMEOUT);
            while (new ByteReader(packet, 1 + 13, 4).u32() != end) {
                packet = link.packets().readPacket(TIMEOUT);
            }
            TestNodes.run(client, "RESET MASTER", "INSERT INTO t VALUES (2, '" + "b".repeat(10_000) + "')");

            packet = link.packets().readPacket(TIMEOUT);
            assertThat(packet[0]).isEqualTo((byte) 0xfe);
            assertThat(packet).hasSizeLessThan(8);
        }
    }

    /** The position may be one of a binlog that RESET MASTER has deleted: commits up to it would wait for nobody. */
    @Test
    void aDumpByGtidAcknowledgesNothingByThePositionInItsRequest() throws Exception {
        Node node = nodes.start("m", 1, Profiles.MARIADB_10_11);
        Connection client = nodes.connect(node);
        TestNodes.run(client, "CREATE TABLE t (id INT PRIMARY KEY)", "SET GLOBAL rpl_semi_sync_master_timeout=300",
                "SET GLOBAL rpl_semi_sync_master_enabled=1");
        ClientSettings settings = new ClientSettings("127.0.0.1", node.port(), "root", "", "", 45, Map.of(), TIMEOUT,
                1 << 24);
        try (ClientLink link = ClientLink.connect(nodes.worlds().open("client", folder.resolve("client")), settings)) {
            link.query(set("@master_binlog_checksum='CRC32'", "@mariadb_slave_capability=4",
                    "@rpl_semi_sync_slave=1", "@slave_connect_state=''"));
            link.send(new ComBinlogDump(100_000, 0, 9, "mysql-bin.000001"));
            link.packets().readPacket(TIMEOUT);
            TestNodes.run(client, "INSERT INTO t VALUES (1)");
        }
        assertThat(TestNodes.cell(client, "SHOW STATUS LIKE 'Rpl_semi_sync_master_no_tx'", 2)).isEqualTo("1");
        assertThat(TestNodes.cell(client, "SHOW STATUS LIKE 'Rpl_semi_sync_master_yes_tx'", 2)).isEqualTo("0");
    }

    private Node damaged(String... variables) throws Exception {
        Node node = filled(Profiles.MARIADB_10_11, variables);
        Path file = nodes.folder("m").resolve("" + TestNodes.cell(nodes.connect(node), "SHOW BINARY LOGS"));
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(text.indexOf("xxx", text.length() / 2) + 1L);
            bytes.write('y');
        }
        return node;
    }

    private List<byte[]> dumpOf(Node node) throws Exception {
        nodes.worlds().trace().pauseRecording();
        return dump(node, new ComBinlogDump(4, NON_BLOCKING | BINLOG_SEND_ANNOTATE_ROWS_EVENT, 9, ""),
                set("@master_binlog_checksum='CRC32'", "@mariadb_slave_capability=4"));
    }

    @Test
    void aDamagedEventIsForTheReplicaToFind() throws Exception {
        List<byte[]> packets = dumpOf(damaged());
        assertThat(packets.getLast()[0]).isEqualTo((byte) 0xfe);
        assertThat(packets.stream().filter(DumpTest::holdsDamage)).hasSize(1);
    }

    private static boolean holdsDamage(byte[] packet) {
        return new String(packet, StandardCharsets.ISO_8859_1).contains("xyx");
    }

    @Test
    void aSourceThatVerifiesChecksumsRefusesADamagedEvent() throws Exception {
        List<byte[]> packets = dumpOf(damaged("master_verify_checksum=ON"));
        assertThat(packets.getLast()[0]).isEqualTo((byte) 0xff);
        assertThat(ServerError.decode(packets.getLast()).code()).isEqualTo(1236);
        assertThat(packets.stream().filter(DumpTest::holdsDamage)).isEmpty();
    }
}
