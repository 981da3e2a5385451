package dev.lockstep.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.lab.spec.ScenarioSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.TopologyReader;
import dev.lockstep.engine.lab.spec.VariantSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/scenarios.md} is written from the files in {@code topologies/}: by {@link #main}, and held against them. */
class ScenarioDocumentTest {
    private static final Path ROOT = Path.of(System.getProperty("lockstep.root", ".."));
    private static final Path FILE = ROOT.resolve("docs").resolve("scenarios.md");

    private record Entry(int number, String file, Topology topology, ScenarioSpec scenario) {}

    /** Writes the document; run from the {@code engine} folder. */
    public static void main(String[] arguments) throws Exception {
        Files.writeString(FILE, document());
    }

    @Test
    void theDocumentSaysWhatTheFilesAre() throws Exception {
        assertThat(Files.readString(FILE)).isEqualTo(document());
    }

    @Test
    void everyNumberedScenarioSaysWhatIsFaithfulAndWhatIsAModelAndWhatToTurn() throws Exception {
        for (Entry entry : entries()) {
            assertThat(entry.scenario.entry().faithful()).as(entry.file).isNotEmpty();
            assertThat(entry.scenario.entry().model()).as(entry.file).isNotEmpty();
            assertThat(entry.scenario.links()).as(entry.file).isNotEmpty();
            assertThat(entry.scenario.variants()).as(entry.file).hasSizeGreaterThan(1)
                    .anyMatch(variant -> !variant.turned().isEmpty());
        }
    }

    private static List<Entry> entries() throws Exception {
        List<Path> paths;
        Path folder = ROOT.resolve("topologies");
        try (Stream<Path> files = Files.walk(folder)) {
            paths = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
        TreeMap<String, Entry> entries = new TreeMap<>();
        for (Path path : paths) {
            Topology topology = TopologyReader.read(path);
            ScenarioSpec scenario = topology.scenario();
            if (scenario != null && !scenario.entry().number().isEmpty()) {
                String name = folder.relativize(path).toString().replace('\\', '/');
                entries.put(name, new Entry(Integer.parseInt(scenario.entry().number().substring(1)), name, topology,
                        scenario));
            }
        }
        return entries.values().stream().sorted(Comparator.comparingInt(Entry::number)).toList();
    }

    private static String document() throws Exception {
        StringBuilder text = new StringBuilder(
                """
                        # Scenarios

                        Stories with a number, as files in `topologies/`. Each is played without a window by `./lockstep run topologies`, all checks must
                        hold; and by `./lockstep run topologies --turned`, which turns what a variant is about the other way: then each of its checks
                        must fail, but for those that a file marks `either-way`.

                        This file is written by `ScenarioDocumentTest` from the files; a test holds it against them.

                        | | file | what it shows | variants, and what is turned |
                        |---|---|---|---|
                        """);
        List<Entry> entries = entries();
        for (Entry entry : entries) {
            text.append("| S").append(entry.number).append(" | [").append(entry.file).append("](../topologies/")
                    .append(entry.file).append(") | ").append(line(entry.topology.summary())).append(" | ")
                    .append(entry.scenario.variants().stream().map(ScenarioDocumentTest::variant)
                            .collect(Collectors.joining("<br>")))
                    .append(" |\n");
        }
        text.append("\n## What is faithful, and what is a model\n");
        for (Entry entry : entries) {
            text.append("\n**S").append(entry.number).append(", `").append(entry.file).append("`.** ")
                    .append(line(entry.scenario.entry().faithful())).append(" *Model:* ")
                    .append(line(entry.scenario.entry().model())).append(' ')
                    .append(Objects.requireNonNull(entry.scenario.links()).stream()
                            .map(link -> "[" + link.title() + "](" + link.url() + ")")
                            .collect(Collectors.joining(", ")))
                    .append('\n');
        }
        return text.toString();
    }

    private static String variant(VariantSpec variant) {
        return variant.title()
                + (variant.turned().isEmpty() ? "" : " (`" + String.join(", ", variant.turned()) + "`)");
    }

    private static String line(String text) throws IOException {
        return text.strip().replace('\n', ' ').replace("|", "\\|");
    }
}
