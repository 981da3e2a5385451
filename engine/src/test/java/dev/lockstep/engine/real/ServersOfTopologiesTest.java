package dev.lockstep.engine.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.lab.Lab;
import dev.lockstep.engine.lab.LabException;
import dev.lockstep.engine.lab.LabNode;
import dev.lockstep.engine.lab.LabOptions;
import dev.lockstep.engine.lab.SqlOutcome;
import dev.lockstep.engine.lab.spec.ServerSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.TopologyReader;
import dev.lockstep.engine.lab.spec.TopologyWriter;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.State;
import dev.lockstep.engine.trace.TraceTimeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real servers that a topology file names: one that the lab starts, and one that runs already. */
@Timeout(300)
class ServersOfTopologiesTest {
    private static final LabOptions OFTEN = new LabOptions(null, LabOptions.DEFAULT.lockModel(), 100);

    @TempDir
    private Path folder = Path.of("");

    private static Topology topology(String yaml) throws Exception {
        return TopologyReader.parse("x.yaml", yaml);
    }

    private static SqlOutcome run(Lab lab, String node, String sql) {
        SqlOutcome outcome = lab.node(node).orElseThrow().execute("test", sql);
        assertThat(outcome).as(node + ": " + sql).isNotInstanceOf(SqlOutcome.Refused.class);
        return outcome;
    }

    private static LabState state(Lab lab) {
        return new TraceTimeline(lab.trace()).latest(lab.nanos());
    }

    private static LabState.ChannelState channel(Lab lab, String replica, String name) {
        return state(lab).channels().stream()
                .filter(one -> one.replica().equals(replica) && one.channel().equals(name)).findFirst().orElseThrow();
    }

    private static void awaitRows(Lab lab, String node, String table, String rows) throws Exception {
        Waiting.until(table + " on " + node + " has " + rows + " rows", () -> state(lab).channels().toString(),
                () -> lab.node(node).orElseThrow().execute("test",
                        "SELECT COUNT(*) FROM " + table) instanceof SqlOutcome.Rows found
                        && rows.equals(found.value(0, "COUNT(*)")));
    }

