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
 * @param turned what is to be turned so that its checks fail: the name of a variant whose profiles to take, or switches and
 *        variables, such as {@code m.wait-point=after-sync}; empty if nothing is said
 */
public record VariantSpec(String name, String title, String profile, Map<String, String> profiles,
        List<CheckSpec> checks, List<String> turned) {
    /** One of which nothing is known to be turned. */
    public VariantSpec(String name, String title, String profile, Map<String, String> profiles,
            List<CheckSpec> checks) {
        this(name, title, profile, profiles, checks, List.of());
    }

    /** Keeps own copies. */
    public VariantSpec {
        profiles = Collections.unmodifiableMap(new LinkedHashMap<>(profiles));
        checks = List.copyOf(checks);
        turned = List.copyOf(turned);
    }

    /** Name of the profile that a node has in this variant; a real server keeps what it is. */
    public String profileOf(NodeSpec node) {
        if (node.real()) {
            return node.profile();
        }
        return profiles.getOrDefault(node.name(), profile.isEmpty() ? node.profile() : profile);
    }
}
