package dev.lockstep.app.topology;

import dev.lockstep.app.control.DurationText;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LabState.ChannelState;
import dev.lockstep.engine.trace.LabState.Headers;
import dev.lockstep.engine.trace.LabState.NodeState;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.State;
import dev.lockstep.engine.trace.TraceLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the state of the lab into what the topology says. Without a memory. */
final class PictureBuilder {
    private static final int CROWD = 8;
    private static final String HERE = "127.0.0.1";

    private final LabState state;
    private final TraceLog log;
    private final Traffic traffic;
    private final long now;

    PictureBuilder(LabState state, TraceLog log, Traffic traffic, long now) {
        this.state = state;
        this.log = log;
        this.traffic = traffic;
        this.now = now;
    }

    TopologyPicture build() {
        List<NodeCard> cards = state.nodes().values().stream().map(this::card)
                .sorted(Comparator.comparing(NodeCard::name, PictureBuilder::inOrder)).toList();
        List<ChannelEdge> edges = new ArrayList<>();
        for (ChannelState channel : state.channels()) {
            if (channel.source() != null && state.nodes().containsKey(channel.replica())) {
                edges.add(edge(channel, channel.source()));
            }
        }
        edges.sort(Comparator.comparing((ChannelEdge edge) -> edge.key().replica(), PictureBuilder::inOrder)
                .thenComparing(edge -> edge.key().channel()));
        return new TopologyPicture(cards, List.copyOf(edges));
    }

    /** By name, but s2 before s10: nodes start side by side, and the order in which they did says nothing. */
    private static int inOrder(String a, String b) {
        String letters = "\\d+$";
        int byLetters = a.replaceFirst(letters, "").compareTo(b.replaceFirst(letters, ""));
        return byLetters != 0 ? byLetters : a.length() != b.length() ? a.length() - b.length() : a.compareTo(b);
    }

    private NodeCard card(NodeState node) {
        List<ChannelState> own = state.channels().stream()
                .filter(one -> one.replica().equals(node.name()) && one.sourcePort() > 0).toList();
        boolean feeds = !node.dumps().isEmpty()
                || state.channels().stream().anyMatch(one -> node.name().equals(one.source()));
        boolean source = feeds || isOn(node.variables().get("rpl_semi_sync_master_enabled"));
        List<NodeCard.Row> rows = new ArrayList<>();
        if (!node.up()) {
            rows.add(new NodeCard.Row("not running", "start", Tone.ACCENT, Control.of(Control.Kind.START_NODE)));
        } else if (source) {
            sourceRows(node, rows);
        }
        own.forEach(channel -> channelRows(channel, rows, own.size()));
        FaultPhrases.of(state.faultsOfNode(node.name()))
                .forEach(words -> rows.add(new NodeCard.Row(Messages.text("fault.row"), words, Tone.WARN, null)));
        String role = feeds ? own.isEmpty() ? "master" : "master and slave" : own.isEmpty() ? "stand-alone" : "slave";
        String address = node.real() && !node.host().equals(HERE) ? node.host() + ":" + node.port() : ":" + node.port();
        return new NodeCard(node.name(), address, role + " · " + ChannelWords.profile(node.profile()), node.up(),
                source,
                node.real(),
                List.copyOf(rows));
    }

    private static void sourceRows(NodeState node, List<NodeCard.Row> rows) {
        boolean configured = isOn(node.variables().get("rpl_semi_sync_master_enabled"));
        rows.add(new NodeCard.Row("semi-sync configured", configured ? "ON" : "OFF",
                configured ? Tone.PLAIN : Tone.DIM, Control.of(Control.Kind.SEMI_SYNC)));
        if (!configured && !node.semiSyncOn()) {
            return;
        }
        rows.add(new NodeCard.Row("semi-sync operating", node.semiSyncOn() ? "ON" : "OFF",
                node.semiSyncOn() ? Tone.GOOD : configured ? Tone.BAD : Tone.DIM, null));
        String count = node.variables().get("rpl_semi_sync_master_wait_for_slave_count");
        int wanted = number(count, 1);
        rows.add(new NodeCard.Row("clients", Integer.toString(node.clients()),
                configured && node.clients() < Math.max(wanted, semiSyncDumps(node)) ? Tone.WARN : Tone.PLAIN, null));
        if (count != null) { // MariaDB waits for one, always
            rows.add(new NodeCard.Row("wait for slaves", count, Tone.ACCENT, Control.of(Control.Kind.MORE)));
        }
        if (!node.real()) { // a real one does not tell
            rows.add(new NodeCard.Row("sessions waiting", Integer.toString(node.waiting()), Tone.PLAIN, null));
        }
        String timeout = node.variables().get("rpl_semi_sync_master_timeout");
        rows.add(new NodeCard.Row("timeout", timeout == null ? "?" : DurationText.ofMillis(number(timeout, 0)),
                Tone.PLAIN, Control.of(Control.Kind.TIMEOUT)));
        String point = node.variables().get("rpl_semi_sync_master_wait_point");
        if (point != null) {
            rows.add(new NodeCard.Row("wait point", point, Tone.PLAIN, Control.of(Control.Kind.WAIT_POINT)));
        }
    }

