package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The stock {@code mysqltest} client runs the story of MDEV-3793 against three nodes. */
@Timeout(120)
class MysqlTestClientTest {
    @TempDir
    Path folder;

    private TestNodes nodes;

    /** How a run of the client ended. */
    private record Run(int exit, String output) {}

    @BeforeEach
    void start() {
        nodes = new TestNodes(folder.resolve("nodes"));
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void theTestOfMdev3793PassesWhenEachChannelHasItsOwnState() throws Exception {
        Run run = run("mdev_3793.test", Profiles.LOCKSTEP);
        assertThat(run.output()).contains("master1: Yes, Yes; master2: Yes, Yes; receiving: 2")
                .contains("Connection_name\tmaster1", "Connection_name\tmaster2");
        assertThat(run.exit()).as(run.output()).isZero();
    }

    @Test
    void theTestOfMdev3793FailsAsReportedWhenTheProcessHasOneState() throws Exception {
        Run run = run("mdev_3793.test", Profiles.MARIADB_10_0);
        assertThat(run.exit()).as(run.output()).isNotZero();
        assertThat(run.output()).containsPattern("Last_(IO|SQL)_Errno\\t159[345]")
                .containsPattern("(does not run|is not applied)");
    }

    @Test
    void theHarnessFindsWhatItAsksFor() throws Exception {
        Run run = run("harness.test", Profiles.MARIADB_10_11);
        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.output()).contains("'def' <X] 1 0 6 3 1 1 0 xy 6 1 0 300", "0 1 1 3 2 1 No such row",
                "PROCEDURE mtr.nothing does not exist");
    }

    private Run run(String test, ServerProfile profile) throws Exception {
        Node master1 = nodes.start("master1", 1, profile);
        Node master2 = nodes.start("master2", 2, profile);
        Node slave = nodes.start("slave", 3, profile);
        Path home = Files.createDirectories(folder.resolve("client"));
        URL script = MysqlTestClientTest.class.getResource("/mysqltest/" + test);
        assertThat(script).as("resource mysqltest/" + test).isNotNull();
        ProcessBuilder builder = new ProcessBuilder(client(), "--no-defaults", "--host=127.0.0.1",
                "--port=" + slave.port(), "--user=root", "--database=test", "--silent", "--logdir=" + home,
                "--tmpdir=" + home, "--test-file=" + path(script));
        builder.directory(home.toFile()).redirectErrorStream(true);
        builder.environment().put("MASTER1_PORT", "" + master1.port());
        builder.environment().put("MASTER2_PORT", "" + master2.port());
        builder.environment().put("SLAVE_PORT", "" + slave.port());
        File output = home.resolve("output.txt").toFile();
        Process process = builder.redirectOutput(output).start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("mysqltest ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(output.toPath(), StandardCharsets.UTF_8));
    }

    private static String path(URL script) throws URISyntaxException {
        return Path.of(script.toURI()).toString();
    }

    /** The client; a machine without it fails the test, so that nobody takes silence for success. */
    private static String client() throws IOException {
        List<String> looked = new ArrayList<>();
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            for (String name : List.of("mariadb-test", "mysqltest")) {
                Path binary = Path.of(directory, name);
                if (Files.isExecutable(binary) && !Files.isDirectory(binary)) {
                    return binary.toRealPath().toString();
                }
            }
            looked.add(directory);
        }
        throw new AssertionError("mysqltest is not installed (looked in " + looked
                + "): install the Debian package mariadb-test");
    }
}
