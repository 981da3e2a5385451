package dev.lockstep.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.app.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferencesTest {
    @Test
    void remembersFilesAndTheme(@TempDir Path folder) {
        Path file = folder.resolve("lockstep").resolve("window.properties");
        Preferences first = Preferences.in(file);
        first.opened(folder.resolve("a.yaml"));
        first.opened(folder.resolve("b.yaml"));
        first.opened(folder.resolve("a.yaml"));
        first.setTheme(Theme.DARK);
        Preferences second = Preferences.in(file);
        assertThat(second.recent()).containsExactly(folder.resolve("a.yaml"), folder.resolve("b.yaml"));
        assertThat(second.theme()).contains(Theme.DARK);
    }

    @Test
    void doesWithoutAFileThatCannotBeRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("window.properties");
        Files.writeString(file, "theme=\\u00zz");
        assertThat(Preferences.in(file).recent()).isEmpty();
    }
}
