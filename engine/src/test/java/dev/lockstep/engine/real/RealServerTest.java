package dev.lockstep.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real servers start, take statements, and keep what they have over a crash. */
class RealServerTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void mariaDbKeepsItsRowsOverACrash() throws Exception {
        keepsItsRows(RealServer.mariaDb(), "10.11.5-MariaDB");
    }

    @Test
    @Tag("real-mysql")
    void mySql80KeepsItsRowsOverACrash() throws Exception {
        keepsItsRows(RealServer.mySql80(), "8.0.33");
    }

    @Test
    @Tag("real-mysql")
    void mySql56KeepsItsRowsOverACrash() throws Exception {
        keepsItsRows(RealServer.mySql56(), "5.6.14");
    }

    private void keepsItsRows(Distribution distribution, String version) throws Exception {
        try (RealServer server = distribution.start(folder, 7, "--innodb-flush-log-at-trx-commit=1")) {
            server.sql("CREATE TABLE t (a INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
            server.kill();
            server.restart();
            assertThat(server.cell("SELECT COUNT(*) FROM t")).isEqualTo("1");
            assertThat(server.cell("SELECT VERSION()")).startsWith(version);
            assertThat(server.cell("SELECT @@server_id")).isEqualTo("7");
            assertThat(server.cell("SHOW MASTER STATUS")).startsWith("bin.00000");
        }
    }
}
