package dev.lockstep.app.shell;

import dev.lockstep.app.theme.Theme;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the window remembers: recent files and the theme. Kept in a small properties file; one that cannot be read or
 * written costs the memory, nothing else.
 */
public final class Preferences {
    private static final int MOST_RECENT = 8;
    private static final String RECENT = "recent.";
    private static final String THEME = "theme";

    private final @Nullable Path file;
    private final List<Path> recent = new ArrayList<>();
    private @Nullable Theme theme;

    private Preferences(@Nullable Path file) {
        this.file = file;
    }

    /** Remembers nothing beyond this run. */
    public static Preferences inMemory() {
        return new Preferences(null);
    }

    /** Reads the file in the user's configuration folder, if there is one. */
    public static Preferences ofUser() {
        String configured = System.getenv("XDG_CONFIG_HOME");
        Path folder = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".config")
                : Path.of(configured);
        return in(folder.resolve("lockstep").resolve("window.properties"));
    }

    /** Reads a file, if it is there. */
    static Preferences in(Path file) {
        Preferences preferences = new Preferences(file);
        Properties properties = new Properties();
        if (Files.isReadable(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                properties.clear();
            }
        }
        preferences.read(properties);
        return preferences;
    }

    private void read(Properties properties) {
        for (int i = 0; i < MOST_RECENT; i++) {
            String path = properties.getProperty(RECENT + i, "");
            if (!path.isEmpty()) {
                recent.add(Path.of(path));
            }
        }
        String name = properties.getProperty(THEME, "").toUpperCase(Locale.ROOT);
        for (Theme each : Theme.values()) {
            if (each.name().equals(name)) {
                theme = each;
            }
        }
    }

    /** Files that were opened or saved, the last one first. */
    public List<Path> recent() {
        return List.copyOf(recent);
    }

    /** Puts a file in front. */
    public void opened(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        recent.remove(absolute);
        recent.addFirst(absolute);
        while (recent.size() > MOST_RECENT) {
            recent.removeLast();
        }
        write();
    }

    /** The theme that was chosen, if one ever was. */
    public Optional<Theme> theme() {
        return Optional.ofNullable(theme);
    }

    /** Remembers a theme. */
    public void setTheme(Theme chosen) {
        theme = chosen;
        write();
    }

    private void write() {
        if (file == null) {
            return;
        }
        Properties properties = new Properties();
        for (int i = 0; i < recent.size(); i++) {
            properties.setProperty(RECENT + i, recent.get(i).toString());
        }
        if (theme != null) {
            properties.setProperty(THEME, theme.name().toLowerCase(Locale.ROOT));
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, "Lockstep window");
            }
        } catch (IOException e) {
            System.getLogger("lockstep").log(System.Logger.Level.DEBUG, "preferences not written", e);
        }
    }
}