    private static int semiSyncDumps(NodeState node) {
        return (int) node.dumps().stream().filter(LabState.DumpState::semiSync).count();
    }

    private void channelRows(ChannelState channel, List<NodeCard.Row> rows, int channels) {
        boolean stopped = channel.receiver() == State.NO && channel.applier() == State.NO;
        Control control = new Control(stopped ? Control.Kind.START_REPLICA : Control.Kind.STOP_REPLICA,
                channel.channel());
        boolean crowded = state.nodes().size() > CROWD || channels > 2;
        String name = (channels > 1 ? "" : "channel ") + "\"" + channel.channel() + "\"";
        long behind = Math.max(channel.behindReceived(), channel.behindApplied());
        String states = ChannelWords.threads(channel);
        if (crowded) {
            boolean stalled = Stall.of(state, log, channel, now) != null;
            String errors = ChannelWords.errors(channel);
            String value = stalled
                    ? "silent · " + ChannelWords.thousands(behind) + " behind"
                    : errors.isEmpty() ? states : errors;
            rows.add(new NodeCard.Row(name, value, stalled ? Tone.BAD : ChannelWords.tone(channel), control));
        } else {
            rows.add(new NodeCard.Row(name, states, ChannelWords.tone(channel), control));
            rows.add(behindRow(channel));
        }
    }

    private NodeCard.Row behindRow(ChannelState channel) {
        long received = channel.behindReceived();
        long applied = channel.behindApplied();
        if (!channel.behindKnown()) {
            return new NodeCard.Row("behind", "not known: real master", Tone.DIM, null);
        }
        boolean stalled = Stall.of(state, log, channel, now) != null;
        Tone tone = stalled ? Tone.BAD : Tone.PLAIN;
        if (received == applied) {
            return new NodeCard.Row("behind",
                    ChannelWords.thousands(received) + (received == 1 ? " transaction" : " transactions"),
                    tone, null);
        }
        return new NodeCard.Row("behind",
                "received " + ChannelWords.thousands(received) + ", applied " + ChannelWords.thousands(applied), tone,
                null);
    }

    private ChannelEdge edge(ChannelState channel, String source) {
        EdgeKey key = new EdgeKey(channel.replica(), channel.channel());
        Stall stall = Stall.of(state, log, channel, now);
        long latency = traffic.ackLatencyNanos(key);
        boolean headers = channel.headers() == Headers.UNKNOWN
                ? channel.semiSync()
                : channel.headers() == Headers.CARRIED;
        ChannelEdge.Line line = channel.receiver() != State.YES
                ? ChannelEdge.Line.STOPPED
                : stall != null
                        ? ChannelEdge.Line.SILENT
                        : headers ? ChannelEdge.Line.SEMI_SYNC : ChannelEdge.Line.PLAIN;
        String states = ChannelWords.threads(channel) + (channel.semiSync() ? " · semi-sync" : "");
        String errors = ChannelWords.errors(channel);
        String label;
        Tone tone;
        if (!errors.isEmpty()) {
            label = errors;
            tone = Tone.BAD;
        } else if (line == ChannelEdge.Line.STOPPED) {
            label = channel.receiver() == State.CONNECTING ? "connecting" : "stopped";
            tone = Tone.WARN;
        } else if (latency >= 0) {
            label = "ACK " + DurationText.of(latency);
            tone = Tone.GOOD;
        } else {
            label = stall != null ? "silent" : channel.semiSync() ? channel.acksSent() > 0 ? "idle" : "no ACK yet" : "";
            tone = stall != null ? Tone.BAD : Tone.DIM;
        }
        return new ChannelEdge(key, source, line, channel.channel(), label, tone, states, Badge.of(channel), errors,
                ChannelWords.callout(channel, stall),
                FaultPhrases.of(state.faultsOfChannel(channel.replica(), channel.channel())));
    }

    private static boolean isOn(@Nullable String value) {
        return "ON".equalsIgnoreCase(value) || "1".equals(value);
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            return text == null ? otherwise : Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
