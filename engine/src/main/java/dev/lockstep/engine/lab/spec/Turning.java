package dev.lockstep.engine.lab.spec;

import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.Switch;
import dev.lockstep.engine.profile.Switches;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A switch or a variable set otherwise, on one node or on all: {@code m.wait-point=after-sync}, {@code
 * rpl_semi_sync_master_enabled=OFF}.
 *
 * @param node whose; empty for all
 * @param key of a switch, or name of a variable
 * @param value what it is set to
 */
record Turning(String node, String key, String value) {
    private static final String VARIABLE = "[a-z][a-z0-9]*(_[a-z0-9]+)+";

    private static Turning of(String text) {
        int equals = text.indexOf('=');
        int dot = text.lastIndexOf('.', Math.max(0, equals));
        return new Turning(dot < 0 ? "" : text.substring(0, dot).strip(),
                text.substring(dot + 1, Math.max(dot + 1, equals)).strip(), text.substring(equals + 1).strip());
    }

    /** What is wrong with one that a file writes, if anything. */
    static Optional<String> fault(String text, Collection<String> nodes, Collection<String> variants) {
        Turning turning = of(text);
        if (!text.contains("=")) {
            return Optional.of("expected a variant, or [node.]switch=position, or [node.]variable=value, found "
                    + YamlDocument.quoted(text) + Nearest.suggestion(text, variants));
        }
        if (!turning.node.isEmpty() && !nodes.contains(turning.node)) {
            return Optional.of("there is no node " + YamlDocument.quoted(turning.node)
                    + Nearest.suggestion(turning.node, nodes));
        }
        return turning.key.matches(VARIABLE)
                ? Optional.empty()
                : Profiles.switchFault(turning.key + "=" + turning.value).map(TopologyReader::said);
    }

    /** The topology that a variant is played on if what it is about is turned; empty if nothing is to be turned. */
    static Optional<Topology> of(Topology topology, ScenarioSpec scenario, VariantSpec variant) {
        List<String> turned = variant.turned();
        if (turned.isEmpty()) {
            return Optional.empty();
        }
        Optional<VariantSpec> other = turned.size() == 1 ? scenario.variant(turned.getFirst()) : Optional.empty();
        if (other.isPresent()) {
            return other.map(topology::withProfilesOf);
        }
        Topology changed = topology.withProfilesOf(variant);
        for (String text : turned) {
            changed = of(text).applied(changed);
        }
        return Optional.of(changed);
    }

    private Topology applied(Topology topology) {
        Optional<Switch> position = Switches.position(key, value);
        return position.isPresent()
                ? topology.withSwitch(node, position.get())
                : topology.withNodes(topology.nodes().stream().map(this::withVariable).toList());
    }

    private NodeSpec withVariable(NodeSpec spec) {
        if (!node.isEmpty() && !spec.name().equals(node)) {
            return spec;
        }
        Map<String, String> variables = new LinkedHashMap<>(spec.variables());
        variables.put(key, value);
        return spec.withVariables(variables);
    }
}
