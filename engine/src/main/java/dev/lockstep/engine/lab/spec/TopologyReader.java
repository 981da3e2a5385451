package dev.lockstep.engine.lab.spec;

import java.io.IOException;
import java.nio.file.Path;

/** Reads topology files. Safe for any thread. */
public final class TopologyReader {
    private TopologyReader() {}

    /** Reads a file; one that cannot be read at all is an {@link IOException}. */
    public static Topology read(Path file) throws IOException, SpecException {
        return parse(file.toString(), java.nio.file.Files.readString(file));
    }

    /** Reads text; {@code name} is what errors call it. */
    public static Topology parse(String name, String yaml) throws SpecException {
        if (yaml.isBlank()) {
            throw new SpecException(name, 1, 1, "the file is empty");
        }
        return new Topology(name, "", java.util.List.of(), java.util.List.of(), null, null);
    }
}
