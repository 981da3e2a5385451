package dev.lockstep.app.cli;

import dev.lockstep.engine.lab.Lab;
import dev.lockstep.engine.lab.spec.ScenarioSpec;
import dev.lockstep.engine.lab.spec.SpecException;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.TopologyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds and reads the topology files that a person named. */
record TopologyFiles(Path path, Topology topology) {
    private static final int DEPTH = 5;

    /** Reads one file. */
    static TopologyFiles read(Path file) throws UsageException, SpecException {
        try {
            if (Files.isDirectory(file)) {
                throw new UsageException(file + " is a folder, not a topology file");
            }
            return new TopologyFiles(file, TopologyReader.read(file));
        } catch (NoSuchFileException _) {
            throw new UsageException("there is no file " + file);
        } catch (IOException e) {
            throw new UsageException(file + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * The files with a scenario: those named, and those in the folders that are named and the folders in them, but for
     * files of a folder that have no scenario, or need a real server which is not installed here. Which those are is told.
     */
    static List<TopologyFiles> scenarios(List<Path> named, Consumer<String> tell)
            throws UsageException, SpecException {
        List<TopologyFiles> found = new ArrayList<>();
        for (Path path : named) {
            if (Files.isDirectory(path)) {
                List<TopologyFiles> inside = inFolder(path, tell);
                if (inside.isEmpty()) {
                    throw new UsageException("no file in " + path + " has a scenario that can be played");
                }
                found.addAll(inside);
            } else {
                TopologyFiles file = read(path);
                if (file.topology().scenario() == null) {
                    throw new UsageException(path + " has no scenario to play; lockstep up starts its servers");
                }
                found.add(file);
            }
        }
        return found;
    }

    private static List<TopologyFiles> inFolder(Path folder, Consumer<String> tell)
            throws UsageException, SpecException {
        List<Path> paths;
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            paths = files.filter(file -> file.toString().matches(".*\\.ya?ml")).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new UsageException(folder + " cannot be read: " + e.getMessage());
        }
        List<TopologyFiles> found = new ArrayList<>();
        for (Path path : paths) {
            TopologyFiles file = read(path);
            List<String> missing = Lab.missingPrograms(file.topology());
            if (file.topology().scenario() == null) {
                tell.accept(path + ": not played, for it has no scenario");
            } else if (!missing.isEmpty()) {
                tell.accept(path + ": not played, for " + String.join(", ", missing) + " is not installed");
            } else {
                found.add(file);
            }
        }
        found.sort(Comparator.comparingInt(TopologyFiles::number));
        return found;
    }

    /** Scenarios with a number come first, in its order. */
    private int number() {
        ScenarioSpec scenario = topology.scenario();
        String number = scenario == null ? "" : scenario.entry().number();
        return number.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(number.substring(1));
    }
}
