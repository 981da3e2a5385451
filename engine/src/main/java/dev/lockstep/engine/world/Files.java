package dev.lockstep.engine.world;

import java.io.IOException;
import java.util.List;

/**
 * Files in the node's data folder. Names are relative to it, use {@code /}, and cannot leave it. Durable means: has been
 * through {@link WorldFile#force()}; everything else survives a killed node but not a power cut.
 */
public interface Files {
    /** Opens for reading and writing, creating the file and its folders if they are not there. */
    WorldFile open(String name) throws IOException;

    /** Opens an existing file for reading. */
    WorldFile openForReading(String name) throws IOException;

    /** Whether it is there. */
    boolean exists(String name);

    /** Size in bytes. */
    long size(String name) throws IOException;

    /** Names of the files (not folders) in a folder, sorted; the data folder itself is the empty name. */
    List<String> list(String folder) throws IOException;

    /** The whole content. */
    byte[] readAll(String name) throws IOException;

    /**
     * The whole content of a file anywhere, which an administrator named by its path, such as a certificate; a relative path
     * begins at the data folder. Refuses files over 1 MiB.
     */
    byte[] readNamed(String path) throws IOException;

    /** Replaces the content so that a crash leaves either the old or the new one: temporary file, force, rename. */
    void replace(String name, byte[] content) throws IOException;

    /**
     * The same where only a killed process counts: after a power cut the content may be old, or gone. Nothing waits for the
     * disk.
     */
    void replaceLoosely(String name, byte[] content) throws IOException;

    /**
     * The same for content that may be old after a power cut: it is handed to the system in one piece and not forced, as
     * servers do with their info files unless told to sync them. A killed process leaves the old or the new one.
     */
    default void overwrite(String name, byte[] content) throws IOException {
        if (!exists(name) || size(name) > content.length) {
            replace(name, content);
            return;
        }
        try (WorldFile file = open(name)) {
            file.write(0, content, 0, content.length);
        }
    }

    /** Deletes it if it is there. */
    void delete(String name) throws IOException;

    /** Renames, replacing a file of that name. */
    void rename(String from, String to) throws IOException;

    /** The real folder, for a library that opens its own files (the table store). */
    java.nio.file.Path folder();
}
