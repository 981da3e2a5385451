package dev.lockstep.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where Lockstep itself lies. The launcher tells; without it that is the present folder. */
final class Home {
    private Home() {}

    static Path folder() {
        return Path.of(System.getProperty("lockstep.home", "."));
    }

    /** The story that a newcomer sees. */
    static Path firstStory() throws UsageException {
        Path file = folder().resolve("topologies").resolve("mysql-bug-89370.yaml");
        if (!Files.exists(file)) {
            throw new UsageException("the first story is not there: " + file);
        }
        return file;
    }

    /** Where pictures go that are drawn instead of a window: beside what the build makes, not over those of the README. */
    static Path ownPictures() {
        return folder().resolve("app").resolve("target").resolve("pictures");
    }

    /** The pictures that belong to Lockstep itself. */
    static Path pictures() {
        return folder().resolve("screenshots");
    }
}
