package dev.lockstep.engine.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random and mutated files: each is either read, and then survives writing and reading, or refused by a
 * {@link SpecException}. {@code -Dlockstep.fuzz=1000000} sets how many, {@code -Dlockstep.seed} repeats one run.
 */
class TopologyFuzzTest {
    private static final int COUNT = Integer.getInteger("lockstep.fuzz", 5_000);
    private static final long SEED = Long.getLong("lockstep.seed", 89370);
    private static final List<String> TOKENS = List.of("[", "]", "{", "}", ": ", "- ", "\n", "\n  ", "&a ", "*a",
            "!!str ",
            "!x ", "|\n", ">-\n", "'", "\"", "# ", "%YAML 1.1\n", "---\n", "...\n", "? ", "\t", "\0", "\uFEFF",
            "\uD800", "~",
            "null", "true", "-1", "1e999", "99999999999999999999", "0x", ".nan", "title", "nodes", "profile", "sql",
            "wait",
            "checks", "node: m", "m: {profile: mysql-5.7.22}", "within: 3s", "\\x", "[[[[[[[[", "{{{{{{{{", "\r",
            "\u0085");

    @Test
    void everyFileIsReadOrRefused() throws IOException {
        List<String> corpus = new ArrayList<>();
        for (Path file : TopologyFilesTest.files()) {
            corpus.add(Files.readString(file));
        }
        Random random = new Random(SEED);
        int read = 0;
        for (int i = 0; i < COUNT; i++) {
            String text = switch (i % 10) {
                case 0, 1 -> randomText(random);
                case 2 -> mutated(corpus.get(random.nextInt(corpus.size())), random);
                default -> mutated(TopologyReaderTest.SMALL, random);
            };
            long start = System.nanoTime();
            read += parses(text, i) ? 1 : 0;
            assertThat((System.nanoTime() - start) / 1_000_000).as("milliseconds for file %d", i).isLessThan(5_000);
        }
        assertThat(read).as("files that were still right").isBetween(COUNT / 100, COUNT - COUNT / 100);
    }

    private static boolean parses(String text, int number) {
        try {
            Topology topology = TopologyReader.parse("fuzz", text);
            assertThat(TopologyReader.parse("written", TopologyWriter.write(topology))).isEqualTo(topology);
            return true;
        } catch (SpecException e) {
            if (e.file().equals("written")) {
                throw new AssertionError("file " + number + " of seed " + SEED + ":\n" + text, e);
            }
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("file " + number + " of seed " + SEED + ":\n" + text, e);
        }
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder(
                random.nextBoolean() ? "title: a\nnodes:\n  m: {profile: mysql-5.7.22}\n" : "");
        for (int i = random.nextInt(60); i >= 0; i--) {
            text.append(token(random));
        }
        return text.toString();
    }

    private static String token(Random random) {
        return random.nextInt(4) > 0
                ? TOKENS.get(random.nextInt(TOKENS.size()))
                : Character.toString(random.nextInt(3) > 0 ? 32 + random.nextInt(95) : random.nextInt(0xD800));
    }

    private static String mutated(String original, Random random) {
        StringBuilder text = new StringBuilder(original);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int length = Math.min(text.length() - at, random.nextInt(8));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, at + length);
                case 1 -> text.insert(at, token(random));
                case 2 -> text.replace(at, at + length, token(random));
                case 3 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(300))));
                default -> moveLine(text, random);
            }
        }
        return text.toString();
    }

    private static void moveLine(StringBuilder text, Random random) {
        List<String> lines = new ArrayList<>(text.toString().lines().toList());
        if (lines.size() > 1) {
            String line = lines.remove(random.nextInt(lines.size()));
            lines.add(random.nextInt(lines.size()), line);
        }
        text.setLength(0);
        text.append(String.join("\n", lines)).append('\n');
    }
}
