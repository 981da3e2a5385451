package dev.lockstep.app.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Nodes that hang together one after the other: a ring or a chain, whatever the directions of its channels.
 *
 * @param nodes in their order along the strand
 */
record Strand(List<String> nodes, Kind kind) {
    private static final int MOST_BETWEEN_TWO = 2;
    private static final int LONG_CHAIN = 4;
    private static final int SMALLEST_RING = 3;

    /** Closed or open. */
    enum Kind {
        RING, CHAIN
    }

    /** The strand that a topology is, if it is one. */
    static Optional<Strand> of(LayoutInput input) {
        Map<String, Set<String>> neighbours = new LinkedHashMap<>();
        input.nodes().forEach(node -> neighbours.put(node.name(), new LinkedHashSet<>()));
        Map<Set<String>, Integer> between = new HashMap<>();
        for (LayoutInput.Edge edge : input.edges()) {
            Set<String> from = neighbours.get(edge.source());
            Set<String> to = neighbours.get(edge.key().replica());
            if (from == null || to == null || from == to) {
                return Optional.empty();
            }
            from.add(edge.key().replica());
            to.add(edge.source());
            if (between.merge(Set.of(edge.source(), edge.key().replica()), 1, Integer::sum) > MOST_BETWEEN_TWO) {
                return Optional.empty();
            }
        }
        if (neighbours.isEmpty() || neighbours.values().stream().anyMatch(some -> some.isEmpty() || some.size() > 2)) {
            return Optional.empty();
        }
        List<String> ends = neighbours.keySet().stream().filter(name -> has(neighbours, name, 1)).toList();
        List<String> order = walk(neighbours, start(input, ends));
        return order.size() < neighbours.size()
                ? Optional.empty()
                : Optional.of(new Strand(List.copyOf(order), ends.isEmpty() ? Kind.RING : Kind.CHAIN));
    }

    private static boolean has(Map<String, Set<String>> neighbours, String name, int count) {
        return neighbours.getOrDefault(name, Set.of()).size() == count;
    }

    /** A chain begins where its events come from. */
    private static String start(LayoutInput input, List<String> ends) {
        return ends.stream().filter(end -> input.edges().stream().anyMatch(edge -> edge.source().equals(end)))
                .findFirst().orElse(ends.isEmpty() ? input.nodes().get(0).name() : ends.get(0));
    }

    private static List<String> walk(Map<String, Set<String>> neighbours, String start) {
        Set<String> seen = new LinkedHashSet<>();
        String at = start;
        while (seen.add(at)) {
            for (String next : neighbours.getOrDefault(at, Set.of())) {
                if (!seen.contains(next)) {
                    at = next;
                    break;
                }
            }
        }
        return new ArrayList<>(seen);
    }

    /** Short chains look better in a row, as ELK draws them. */
    boolean worthFolding() {
        return kind == Kind.RING && nodes.size() >= SMALLEST_RING || nodes.size() > LONG_CHAIN;
    }
}
