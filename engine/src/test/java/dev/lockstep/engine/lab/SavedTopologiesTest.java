package dev.lockstep.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.lab.spec.ChannelSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.TopologyReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The topologies that come with Lockstep replicate: what is written on a master arrives wherever it should. */
@Timeout(180)
class SavedTopologiesTest {
    private static final Path FOLDER = Path.of(System.getProperty("lockstep.root", ".."), "topologies");
    private static final long PATIENCE_NANOS = 40_000_000_000L;

    @TempDir
    private Path data = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"fan-in-2", "fan-in-8", "ring-3", "all-masters-3", "chain-semi-sync", "mixed"})
    void everyRowArrivesWhereverItShould(String name) throws Exception {
        Topology topology = TopologyReader.read(FOLDER.resolve(name + ".yaml"));
        try (Lab lab = Lab.start(topology, new LabOptions(data, LabOptions.DEFAULT.lockModel(), 0))) {
            List<String> masters = topology.channels().stream().map(ChannelSpec::source).distinct().toList();
            assertThat(masters).isNotEmpty();
            for (String master : masters) {
                run(lab, master, "CREATE DATABASE of_" + master);
                run(lab, master, "CREATE TABLE of_" + master + ".t (a INT PRIMARY KEY, b VARCHAR(20))");
                run(lab, master, "INSERT INTO of_" + master + ".t VALUES (1, 'from " + master + "')");
            }
            for (String master : masters) {
                for (String replica : reached(topology, master)) {
                    await(lab, replica, master);
                }
            }
            for (ChannelSpec channel : topology.channels()) {
                assertThat(ChannelSetup.status(lab.node(channel.replica()).orElseThrow(), channel.name()))
                        .isInstanceOfSatisfying(SqlOutcome.Rows.class, rows -> {
                            assertThat(rows.value(0, "Slave_IO_Running")).isEqualTo("Yes");
                            assertThat(rows.value(0, "Slave_SQL_Running")).isEqualTo("Yes");
                        });
            }
        }
    }

    /** Direct followers get everything; theirs only what they pass on. */
    private static Set<String> reached(Topology topology, String master) {
        Set<String> reached = new LinkedHashSet<>();
        List<String> passing = new ArrayList<>(List.of(master));
        while (!passing.isEmpty()) {
            String from = passing.removeFirst();
            for (ChannelSpec channel : topology.channels()) {
                if (channel.source().equals(from) && !channel.replica().equals(master)
                        && reached.add(channel.replica()) && passesOn(topology, channel.replica())) {
                    passing.add(channel.replica());
                }
            }
        }
        return reached;
    }

    private static boolean passesOn(Topology topology, String node) {
        return "ON".equals(topology.node(node).orElseThrow().variables().get("log_slave_updates"));
    }

    private static void run(Lab lab, String node, String sql) {
        assertThat(lab.node(node).orElseThrow().execute("test", sql)).as(node + ": " + sql)
                .isNotInstanceOf(SqlOutcome.Refused.class);
    }

    private static void await(Lab lab, String replica, String master) throws InterruptedException {
        String sql = "SELECT b FROM of_" + master + ".t WHERE a = 1";
        long end = lab.nanos() + PATIENCE_NANOS;
        SqlOutcome outcome = new SqlOutcome.Done(0, 0);
        while (lab.nanos() < end) {
            outcome = lab.node(replica).orElseThrow().query("test", sql, 10_000);
            if (outcome instanceof SqlOutcome.Rows rows && ("from " + master).equals(rows.value(0, "b"))) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the row of " + master + " never came to " + replica + ": " + outcome);
    }
}
