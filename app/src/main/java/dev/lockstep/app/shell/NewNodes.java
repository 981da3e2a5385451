package dev.lockstep.app.shell;

import dev.lockstep.app.session.OpenLab;
import dev.lockstep.engine.lab.spec.NodeSpec;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Names for nodes that a person adds: one that no node of the lab has or had, so that no old data is met again. */
final class NewNodes {
    private NewNodes() {}

    static NodeSpec next(String profile, OpenLab lab) {
        Set<String> taken = new HashSet<>(lab.recording().live().nodes().keySet());
        lab.session().topology().nodes().forEach(node -> taken.add(node.name()));
        taken.addAll(lab.recording().nodesEver());
        int number = 1;
        while (taken.contains("n" + number)) {
            number++;
        }
        return new NodeSpec("n" + number, profile, 0, 0, Map.of());
    }
}
