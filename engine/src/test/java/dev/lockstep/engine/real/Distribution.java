package dev.lockstep.engine.real;

import dev.lockstep.engine.profile.ServerProfile.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A kind of real server: where its files are, and how one is started. */
abstract class Distribution {
    private static final long INSTALL_SECONDS = 180;

    private final String name;
    private final Dialect dialect;

    Distribution(String name, Dialect dialect) {
        this.name = name;
        this.dialect = dialect;
    }

    /** As in {@code docs/interop.md}. */
    String name() {
        return name;
    }

    Dialect dialect() {
        return dialect;
    }

    /** The folder with {@code bin} and {@code share}; fails if the server is not there. */
    abstract Path home() throws IOException;

    abstract Path program() throws IOException;

    /** Fills an empty folder with the system tables. */
    abstract void install(Path data) throws IOException;

    /** Options that this kind needs beside the common ones. */
    abstract List<String> options() throws IOException;

    /** Statements, one on each line, that make the accounts; run at every start. */
    abstract List<String> accounts();

    /**
     * Starts one on a folder, an empty one or one of an earlier server of this kind, and returns when it takes statements.
     *
     * @param options such as {@code --gtid-mode=ON}
     */
    RealServer start(Path folder, long serverId, String... options) throws IOException {
        Path data = folder.resolve("data");
        if (!Files.isDirectory(data.resolve("mysql"))) {
            copy(template(), data);
        }
        return RealServer.start(this, folder, serverId, List.of(options));
    }

    /** A filled data folder, made once for all tests. */
    private Path template() throws IOException {
        synchronized (Distribution.class) {
            Path template = Cache.folder("template-" + name.replace(' ', '-').toLowerCase(java.util.Locale.ROOT));
            if (!Files.isDirectory(template)) {
                Path fresh = template.resolveSibling(template.getFileName() + "." + ProcessHandle.current().pid());
                Files.createDirectories(fresh);
                install(fresh);
                Files.move(fresh, template);
            }
            return template;
        }
    }

    /** Runs a program of the distribution to its end. */
    static void run(Path log, List<String> command) throws IOException {
        run(log, Path.of("/dev/null"), command);
    }

    static void run(Path log, Path input, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile())
                .redirectInput(input.toFile()).start();
        try {
            if (!process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " failed:\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IOException(e);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Path target = to.resolve(from.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(target);
                    } else {
                        Files.copy(file, target);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
