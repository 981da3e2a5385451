package dev.lockstep.app.topology;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A channel as an edge from its source to its replica.
 *
 * @param title the channel's name, empty for the default one
 * @param label the ACK latency, or what is wrong
 * @param states states of both threads and of semi-sync
 * @param badge what the stream carries and what the slave thinks of it, null where there is nothing to tell
 * @param errors errors of its threads, such as {@code IO 1593}; empty for none
 * @param faults what is broken on its line on purpose, in words
 * @param callout what the status does not say, or the errors in full; null if all is well
 */
record ChannelEdge(EdgeKey key, String source, Line line, String title, String label, Tone labelTone, String states,
        @Nullable Badge badge, String errors, @Nullable Callout callout, List<String> faults) {
    /** Keeps an own copy. */
    ChannelEdge {
        faults = List.copyOf(faults);
    }

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

    /** A sentence beside an edge, with what it rests on. */
    record Callout(String title, List<String> details) {
        Callout {
            details = List.copyOf(details);
        }
    }

    /** Title, what is broken, and label in one line. */
    String heading() {
        return Stream.of(title, String.join(", ", faults), label).filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
    }
}
