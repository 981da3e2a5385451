package dev.lockstep.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.lab.spec.ScenarioSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.TopologyReader;
import dev.lockstep.engine.lab.spec.VariantSpec;
import dev.lockstep.engine.profile.Switches;
import dev.lockstep.engine.world.LockModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * MDEV-3793 and its nine interleavings (semisync.md E.5), and scenarios of semi-sync (H.2): each variant is played once, and
 * fails if the switch that it is about is turned the other way.
 */
@Timeout(120)
class SavedScenariosTest {
    private static final Path FOLDER = Path.of(System.getProperty("lockstep.root", ".."), "topologies");

    static List<Arguments> plays() throws Exception {
        List<Arguments> plays = new ArrayList<>();
        for (Path file : files()) {
            ScenarioSpec scenario = Objects.requireNonNull(TopologyReader.read(file).scenario());
            scenario.variants().forEach(variant -> plays.add(Arguments.of(file, variant.name())));
        }
        return plays;
    }

    private static List<Path> files() throws IOException {
        List<Path> all = new ArrayList<>(List.of(FOLDER.resolve("mdev-3793.yaml")));
        for (String folder : List.of("mdev-3793", "semi-sync")) {
            try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
                all.addAll(files.sorted().toList());
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("plays")
    void endAsDocumented(Path file, String name) throws Exception {
        Topology topology = TopologyReader.read(file);
        VariantSpec variant = Objects.requireNonNull(topology.scenario()).variant(name).orElseThrow();
        try (Lab lab = Lab.start(topology.withProfilesOf(variant), new LabOptions(null, LockModel.DEFAULT, 0))) {
            ScenarioResult result = lab.play(name).await();
            assertThat(result.passed()).as(result.toString()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
            "semi-sync/s06-locked-master.yaml, mysql-5-7, wait-no-replica=releases",
            "semi-sync/s06-locked-master.yaml, mariadb, wait-no-replica=last-leaves",
            "semi-sync/s08-phantom-read.yaml, after-commit, wait-point=after-sync",
            "semi-sync/s08-phantom-read.yaml, after-sync, wait-point=after-commit",
            "semi-sync/s13-headers-without-semi-sync.yaml, saved, header-reservation=replica-asked",
            "semi-sync/s09-sent-before-durable.yaml, early, binlog-publish=after-sync",
            "semi-sync/s09-sent-before-durable.yaml, late, binlog-publish=after-flush",
            "semi-sync/s10-split-ack.yaml, lost, split-ack=kept",
            "semi-sync/s10-split-ack.yaml, kept, split-ack=lost",
            "semi-sync/s13-headers-without-semi-sync.yaml, reserved, header-reservation=source-enabled",
            "semi-sync/s16-zombie.yaml, awaited, zombie-dump=signalled",
            "semi-sync/s16-zombie.yaml, signalled, zombie-dump=awaited",
            "semi-sync/s18-ack-before-fsync.yaml, written, relay-sync=before-ack",
            "semi-sync/s18-ack-before-fsync.yaml, synced, relay-sync=when-due"})
    void failWithTheirSwitchTurned(String file, String name, String position) throws Exception {
        Topology topology = TopologyReader.read(FOLDER.resolve(file));
        VariantSpec variant = Objects.requireNonNull(topology.scenario()).variant(name).orElseThrow();
        String[] pair = position.split("=");
        Topology turned = topology.withProfilesOf(variant).withSwitch("",
                Switches.position(pair[0], pair[1]).orElseThrow());
        try (Lab lab = Lab.start(turned, new LabOptions(null, LockModel.DEFAULT, 0))) {
            assertThat(lab.play(name).await().passed()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"semi-sync/s16-same-id.yaml, by-id, by-uuid", "semi-sync/s16-same-id.yaml, by-uuid, by-id"})
    void failWithTheProfilesOfAnotherVariant(String file, String name, String other) throws Exception {
        Topology topology = TopologyReader.read(FOLDER.resolve(file));
        VariantSpec profiles = Objects.requireNonNull(topology.scenario()).variant(other).orElseThrow();
        try (Lab lab = Lab.start(topology.withProfilesOf(profiles), new LabOptions(null, LockModel.DEFAULT, 0))) {
            assertThat(lab.play(name).await().passed()).isFalse();
        }
    }
}
