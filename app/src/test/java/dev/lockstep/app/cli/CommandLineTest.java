package dev.lockstep.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        CommandLine commandLine = LockstepCommand.commandLine();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(stream, true, StandardCharsets.UTF_8));
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> LockstepCommand.report(e, stream));
        return commandLine.execute(arguments);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void helpNamesEveryWord() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("open", "run", "up", "node", "torture", "shots", "Exit status");
    }

    @Test
    void versionIsTheBuilds() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).matches("(?s)lockstep \\d+\\.\\d+.*Java 2\\d.*");
    }

    @Test
    void unknownWordsAndOptionsAreBadInput() {
        assertThat(run("rum")).isEqualTo(2);
        assertThat(errors()).contains("rum");
        assertThat(run("run", "--varian", "bug", "x.yaml")).isEqualTo(2);
        assertThat(errors()).contains("--variant");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(run("run", "no-such.yaml")).isEqualTo(2);
        assertThat(errors()).isEqualTo("lockstep: there is no file no-such.yaml" + System.lineSeparator());
    }

    @Test
    void aFaultThatIsNoneIsNamedBeforeAnythingStarts() throws IOException {
        Path file = file("pair.yaml", """
                title: a
                nodes:
                  m: {profile: mysql-5.7.22}
                  s: {profile: mysql-5.7.22}
                channels: [{replica: s, source: m}]
                """);
        assertThat(run("up", "--fault", "s<-m: latncy=5ms", file.toString())).isEqualTo(2);
        assertThat(errors()).contains("--fault \"s<-m: latncy=5ms\"", "did you mean \"latency\"?");
    }

    @Test
    void aFaultyFileIsNamedWithItsLine() throws IOException {
        Path file = file("bad.yaml", "title: a\nnodes:\n  m: {profil: mysql-5.7.22}\n");
        assertThat(run("run", file.toString())).isEqualTo(2);
        assertThat(errors()).contains("bad.yaml:3:7: unknown key \"profil\"; did you mean \"profile\"?");
    }

    @Test
    void aFileWithoutScenarioCannotBePlayed() throws IOException {
        Path file = file("plain.yaml", "title: a\nnodes:\n  m: {profile: mysql-5.7.22}\n");
        assertThat(run("run", file.toString())).isEqualTo(2);
        assertThat(errors()).contains("has no scenario to play; lockstep up starts its servers");
        assertThat(run("run", folder.toString())).isEqualTo(2);
        assertThat(errors()).contains("no file in " + folder + " has a scenario");
    }

    @Test
    void anUnknownVariantGetsASuggestion() {
        String story = Path.of(System.getProperty("lockstep.root", ".."), "topologies", "mysql-bug-89370.yaml")
                .toString();
        assertThat(run("run", story, "--variant", "bugg")).isEqualTo(2);
        assertThat(errors()).contains("has no variant \"bugg\"; did you mean \"bug\"?");
        assertThat(run("run", story, "--locks", "fast")).isEqualTo(2);
        assertThat(errors()).contains("--locks fast is none of: model, os");
    }

    @Test
    void aNodeWithAWrongProfileOrPortDoesNotStart() {
        assertThat(run("node", "--profile", "mysql-5.7.21")).isEqualTo(2);
        assertThat(errors()).contains("there is no profile \"mysql-5.7.21\"; did you mean \"mysql-5.7.22\"?");
        assertThat(run("node", "--port", "99999")).isEqualTo(2);
        assertThat(errors()).contains("--port 99999 is not between 0 and 65535");
    }

    @Test
    void aFaultOfOurOwnIsNotCalledBadInput() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int status = LockstepCommand.report(new IllegalStateException("oh"), new PrintStream(bytes, true,
                StandardCharsets.UTF_8));
        assertThat(status).isEqualTo(3);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("a fault in Lockstep itself")
                .doesNotContain("\tat ");
    }
}
