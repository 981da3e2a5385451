package dev.lockstep.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.lab.spec.ScenarioSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.TopologyReader;
import dev.lockstep.engine.lab.spec.VariantSpec;
import dev.lockstep.engine.world.LockModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All scenarios with a number (semisync.md H.2): each variant is played once as it is, and once with what it is about turned
 * the other way, when every check that does not say that it holds either way must fail. Four are played at a time, since they wait most of
 * the time, but for those with a load. S1 as it is takes a minute: {@code StoryInTheWindowTest} plays it.
 */
@Timeout(120)
class SavedScenariosTest {
    private static final Path FOLDER = Path.of(System.getProperty("lockstep.root", ".."), "topologies");
    private static final int AT_ONCE = 4;
    private static final LabOptions OPTIONS = new LabOptions(null, LockModel.DEFAULT, 0);

    /** One play of a variant. */
    record Play(Path file, String variant, boolean turned) {}

    static List<Play> loaded() throws Exception {
        return plays(true);
    }

    private static List<Play> plays(boolean loaded) throws Exception {
        List<Path> paths;
        try (Stream<Path> files = Files.walk(FOLDER)) {
            paths = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
        List<Play> plays = new ArrayList<>();
        for (Path file : paths) {
            Topology topology = TopologyReader.read(file);
            ScenarioSpec scenario = topology.scenario();
            if (scenario != null && !scenario.entry().number().isEmpty() && loaded == (topology.load() != null)) {
                for (VariantSpec variant : scenario.variants()) {
                    if (!scenario.entry().number().equals("S1")) {
                        plays.add(new Play(FOLDER.relativize(file), variant.name(), false));
                    }
                    if (!variant.turned().isEmpty()) {
                        plays.add(new Play(FOLDER.relativize(file), variant.name(), true));
                    }
                }
            }
        }
        return plays;
    }

    @Test
    @Timeout(900)
    void quietOnesEndAsDocumentedAndFailWhenTurned() throws Exception {
        Queue<Play> failed = new ConcurrentLinkedQueue<>();
        try (ExecutorService players = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Play play : plays(false)) {
                players.execute(() -> {
                    try {
                        play(play);
                    } catch (AssertionError | Exception e) {
                        System.err.println(play + " is played again, alone: " + e.getMessage());
                        failed.add(play);
                    }
                });
            }
        }
        for (Play play : failed) {
            play(play);
        }
    }

    @ParameterizedTest
    @MethodSource("loaded")
    void thoseWithALoadEndAsDocumentedAndFailWhenTurned(Play play) throws Exception {
        play(play);
    }

    private static void play(Play play) throws Exception {
        Topology topology = TopologyReader.read(FOLDER.resolve(play.file()));
        ScenarioSpec scenario = Objects.requireNonNull(topology.scenario());
        VariantSpec variant = scenario.variant(play.variant()).orElseThrow();
        if (play.turned()) {
            List<String> telling = scenario.telling(variant);
            assertThat(telling).as("checks that fail when " + variant.turned() + " is turned").isNotEmpty();
            try (Lab lab = Lab.start(topology.turned(variant).orElseThrow(), OPTIONS)) {
                ScenarioResult result = lab.play(play.variant()).awaitFailureOf(telling);
                assertThat(result.notFailed(telling)).as(result.toString()).isEmpty();
            }
        } else {
            try (Lab lab = Lab.start(topology.withProfilesOf(variant), OPTIONS)) {
                ScenarioResult result = lab.play(play.variant()).await();
                assertThat(result.passed()).as(result.toString()).isTrue();
            }
        }
    }
}
