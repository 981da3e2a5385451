package dev.lockstep.app.topology;

import java.util.Set;
import java.util.stream.Collectors;

/** A channel that a person is about to make: {@code replica} is to follow {@code source}. */
record ChannelDraft(String replica, String source, String name) {
    private static final int LONGEST_NAME = 64;

    /** With a name that is free: none for a replica's first channel, else that of the source. */
    static ChannelDraft suggested(TopologyPicture picture, String replica, String source) {
        Set<String> taken = names(picture, replica);
        if (taken.isEmpty()) {
            return new ChannelDraft(replica, source, "");
        }
        String name = source;
        for (int i = 2; taken.contains(name); i++) {
            name = source + "-" + i;
        }
        return new ChannelDraft(replica, source, name);
    }

    private static Set<String> names(TopologyPicture picture, String replica) {
        return picture.edges().stream().filter(edge -> edge.key().replica().equals(replica))
                .map(edge -> edge.key().channel()).collect(Collectors.toSet());
    }

    ChannelDraft named(String other) {
        return new ChannelDraft(replica, source, other);
    }

    /** Why it cannot be made; empty if it can. */
    String problem(TopologyPicture picture) {
        if (replica.equals(source)) {
            return replica + " cannot follow itself";
        }
        if (names(picture, replica).contains(name)) {
            return name.isEmpty()
                    ? replica + " has a default channel already; a further one needs a name"
                    : replica + " has a channel '" + name + "' already; choose another name";
        }
        if (name.length() > LONGEST_NAME) {
            return "a name has at most " + LONGEST_NAME + " characters";
        }
        return "";
    }

    /** Who is who, in words. */
    String explanation() {
        return replica + " is the slave and connects to " + source + "; events run from " + source + " to " + replica
                + ".";
    }
}
