package dev.lockstep.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.lab.spec.ScenarioSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.TopologyReader;
import dev.lockstep.engine.lab.spec.VariantSpec;
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
import org.junit.jupiter.params.provider.MethodSource;

/** MDEV-3793 and its nine interleavings (semisync.md E.5), each played once with the servers that have it and without. */
@Timeout(120)
class InterleavingsTest {
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
        try (Stream<Path> files = Files.list(FOLDER.resolve("mdev-3793"))) {
            return Stream.concat(Stream.of(FOLDER.resolve("mdev-3793.yaml")), files.sorted()).toList();
        }
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
}
