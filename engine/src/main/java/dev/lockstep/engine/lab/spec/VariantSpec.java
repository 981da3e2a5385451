package dev.lockstep.engine.lab.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One way to play a scenario: which profiles the nodes have, and what must then be seen.
 *
 * @param name such as {@code bug}
 * @param title for people, such as "bug (5.7.22)"
 * @param profile profile of all nodes that have none of their own in {@code profiles}; empty to leave them
 * @param profiles profile by node
 * @param checks that only this variant has
 */
public record VariantSpec(String name, String title, String profile, Map<String, String> profiles,
        List<CheckSpec> checks) {
    /** Keeps own copies. */
    public VariantSpec {
        profiles = Collections.unmodifiableMap(new LinkedHashMap<>(profiles));
        checks = List.copyOf(checks);
    }

    /** Name of the profile that a node has in this variant; a real server keeps what it is. */
    public String profileOf(NodeSpec node) {
        if (node.real()) {
            return node.profile();
        }
        return profiles.getOrDefault(node.name(), profile.isEmpty() ? node.profile() : profile);
    }
}
