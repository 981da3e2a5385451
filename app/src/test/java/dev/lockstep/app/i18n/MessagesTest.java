package dev.lockstep.app.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Pattern IN_CODE = Pattern.compile("Messages\\.text\\(\"([a-z.]+[a-z])\"");
    private static final Pattern IN_FXML = Pattern.compile("\"%([a-z.]+)\"");
    private static final Path MAIN = Path.of(System.getProperty("lockstep.root", ".."), "app", "src", "main");

    @Test
    void everyKeyThatIsUsedHasWords() throws IOException {
        Set<String> used = new TreeSet<>(found(MAIN.resolve("java"), ".java", IN_CODE));
        used.addAll(found(MAIN.resolve("resources"), ".fxml", IN_FXML));
        assertThat(used).hasSizeGreaterThan(60);
        assertThat(Messages.bundle().keySet()).containsAll(used);
    }

    private static Set<String> found(Path folder, String ending, Pattern pattern) throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(ending)).toList()) {
                Matcher matcher = pattern.matcher(Files.readString(file));
                while (matcher.find()) {
                    keys.add(matcher.group(1));
                }
            }
        }
        return keys;
    }
}
