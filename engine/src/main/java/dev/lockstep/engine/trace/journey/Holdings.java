package dev.lockstep.engine.trace.journey;

import dev.lockstep.engine.binlog.BinlogPosition;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What each node has of each binlog. */
final class Holdings {
    private final Map<String, Map<String, Holding>> byNode = new LinkedHashMap<>();

    Holdings() {}

    Holdings(Holdings other) {
        other.byNode.forEach((node, logs) -> {
            Map<String, Holding> copies = new HashMap<>();
            logs.forEach((log, holding) -> copies.put(log, new Holding(holding)));
            byNode.put(node, copies);
        });
    }

    /** What {@code node} has of the binlog of {@code log}. */
    Holding of(String node, String log) {
        return byNode.computeIfAbsent(node, _ -> new HashMap<>()).computeIfAbsent(log, _ -> new Holding());
    }

    /** Nodes that have ever had anything. */
    Set<String> nodes() {
        return byNode.keySet();
    }

    Place place(String node, String log, BinlogPosition end) {
        Holding holding = byNode.getOrDefault(node, Map.of()).get(log);
        return holding == null ? Place.NOWHERE : holding.place(end);
    }

    boolean hasApplied(String node, String log, BinlogPosition end) {
        Holding holding = byNode.getOrDefault(node, Map.of()).get(log);
        return holding != null && holding.hasApplied(end);
    }

    void processEnded(String node) {
        byNode.getOrDefault(node, Map.of()).values().forEach(Holding::processEnded);
    }

    /** The node was shut down: it has closed its files, which makes them durable. */
    void closed(String node) {
        byNode.getOrDefault(node, Map.of()).values().forEach(Holding::closed);
    }

    void powerLost(String node) {
        byNode.getOrDefault(node, Map.of()).forEach((log, holding) -> holding.powerLost(log.equals(node)));
    }

    /** The binlog of a node begins again: nobody has anything of it. */
    void forgetLog(String log) {
        byNode.values().forEach(logs -> logs.remove(log));
    }

    void forgetNode(String node) {
        byNode.remove(node);
    }
}
