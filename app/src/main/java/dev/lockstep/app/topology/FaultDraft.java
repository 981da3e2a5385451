package dev.lockstep.app.topology;

/**
 * A fault that a person is about to set.
 *
 * @param place where, as the command line writes it: {@code s<-m}, or a node
 * @param words what, as the command line writes it
 */
record FaultDraft(String place, FaultKind kind, String words) {
    /** On the line of a channel. */
    static FaultDraft of(ChannelEdge edge, FaultKind kind) {
        String channel = edge.key().channel();
        return new FaultDraft(edge.key().replica() + (channel.isEmpty() ? "" : "[" + channel + "]") + "<-"
                + edge.source(), kind, kind.words());
    }

    /** On a node. */
    static FaultDraft of(String node, FaultKind kind) {
        return new FaultDraft(node, kind, kind.words());
    }

    FaultDraft ofKind(FaultKind other) {
        return new FaultDraft(place, other, other.words());
    }

    FaultDraft saying(String other) {
        return new FaultDraft(place, kind, other);
    }

    /** As the command line takes it. */
    String text() {
        return place + ": " + words.strip();
    }
}
