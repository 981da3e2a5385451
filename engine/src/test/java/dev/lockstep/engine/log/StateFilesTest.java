package dev.lockstep.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.log.MasterInfo.AutoPosition;
import dev.lockstep.engine.log.MasterInfo.Tls;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateFilesTest {
    private static final MasterInfo INFO = new MasterInfo(new BinlogPosition("bin.000003", 1234), "db1.example", 3307,
            "repl", "s3cret ü", 10,
            new Tls(1, "ca.pem", "/ca", "c.pem", "AES", "k.pem", 1, "crl.pem", "/crl", "TLSv1.2"),
            new BigDecimal("0.500"), "127.0.0.1", List.of(5L, 4_294_967_295L), "01020304-0506-0708-090a-0b0c0d0e0f10",
            7,
            AutoPosition.ON, "m1");
    private static final String INFO_TEXT = """
            25
            bin.000003
            1234
            db1.example
            repl
            s3cret ü
            3307
            10
            1
            ca.pem
            /ca
            c.pem
            AES
            k.pem
            1
            0.500
            127.0.0.1
            2 5 4294967295
            01020304-0506-0708-090a-0b0c0d0e0f10
            7
            crl.pem
            /crl
            1
            m1
            TLSv1.2
            """;

    @TempDir
    Path temp = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private LogFolder folder;

    @BeforeEach
    void open() throws IOException {
        folder = new LogFolder(temp);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    private String text(String name) throws IOException {
        return new String(folder.files.readAll(name), StandardCharsets.UTF_8);
    }

    /** As MariaDB 10.11.19 wrote it for two domains to leave out. */
    private static final String MARIADB_TEXT = "33\nbin.000001\n4\n127.0.0.1\nrepl\n\n3999\n60\n0\n\n\n\n\n\n0\n30.000\n"
            + "\n2 7 8\n\n0\n" + "\n".repeat(13)
            + "using_gtid=1\ndo_domain_ids=0\nignore_domain_ids=3 3 4 5\nEND_MARKER\n";

    @Test
    void masterInfoHasTheLinesOfMariaDb() throws IOException {
        MasterInfo info = new MasterInfo(new BinlogPosition("bin.000001", 4), "127.0.0.1", 3999, "repl", "", 60,
                Tls.OFF, new BigDecimal("30.000"), "", List.of(7L, 8L), "", 86_400, AutoPosition.CURRENT_POS, "", "",
                0, new MasterInfo.Domains(List.of(), List.of(3L, 4L, 5L)));
        MasterInfoFile file = new MasterInfoFile(folder.files, "master-two.info", MasterInfoFile.Layout.MARIADB);

        file.write(info);

        assertThat(text("master-two.info")).isEqualTo(MARIADB_TEXT);
        assertThat(file.read()).contains(info);
    }

    @Test
    void whatStandsBehindTheEndMarkerOfALongerFileIsNotRead() throws IOException {
        folder.files.replace("master.info", (MARIADB_TEXT + "do_domain_ids=1 9\n").getBytes(StandardCharsets.UTF_8));

        assertThat(new MasterInfoFile(folder.files, "master.info", MasterInfoFile.Layout.MARIADB).read().orElseThrow()
                .domains().take()).isEmpty();
    }

    @Test
    void masterInfoHasTheLinesOfMySql57() throws IOException {
        MasterInfoFile file = new MasterInfoFile(folder.files, MasterInfoFile.DEFAULT_NAME);
        assertThat(file.read()).isEmpty();

        file.write(INFO);

        assertThat(text("master.info")).isEqualTo(INFO_TEXT);
        assertThat(file.read()).contains(INFO);
        file.delete();
        assertThat(file.read()).isEmpty();
    }

    @Test
    void defaultsAreTheServers() throws IOException {
        MasterInfo info = MasterInfo.of(new BinlogPosition("", 4), "127.0.0.1", 3306, "repl", "");
        MasterInfoFile file = new MasterInfoFile(folder.files, "master.info");
        file.write(info);

        assertThat(file.read()).contains(info);
        assertThat(text("master.info")).startsWith("25\n\n4\n127.0.0.1\nrepl\n\n3306\n60\n0\n").contains("\n30.000\n")
                .contains("\n86400\n");
    }

    @Test
    void fieldsThatAnOlderServerDidNotWriteAreDefaults() throws IOException {
        folder.files.replace("master.info",
                "14\nbin.1\n5\nh\nu\np\n3306\n60\n0\n\n\n\n\n\n".getBytes(StandardCharsets.UTF_8));
        MasterInfo info = new MasterInfoFile(folder.files, "master.info").read().orElseThrow();

        assertThat(info.position()).isEqualTo(new BinlogPosition("bin.1", 5));
        assertThat(info.retryCount()).isEqualTo(86_400);
        assertThat(info.heartbeatSeconds()).isZero();
        assertThat(info.autoPosition()).isEqualTo(AutoPosition.OFF);
    }

    @ParameterizedTest
    @CsvSource({"1234,x,3", "1234,-1,3", "3307,65536,7", "0.500,soon,16", "2 5 4294967295,3 1 2,18",
            "2 5 4294967295,1 4294967296,18", "25,many,1"})
    void aWrongLineIsNamed(String right, String wrong, int line) throws IOException {
        folder.files.replace("master.info",
                INFO_TEXT.replaceFirst("(?m)^" + right + "$", wrong).getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> new MasterInfoFile(folder.files, "master.info").read())
                .isInstanceOf(StateFormatException.class).hasMessageContaining("master.info, line " + line + ":")
                .hasMessageContaining("'" + wrong + "'");
    }

    @Test
    void aLineBreakInAValueIsRefused() {
        MasterInfo bad = MasterInfo.of(new BinlogPosition("", 4), "h\n1", 3306, "u", "");
        assertThatThrownBy(() -> new MasterInfoFile(folder.files, "master.info").write(bad))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void relayLogInfoHasTheLinesOfMySql57() throws IOException {
        RelayLogInfoFile file = new RelayLogInfoFile(folder.files, RelayLogInfoFile.DEFAULT_NAME);
        RelayLogInfo info = new RelayLogInfo(new BinlogPosition("n1-relay-bin.000002", 283),
                new BinlogPosition("bin.000001", 120), 5, 2, "m1");

        file.write(info);

        assertThat(text("relay-log.info")).isEqualTo("7\n./n1-relay-bin.000002\n283\nbin.000001\n120\n5\n2\n1\nm1\n");
        assertThat(file.read()).contains(info);
        RelayLogInfo plain = new RelayLogInfo(new BinlogPosition("", 4), new BinlogPosition("", 4));
        file.write(plain);
        assertThat(file.read()).contains(plain);
    }
}
