package dev.lockstep.engine.lab;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds a server's programs: in PATH, and where packages put them that users do not have in their PATH. */
final class Programs {
    private static final List<String> USUAL = List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin",
            "/usr/libexec", "/opt/homebrew/bin", "/opt/homebrew/opt/mariadb/bin", "/usr/local/mysql/bin");

    private Programs() {}

    /** A program by its name, or the file itself if a path is given. */
    static Optional<Path> find(String program) {
        if (program.contains("/") || program.contains(File.separator)) {
            return Optional.of(Path.of(program).toAbsolutePath().normalize()).filter(Files::isExecutable);
        }
        return folders().stream().map(folder -> folder.resolve(program)).filter(Files::isExecutable).findFirst();
    }

    private static List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        String path = System.getenv("PATH");
        for (String folder : path == null ? new String[0] : path.split(File.pathSeparator, -1)) {
            if (!folder.isBlank()) {
                folders.add(Path.of(folder));
            }
        }
        USUAL.forEach(folder -> folders.add(Path.of(folder)));
        return folders;
    }

    /** The folder that a server was installed to: the one with its {@code share}, above that of the program. */
    static Path home(Path program) {
        Path folder = program.getParent();
        while (folder != null) {
            if (Files.isDirectory(folder.resolve("share")) && !Files.isDirectory(folder.resolve("share/applications"))
                    || Files.isDirectory(folder.resolve("share/mysql"))
                    || Files.isDirectory(folder.resolve("share/mariadb"))) {
                return folder;
            }
            folder = folder.getParent();
        }
        return program.toAbsolutePath().getRoot();
    }

    /** A tool that belongs to a server, such as {@code mariadb-install-db}: near it, else anywhere. */
    static Optional<Path> tool(Path server, String... names) {
        for (String name : names) {
            for (String folder : List.of("bin", "scripts", "sbin")) {
                Path tool = home(server).resolve(folder).resolve(name);
                if (Files.isExecutable(tool)) {
                    return Optional.of(tool);
                }
            }
            Optional<Path> other = find(name);
            if (other.isPresent()) {
                return other;
            }
        }
        return Optional.empty();
    }
}
