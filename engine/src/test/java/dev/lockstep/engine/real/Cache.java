package dev.lockstep.engine.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where unpacked servers are kept from one run to the next: {@code target/real} of the engine, or the folder that the
 * system property {@code lockstep.real} names.
 */
final class Cache {
    private Cache() {}

    /** A folder in it, not made yet. */
    static Path folder(String name) throws IOException {
        String named = System.getProperty("lockstep.real");
        Path cache = named != null ? Path.of(named) : engine().resolve("target").resolve("real");
        Files.createDirectories(cache);
        return cache.toAbsolutePath().resolve(name);
    }

    /** The repository's root. */
    static Path root() {
        return Path.of(System.getProperty("lockstep.root", "."));
    }

    static Path engine() {
        return root().resolve("engine");
    }
}
