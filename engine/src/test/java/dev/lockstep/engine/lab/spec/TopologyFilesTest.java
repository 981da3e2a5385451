package dev.lockstep.engine.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files that come with Lockstep. */
class TopologyFilesTest {
    static final Path FOLDER = Path.of(System.getProperty("lockstep.root", ".."), "topologies");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void areRightAndSurviveWritingAndReading(Path file) throws IOException, SpecException {
        Topology topology = TopologyReader.read(file);
        String written = TopologyWriter.write(topology);
        assertThat(TopologyReader.parse("written", written)).isEqualTo(topology);
    }
}
