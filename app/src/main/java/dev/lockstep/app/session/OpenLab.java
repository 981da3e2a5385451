package dev.lockstep.app.session;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A lab in the window.
 *
 * @param name what the title says: the file's name
 * @param file where it was read from or saved to, null for one that is not saved yet
 */
public record OpenLab(String name, @Nullable Path file, LabSession session, Recording recording) {}
