package dev.lockstep.engine.lab.spec;

import dev.lockstep.engine.trace.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** From the words of a fault, as files and the command line write them, to the fault. */
final class FaultWords {
    /** Names of faults of a line, with the further words that each may have. */
    static final Map<String, Set<String>> OF_LINE = Map.of("latency", Set.of("jitter", "direction"), "stall", Set.of(),
            "lose-ack", Set.of(), "split-ack", Set.of("gap"), "cut", Set.of());
    /** The same for faults of a node. */
    static final Map<String, Set<String>> OF_NODE = Map.of("slow-fsync", Set.of("files"), "failing-fsync", Set.of(),
            "torn-write", Set.of(), "flip-byte", Set.of(), "freeze", Set.of("of"), "clock", Set.of());
    private static final String BOTH = "both";
    private static final String TIME = "[0-9]{1,6} ?(ms|s|min)";
    private static final long DEFAULT_GAP_MILLIS = 5;
    private static final long MAX_MILLIS = 3_600_000;
    private static final int MAX_ACKS = 1_000_000;
    private static final int MAX_ACK_BYTES = 526;

    private final Map<String, String> words;

    private FaultWords(Map<String, String> words) {
        this.words = words;
    }

    /** What is wrong with the value of a word. */
    static final class Problem extends Exception {
        private static final long serialVersionUID = 1;

        private final String key;

        Problem(String key, String text) {
            super(text);
            this.key = key;
        }

        String key() {
            return key;
        }
    }

    /** All names of faults, sorted. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(OF_LINE.keySet());
        names.addAll(OF_NODE.keySet());
        return names;
    }

    /** The word that names the fault. */
    static Optional<String> name(Set<String> words) {
        return names().stream().filter(words::contains).findFirst();
    }

    /** The fault, or two of them if it is in both directions; there is exactly one name among the words. */
    static List<Fault> read(Map<String, String> words) throws Problem {
        return new FaultWords(words).read();
    }

    private List<Fault> read() throws Problem {
        String name = name(words.keySet()).orElseThrow();
        Set<String> more = OF_LINE.getOrDefault(name, OF_NODE.getOrDefault(name, Set.of()));
        for (String word : words.keySet()) {
            if (!word.equals(name) && !more.contains(word)) {
                throw new Problem(word, name + " has no " + word + (more.isEmpty()
                        ? "; it stands alone"
                        : Nearest.suggestion(word, more)));
            }
        }
        return switch (name) {
            case "latency" -> latency();
            case "stall" -> directions("stall", Fault.Stall::new);
            case "lose-ack" -> List.of(new Fault.LostAck(number("lose-ack", 1, MAX_ACKS)));
            case "split-ack" -> List.of(new Fault.SplitAck(number("split-ack", 1, MAX_ACK_BYTES),
                    time("gap", DEFAULT_GAP_MILLIS)));
            case "cut" -> List.of(new Fault.Cut(one("cut", Fault.Cut.How.values())));
            case "slow-fsync" -> List.of(new Fault.SlowSync(time("slow-fsync", 0), files("files")));
            case "failing-fsync" -> List.of(new Fault.FailingSync(files("failing-fsync")));
            case "torn-write" -> List.of(new Fault.TornWrite(files("torn-write")));
            case "flip-byte" -> List.of(new Fault.FlippedByte(files("flip-byte")));
            case "freeze" -> List.of(new Fault.FrozenThread(one("freeze", Fault.FrozenThread.Role.values()),
                    words.getOrDefault("of", "")));
            default -> List.of(new Fault.ClockJump(clock()));
        };
    }

    private List<Fault> latency() throws Problem {
        long delay = time("latency", 0);
        long jitter = time("jitter", 0);
        if (jitter > delay) {
            throw new Problem("jitter", "the jitter goes both ways and cannot be more than the latency, " + delay
                    + "ms");
        }
        return directions("direction", direction -> new Fault.Latency(direction, delay, jitter));
    }

    private List<Fault> directions(String key, Function<Fault.Direction, Fault> fault) throws Problem {
        String word = words.getOrDefault(key, BOTH);
        if (word.equals(BOTH)) {
            return Arrays.stream(Fault.Direction.values()).map(fault).toList();
        }
        List<String> known = new ArrayList<>(keys(Fault.Direction.values()));
        known.add(BOTH);
        if (!known.contains(word)) {
            throw new Problem(key, "no direction: " + YamlDocument.quoted(word) + Nearest.suggestion(word, known));
        }
        return List.of(fault.apply(one(key, Fault.Direction.values())));
    }

    private Fault.Files files(String key) throws Problem {
        return words.containsKey(key) ? one(key, Fault.Files.values()) : Fault.Files.ALL;
    }

    private <E extends Enum<E>> E one(String key, E[] all) throws Problem {
        String word = words.getOrDefault(key, "");
        for (E each : all) {
            if (key(each).equals(word)) {
                return each;
            }
        }
        throw new Problem(key, "expected one of " + String.join(", ", keys(all)) + ", found "
                + YamlDocument.quoted(word) + Nearest.to(word, keys(all))
                        .map(near -> "; did you mean " + YamlDocument.quoted(near) + "?").orElse(""));
    }

    private static <E extends Enum<E>> List<String> keys(E[] all) {
        return Arrays.stream(all).map(FaultWords::key).toList();
    }

    private static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private int number(String key, int least, int most) throws Problem {
        String word = words.getOrDefault(key, "");
        int found = word.matches("[0-9]{1,9}") ? Integer.parseInt(word) : -1;
        if (found < least || found > most) {
            throw new Problem(key, "expected a number from " + least + " to " + most + ", found "
                    + YamlDocument.quoted(word));
        }
        return found;
    }

    private long time(String key, long otherwise) throws Problem {
        if (!words.containsKey(key)) {
            return otherwise;
        }
        String word = words.getOrDefault(key, "");
        if (!word.matches(TIME) || Duration.parseMillis(word) > MAX_MILLIS) {
            throw new Problem(key, "expected a time of an hour at most, such as 50ms or 2s, found "
                    + YamlDocument.quoted(word));
        }
        return Duration.parseMillis(word);
    }

    private long clock() throws Problem {
        String word = words.getOrDefault("clock", "");
        String plain = word.startsWith("-") || word.startsWith("+") ? word.substring(1) : word;
        if (!plain.matches(TIME)) {
            throw new Problem("clock", "expected how far the clock jumps, such as 90s, or -90s to jump back, found "
                    + YamlDocument.quoted(word));
        }
        long millis = Duration.parseMillis(plain);
        return word.startsWith("-") ? -millis : millis;
    }
}
