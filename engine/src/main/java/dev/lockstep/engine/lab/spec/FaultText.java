package dev.lockstep.engine.lab.spec;

import dev.lockstep.engine.trace.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Faults as the command line takes them: {@code s1<-m: latency=50ms jitter=5ms to-source} on the line from a replica to its
 * source ({@code s1[name]<-m} for a channel with a name), {@code m: slow-fsync=200ms files=binlog} on a node. A direction
 * may stand alone.
 */
public final class FaultText {
    private static final Set<String> DIRECTIONS = Set.of("to-source", "to-replica", "both");

    private final String text;
    private final Topology topology;

    private FaultText(String text, Topology topology) {
        this.text = text;
        this.topology = topology;
    }

    /** Reads one; two faults if it is in both directions. */
    public static List<FaultSpec> parse(String text, Topology topology) throws SpecException {
        return new FaultText(text, topology).parse();
    }

    private List<FaultSpec> parse() throws SpecException {
        int colon = text.indexOf(": ");
        if (colon < 0) {
            throw problem("expected a place, a colon and a fault, such as \"s1<-m: latency=50ms to-source\"");
        }
        String place = text.substring(0, colon).strip();
        Map<String, String> words = words(text.substring(colon + 2).strip());
        String name = FaultWords.name(words.keySet()).orElseThrow(() -> {
            String first = words.isEmpty() ? "" : words.keySet().iterator().next();
            return problem("there is no fault " + YamlDocument.quoted(first)
                    + Nearest.suggestion(first, FaultWords.names()));
        });
        boolean line = place.contains("<-");
        if (line != FaultWords.OF_LINE.containsKey(name)) {
            throw problem(line
                    ? name + " is a fault of a node; write \"NODE: " + name + "=…\""
                    : name + " is a fault of a line; write \"REPLICA<-SOURCE: " + name + "=…\"");
        }
        ChannelSpec channel = line ? channel(place) : null;
        String node = channel == null ? node(place) : channel.replica();
        try {
            return FaultWords.read(words).stream()
                    .map((Fault fault) -> new FaultSpec(node, channel == null ? "" : channel.name(), fault)).toList();
        } catch (FaultWords.Problem e) {
            throw problem(e.key() + ": " + e.getMessage());
        }
    }

    private SpecException problem(String what) {
        return new SpecException("--fault \"" + text + "\"", 0, 0, what);
    }

    private Map<String, String> words(String rest) throws SpecException {
        Map<String, String> words = new LinkedHashMap<>();
        for (String word : rest.split("\\s+", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                words.put(word.substring(0, equals), word.substring(equals + 1));
            } else if (DIRECTIONS.contains(word)) {
                words.merge(words.containsKey("stall") ? "stall" : "direction", word, (_, later) -> later);
            } else if (word.equals("stall")) {
                words.put(word, "both");
            } else {
                throw problem(YamlDocument.quoted(word) + " is no word of a fault; expected KEY=VALUE, or a direction: "
                        + String.join(", ", new TreeSet<>(DIRECTIONS)));
            }
        }
        return words;
    }

    private String node(String place) throws SpecException {
        List<String> names = topology.nodes().stream().map(NodeSpec::name).toList();
        if (!names.contains(place)) {
            throw problem("there is no node " + YamlDocument.quoted(place) + Nearest.suggestion(place, names));
        }
        return place;
    }

    private ChannelSpec channel(String place) throws SpecException {
        int arrow = place.indexOf("<-");
        String left = place.substring(0, arrow).strip();
        int bracket = left.endsWith("]") ? left.indexOf('[') : -1;
        String replica = node(bracket < 0 ? left : left.substring(0, bracket));
        String source = node(place.substring(arrow + 2).strip());
        List<ChannelSpec> fitting = topology.channels().stream()
                .filter(one -> one.replica().equals(replica) && one.source().equals(source)
                        && (bracket < 0 || one.name().equals(left.substring(bracket + 1, left.length() - 1))))
                .toList();
        if (fitting.size() != 1) {
            throw problem(fitting.isEmpty()
                    ? replica + " does not follow " + source + (bracket < 0 ? "" : " with such a channel")
                    : replica + " follows " + source + " with several channels; write " + replica + "[NAME]<-"
                            + source);
        }
        return fitting.getFirst();
    }
}
