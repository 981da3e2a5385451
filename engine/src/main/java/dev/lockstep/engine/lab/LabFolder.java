package dev.lockstep.engine.lab;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Where a lab's nodes have their data. */
final class LabFolder {
    private final Path path;
    private final boolean temporary;

    private LabFolder(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /** The given folder, or a new temporary one. */
    static LabFolder of(@Nullable Path given) throws IOException {
        return given == null
                ? new LabFolder(Files.createTempDirectory("lockstep-"), true)
                : new LabFolder(Files.createDirectories(given), false);
    }

    /** The folder itself. */
    Path path() {
        return path;
    }

    /** The folder of a node. */
    Path of(String node) {
        return path.resolve(node);
    }

    /** Deletes a temporary folder; what cannot be deleted stays. */
    void release() {
        if (temporary) {
            try {
                Files.walkFileTree(path, DELETE);
            } catch (IOException _) {
                // the system's temporary folder is cleaned by others
            }
        }
    }

    private static final SimpleFileVisitor<Path> DELETE = new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    };
}
