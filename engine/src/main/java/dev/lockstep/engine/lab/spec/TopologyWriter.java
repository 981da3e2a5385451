package dev.lockstep.engine.lab.spec;

import dev.lockstep.engine.lab.spec.LoadSpec.Initially;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes a topology as YAML; reading that gives an equal one. Comments of a file that was read are not kept. */
public final class TopologyWriter {
    private static final String HEAD = "# yaml-language-server: $schema=lockstep-topology.schema.json\n";
    private static final DumpSettings SETTINGS = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(120)
            .setIndent(2).setIndicatorIndent(2).setIndentWithIndicator(true).setSplitLines(false).build();

    private TopologyWriter() {}

    /** The text of the file. */
    public static String write(Topology topology) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("title", topology.title());
        unlessEmpty(root, "summary", topology.summary());
        Map<String, Object> nodes = new LinkedHashMap<>();
        topology.nodes().forEach(node -> nodes.put(node.name(), node(node)));
        root.put("nodes", nodes);
        unlessEmpty(root, "channels", topology.channels().stream().map(TopologyWriter::channel).toList());
        unlessEmpty(root, "faults",
                topology.faults().stream().map(fault -> ScenarioWriter.fault(List.of(fault))).toList());
        LoadSpec load = topology.load();
        if (load != null) {
            root.put("load", load(load));
        }
        ScenarioSpec scenario = topology.scenario();
        if (scenario != null) {
            root.put("scenario", ScenarioWriter.scenario(scenario));
        }
        return HEAD + new Dump(SETTINGS).dumpToString(root);
    }

    private static Map<String, Object> node(NodeSpec node) {
        Map<String, Object> map = new LinkedHashMap<>();
        switch (node.server()) {
            case null -> map.put("profile", node.profile());
            case ServerSpec.Running running -> map.put("server", running(running));
            case ServerSpec.Binary(String program) -> map.put("server", Map.of("binary", program));
        }
        if (node.serverId() != 0) {
            map.put("server-id", node.serverId());
        }
        if (node.port() != 0) {
            map.put("port", node.port());
        }
        Instant clock = node.clock();
        if (clock != null) {
            map.put("clock", clock.toString());
        }
        if (!node.variables().isEmpty()) {
            map.put("variables", node.variables());
        }
        return map;
    }

    private static Map<String, Object> running(ServerSpec.Running server) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("host", server.host());
        map.put("port", server.port());
        map.put("user", server.user());
        unlessEmpty(map, "password", server.password());
        return map;
    }

    private static Map<String, Object> channel(ChannelSpec channel) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("replica", channel.replica());
        map.put("source", channel.source());
        unlessEmpty(map, "name", channel.name());
        if (!channel.user().equals(ChannelSpec.DEFAULT_USER)) {
            map.put("user", channel.user());
        }
        unlessEmpty(map, "password", channel.password());
        return map;
    }

    private static Map<String, Object> load(LoadSpec load) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("node", load.node());
        map.put("clients", load.clients());
        if (load.ratePerSecond() != 0) {
            map.put("rate", load.ratePerSecond());
        }
        map.put("initially", load.initially() == Initially.ON ? "on" : "off");
        unlessEmpty(map, "setup", load.setup());
        map.put("statements", load.statements());
        return map;
    }

    static void unlessEmpty(Map<String, Object> map, String key, String text) {
        if (!text.isEmpty()) {
            map.put(key, text);
        }
    }

    static void unlessEmpty(Map<String, Object> map, String key, List<?> list) {
        if (!list.isEmpty()) {
            map.put(key, list);
        }
    }
}
