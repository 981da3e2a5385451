package dev.lockstep.app.topology;

import org.jspecify.annotations.Nullable;

/**
 * A channel as an edge from its source to its replica.
 *
 * @param label the ACK latency, or what is wrong
 * @param states states of both threads and of semi-sync
 * @param callout what the status does not say, null if status and truth agree
 */
record ChannelEdge(EdgeKey key, String source, Line line, String label, Tone labelTone, String states,
        @Nullable Callout callout) {
    /** How the edge is drawn. */
    enum Line {
        /** Events come with semi-sync headers. */
        SEMI_SYNC,
        /** Events come without. */
        PLAIN,
        /** Both ends believe that all is well, and nothing comes. */
        SILENT,
        /** The receiver does not run, or tries to connect. */
        STOPPED
    }

    /** Two sentences beside an edge. */
    record Callout(String title, String detail) {}
}