    @Test
    void aProgramIsStartedReplicatesBothWaysIsToldToTheTraceAndEnds() throws Exception {
        Path program = RealServer.mariaDb().program();
        Topology topology = topology("""
                title: chain
                nodes:
                  m: {profile: mariadb-10.11, variables: {rpl_semi_sync_master_enabled: "ON"}}
                  real:
                    server: {binary: %s}
                    variables:
                      rpl_semi_sync_slave_enabled: "ON"
                      log_slave_updates: "ON"
                      performance_schema: "ON"
                      performance-schema-instrument: wait/synch/%%=ON
                      performance-schema-consumer-events-waits-current: "ON"
                      performance-schema-consumer-events-waits-history-long: "ON"
                  r: {profile: mariadb-10.11}
                channels:
                - {replica: real, source: m, name: up}
                - {replica: r, source: real}
                """.formatted(program));
        ProcessHandle process;
        try (Lab lab = Lab.start(topology, new LabOptions(folder, OFTEN.lockModel(), 100))) {
            process = ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("real/pid")).strip()))
                    .orElseThrow();
            run(lab, "m", "CREATE TABLE test.t (a INT PRIMARY KEY, b VARCHAR(20))");
            for (int i = 1; i <= 50; i++) {
                run(lab, "m", "INSERT INTO test.t VALUES (" + i + ", 'row')");
            }
            awaitRows(lab, "real", "test.t", "50");
            awaitRows(lab, "r", "test.t", "50");
            LabNode node = lab.node("real").orElseThrow();
            assertThat(node.profile().name()).isEqualTo("MariaDB 10.11.5");
            LabState.NodeState told = Objects.requireNonNull(state(lab).nodes().get("real"));
            assertThat(told.real()).isTrue();
            assertThat(told.realVersion()).startsWith("10.11.5-MariaDB");
            assertThat(told.port()).isEqualTo(node.port());
            Waiting.until("what the server says is in the trace", () -> state(lab).toString(),
                    () -> channel(lab, "real", "up").behindApplied() == 0 && channel(lab, "real", "up").semiSync()
                            && channel(lab, "real", "up").receiver() == State.YES);
            assertThat(channel(lab, "real", "up").source()).isEqualTo("m");
            assertThat(channel(lab, "r", "").source()).isEqualTo("real");
            assertThat(channel(lab, "r", "").behindKnown()).isFalse();

            run(lab, "real", "STOP SLAVE 'up'");
            Waiting.until("a stopped channel is seen to be stopped", () -> state(lab).channels().toString(),
                    () -> channel(lab, "real", "up").receiver() == State.NO);
            run(lab, "real", "RESET SLAVE 'up' ALL");
            Waiting.until("a removed channel is gone", () -> state(lab).channels().toString(),
                    () -> state(lab).channels().stream().noneMatch(one -> one.replica().equals("real")));
            Waiting.until("waits of its threads are in the trace", () -> lab.trace().locks().toString(), () -> {
                run(lab, "real", "INSERT INTO test.t SELECT MAX(a) + 1, 'more' FROM test.t");
                return lab.trace().locks().stream().anyMatch(lock -> lock.node().equals("real"));
            });

            node.restart();
            run(lab, "real", "INSERT INTO test.t SELECT MAX(a) + 1, 'later' FROM test.t");
            awaitRows(lab, "r", "test.t", rowsOf(lab, "real"));
            node.kill();
            assertThat(node.up()).isFalse();
            Waiting.until("the trace knows that it is down", () -> state(lab).nodes().toString(),
                    () -> !Objects.requireNonNull(state(lab).nodes().get("real")).up());
            node.start();
            Topology saved = lab.topology();
            assertThat(saved.node("real").orElseThrow().server()).isEqualTo(new ServerSpec.Binary(program.toString()));
            assertThat(TopologyReader.parse("saved", TopologyWriter.write(saved))).isEqualTo(saved);
        }
        assertThat(process.isAlive()).isFalse();
        assertThat(ProcessHandle.allProcesses().map(one -> one.info().commandLine().orElse(""))
                .filter(line -> line.contains("--datadir=" + folder.resolve("real")))).isEmpty();
    }

    private static String rowsOf(Lab lab, String node) {
        return run(lab, node, "SELECT COUNT(*) FROM test.t") instanceof SqlOutcome.Rows rows
                ? String.valueOf(rows.value(0, "COUNT(*)"))
                : "";
    }

    @Test
    void aServerThatRunsAlreadyIsUsedAndLeftAsItWas() throws Exception {
        try (RealServer outside = RealServer.mariaDb().start(folder, 77)) {
            outside.sql("CREATE USER lab@'%' IDENTIFIED BY 'it''s secret'");
            outside.sql("GRANT ALL ON *.* TO lab@'%' WITH GRANT OPTION");
            Topology topology = topology("""
                    title: outside
                    nodes:
                      m: {profile: mariadb-10.11}
                      out: {server: {host: 127.0.0.1, port: %d, user: lab, password: it's secret}}
                      r: {profile: mariadb-10.11}
                    channels:
                    - {replica: out, source: m, name: of_lab}
                    - {replica: r, source: out}
                    """.formatted(outside.port()));
            try (Lab lab = Lab.start(topology, OFTEN)) {
                run(lab, "m", "CREATE TABLE test.of_m (a INT PRIMARY KEY)");
                run(lab, "m", "INSERT INTO test.of_m VALUES (1)");
                run(lab, "out", "CREATE TABLE test.of_out (a INT PRIMARY KEY)");
                run(lab, "out", "INSERT INTO test.of_out VALUES (1)");
                awaitRows(lab, "out", "test.of_m", "1");
                awaitRows(lab, "r", "test.of_out", "1");
                LabNode node = lab.node("out").orElseThrow();
                assertThat(node.foreign()).isTrue();
                assertThat(Objects.requireNonNull(state(lab).nodes().get("out")).serverId()).isEqualTo(77);
                assertThat(TopologyReader.parse("saved", TopologyWriter.write(lab.topology())))
                        .isEqualTo(lab.topology());
                node.stop();
                assertThat(node.up()).isFalse();
                node.start();
                assertThat(node.up()).isTrue();
            }
            assertThat(outside.cell("SELECT COUNT(*) FROM test.of_m")).isEqualTo("1");
            assertThat(outside.cell("SELECT COUNT(*) FROM information_schema.processlist WHERE command = 'Slave_IO'"))
                    .as("the lab's channel is gone with it").isEqualTo("0");
            outside.sql("CHANGE MASTER 'of_lab' TO MASTER_HOST = 'elsewhere', MASTER_USER = 'x'");
            assertThatThrownBy(() -> Lab.start(topology, OFTEN).close()).isInstanceOf(LabException.class)
                    .hasMessageContaining("out follows elsewhere:3306 by its channel 'of_lab' already")
                    .hasMessageContaining("RESET SLAVE 'of_lab' ALL");
        }
    }

    @Test
    void aServerThatIsNotThereIsToldWithWhatToDo() throws IOException {
        assertRefused("server: {binary: mariadbd-of-nowhere}",
                "node x: there is no program mariadbd-of-nowhere in PATH", "install the server");
        assertRefused("server: {binary: /bin/false}",
                "node x: /bin/false is no MySQL or MariaDB server: it says nothing");
        assertRefused("server: {host: 127.0.0.1, port: 1}", "node x: no MySQL or MariaDB can be asked at 127.0.0.1:1",
                "start it, or mend host and port in the topology file");
    }

    private static void assertRefused(String server, String... words) {
        assertThatThrownBy(() -> Lab.start(topology("title: t\nnodes:\n  x: {" + server + "}"), OFTEN).close())
                .isInstanceOf(LabException.class).hasMessageContainingAll(words);
    }

    @Test
    void programsThatAreMissingAreKnownBeforeTheStart() throws Exception {
        assertThat(Lab.missingPrograms(topology(
                "title: t\nnodes:\n  a: {profile: lockstep}\n  x: {server: {binary: mariadbd-of-nowhere}}")))
                .isEqualTo(List.of("mariadbd-of-nowhere"));
        assertThat(Lab.missingPrograms(topology(
                "title: t\nnodes:\n  x: {server: {binary: " + RealServer.mariaDb().program() + "}}"))).isEmpty();
    }
}
