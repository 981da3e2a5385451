package dev.lockstep.app.topology;

import dev.lockstep.app.control.DurationText;
import dev.lockstep.engine.trace.LabState.ChannelState;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.State;
import dev.lockstep.engine.trace.TraceEvent.PacketRead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What edges and cards say about channels, in words. */
final class ChannelWords {
    private ChannelWords() {}

    /** Both threads, as {@code SHOW SLAVE STATUS} says them. */
    static String threads(ChannelState channel) {
        return "IO " + text(channel.receiver()) + " · SQL " + text(channel.applier());
    }

    /** Good if both threads run without an error. */
    static Tone tone(ChannelState channel) {
        if (channel.failed()) {
            return Tone.BAD;
        }
        return channel.receiver() == State.YES && channel.applier() == State.YES ? Tone.GOOD : Tone.WARN;
    }

    private static String text(State state) {
        return switch (state) {
            case YES -> "Yes";
            case NO -> "No";
            case CONNECTING -> "Connecting";
        };
    }

    /** Error numbers of both threads, empty for none. */
    static String errors(ChannelState channel) {
        List<String> parts = new ArrayList<>();
        if (channel.receiverError().errno() != 0) {
            parts.add("IO " + channel.receiverError().errno());
        }
        if (channel.applierError().errno() != 0) {
            parts.add("SQL " + channel.applierError().errno());
        }
        return String.join(" · ", parts);
    }

    /** What stands beside an edge; null if there is nothing to say. */
    static ChannelEdge.@Nullable Callout callout(ChannelState channel, @Nullable Stall stall) {
        if (stall != null) {
            return new ChannelEdge.Callout(
                    "Status says fine. Truth: no event for " + DurationText.of(stall.silentNanos()),
                    List.of(stall.cause()));
        }
        List<String> details = new ArrayList<>();
        PacketRead misread = channel.misread();
        if (misread != null) {
            details.addAll(misread(misread));
        }
        if (channel.receiverError().errno() != 0) {
            details.add("IO " + channel.receiverError().errno() + " " + channel.receiverError().text());
        }
        if (channel.applierError().errno() != 0) {
            details.add("SQL " + channel.applierError().errno() + " " + channel.applierError().text());
        }
        if (details.isEmpty()) {
            return null;
        }
        String title = channel.replica() + name(channel.channel()) + ": "
                + (channel.failed() ? errors(channel) : "misread");
        return new ChannelEdge.Callout(title, details);
    }

    private static List<String> misread(PacketRead packet) {
        List<String> words = new ArrayList<>();
        words.add("packet " + packet.number() + (packet.carried() ? ": header sent" : ": no header sent")
                + (packet.believed() ? ", one expected" : ", none expected"));
        if (!packet.hook().isEmpty()) {
            words.add("flag set by '" + packet.writer() + "', " + packet.hook());
        }
        return words;
    }

    private static String name(String channel) {
        return channel.isEmpty() ? "" : " '" + channel + "'";
    }

    static String thousands(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A profile's name, short enough for a card: how many of its switches are set otherwise, not which. */
    static String profile(String name) {
        int changes = name.split("\\+", -1).length - 1;
        return changes == 0
                ? name
                : name.substring(0, name.indexOf('+')).strip() + " +" + changes
                        + (changes == 1 ? " switch" : " switches");
    }
}
