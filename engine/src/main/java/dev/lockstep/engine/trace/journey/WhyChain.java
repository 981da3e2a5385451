package dev.lockstep.engine.trace.journey;

import java.util.List;

/**
 * Why somebody waits: from the one who waits to what it lacks.
 *
 * @param subject who waits
 * @param question in words
 * @param sinceNanos since when
 * @param links from the subject on; each waits for the next
 * @param frees what would end it, each a sentence
 */
public record WhyChain(Subject subject, String question, long sinceNanos, List<Link> links, List<String> frees) {
    /** Keeps own copies. */
    public WhyChain {
        links = List.copyOf(links);
        frees = List.copyOf(frees);
    }

    /** Who waits. */
    public sealed interface Subject {
        /** Its node. */
        String node();

        /** A session in its commit. */
        record Commit(String node, int thread) implements Subject {}

        /** A session in the table store. */
        record Statement(String node, int thread) implements Subject {}

        /** A replica that lacks transactions of its source. */
        record Replica(String node, String channel) implements Subject {}
    }

    /**
     * One that waits, or holds what another waits for.
     *
     * @param node where
     * @param who a thread, by the server's name, or a replica
     * @param what it does or lacks
     * @param sinceNanos since when, -1 if that is not known
     */
    public record Link(String node, String who, String what, long sinceNanos) {}
}
