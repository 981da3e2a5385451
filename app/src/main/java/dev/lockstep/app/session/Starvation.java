package dev.lockstep.app.session;

import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LabState.ChannelState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stretches of the recording during which some channel starved. Fed with the newest state, pulse by pulse. */
final class Starvation {
    private final List<Span> closed = new ArrayList<>();
    private final Map<String, Span> open = new HashMap<>();

    /** A stretch. */
    record Span(long fromNanos, long toNanos) {}

    void observe(LabState live) {
        for (ChannelState channel : live.channels()) {
            String key = channel.replica() + "\0" + channel.channel();
            ChannelTruth truth = ChannelTruth.of(channel, live.nanos());
            Span before = open.get(key);
            if (truth.starved()) {
                long from = before == null ? truth.sinceNanos() : before.fromNanos();
                open.put(key, new Span(from, live.nanos()));
            } else if (before != null) {
                open.remove(key);
                long came = channel.lastReceivedNanos();
                closed.add(new Span(before.fromNanos(), came > before.fromNanos() ? came : live.nanos()));
            }
        }
    }

    /** All stretches, those that go on included. */
    List<Span> spans() {
        List<Span> all = new ArrayList<>(closed);
        all.addAll(open.values());
        return all;
    }
}
