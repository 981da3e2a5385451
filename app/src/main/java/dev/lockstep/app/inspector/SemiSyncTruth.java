package dev.lockstep.app.inspector;

import dev.lockstep.app.control.FactTable.Fact;
import dev.lockstep.app.control.Figures;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LabState.ChannelState;
import dev.lockstep.engine.trace.LabState.DumpState;
import dev.lockstep.engine.trace.LabState.Headers;
import dev.lockstep.engine.trace.LabState.NodeState;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code Rpl_semi_sync_*} as a server says it, beside what the trace knew when it said so. Each row that differs has a
 * sentence that says why.
 */
final class SemiSyncTruth {
    private static final long LONG_NANOS = 1_000_000_000;
    /** What all their names begin with; there is little room. */
    private static final Pattern SHORT = Pattern.compile("^(?i)rpl_semi_sync");

    private final List<Fact> rows = new ArrayList<>();
    private final List<String> words = new ArrayList<>();

    private SemiSyncTruth() {}

    /**
     * Of a source.
     *
     * @param says its answer, by name
     * @param then the state when it answered
     */
    static SemiSyncTruth ofSource(Map<String, String> says, LabState then, String source) {
        SemiSyncTruth truth = new SemiSyncTruth();
        NodeState node = then.nodes().get(source);
        if (node != null && !node.real()) {
            says.forEach((name, said) -> {
                switch (name.toLowerCase(Locale.ROOT)) {
                    case "rpl_semi_sync_master_status", "rpl_semi_sync_source_status" -> truth.status(name, said, node);
                    case "rpl_semi_sync_master_clients", "rpl_semi_sync_source_clients" ->
                        truth.clients(name, said, node, then);
                    case "rpl_semi_sync_master_wait_sessions", "rpl_semi_sync_source_wait_sessions" ->
                        truth.waiting(name, said, node);
                    default -> {
                        // a counter: what it counts is shown as it was and is
                    }
                }
            });
        }
        return truth;
    }

    /** Of a replica's channel: what the flag says beside what the stream carries. */
    static SemiSyncTruth ofReplica(Map<String, String> says, ChannelState channel) {
        SemiSyncTruth truth = new SemiSyncTruth();
        says.forEach((name, said) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.equals("rpl_semi_sync_slave_status") || lower.equals("rpl_semi_sync_replica_status")) {
                truth.stream(name, said, channel);
            }
        });
        return truth;
    }

    List<Fact> rows() {
        return rows;
    }

    List<String> words() {
        return words;
    }

    private void add(String name, String said, String real, boolean differs, String why) {
        rows.add(new Fact(SHORT.matcher(name).replaceFirst("…"), List.of(said, real), differs));
        if (differs) {
            words.add(why);
        }
    }

    private void status(String name, String said, NodeState node) {
        boolean on = said.equals("ON");
        boolean alone = on && node.semiSyncOn() && node.clients() == 0 && node.waiting() > 0;
        String real = alone ? Messages.text("semisync.alone") : node.semiSyncOn() ? "ON" : "OFF";
        add(name, said, real, alone || on != node.semiSyncOn(), alone
                ? Messages.text("semisync.alone.why", Figures.grouped(node.waiting()))
                : Messages.text("semisync.status.why", said, real));
    }

    private void clients(String name, String said, NodeState node, LabState then) {
        long wanted = then.channels().stream().filter(channel -> node.name().equals(channel.source())
                && channel.receiver() == State.YES && channel.semiSync()).count();
        List<String> joining = node.dumps().stream()
                .filter(dump -> dump.semiSync() && dump.startedNanos() < 0
                        && then.nanos() - dump.requestedNanos() > LONG_NANOS)
                .map(dump -> Messages.text("semisync.joining.why", replica(dump, then),
                        Figures.seconds(then.nanos() - dump.requestedNanos())))
                .toList();
        boolean differs = !joining.isEmpty() || !said.equals(Long.toString(wanted)) && settled(node, then);
        add(name, said, Long.toString(wanted), differs, joining.isEmpty()
                ? Messages.text("semisync.clients.why", said, Figures.grouped(wanted))
                : String.join(" ", joining));
    }

    /** Whether nobody has come in the last second: an answer is not that fast. */
    private static boolean settled(NodeState node, LabState then) {
        return node.dumps().stream().allMatch(dump -> then.nanos() - dump.requestedNanos() > LONG_NANOS)
                && then.channels().stream().filter(channel -> node.name().equals(channel.source()))
                        .allMatch(channel -> then.nanos() - channel.receiverStartedNanos() > LONG_NANOS);
    }

    private static String replica(DumpState dump, LabState then) {
        return then.nodes().values().stream().filter(node -> node.serverId() == dump.replicaServerId())
                .map(NodeState::name).findFirst().orElse("server " + dump.replicaServerId());
    }

    /** Sessions come and go faster than answers: only what cannot be is a disagreement. */
    private void waiting(String name, String said, NodeState node) {
        add(name, said, Integer.toString(node.waiting()), said.startsWith("-"), Messages.text("semisync.negative.why"));
    }

    private void stream(String name, String said, ChannelState channel) {
        boolean on = said.equals("ON");
        String real = switch (channel.headers()) {
            case UNKNOWN -> Messages.text("semisync.headers.unknown");
            case CARRIED -> Messages.text("semisync.headers.carried");
            case ABSENT -> Messages.text("semisync.headers.absent");
        };
        boolean differs = channel.receiver() == State.YES
                && (on && channel.headers() == Headers.ABSENT || !on && channel.headers() == Headers.CARRIED);
        add(name, said, real, differs, Messages.text(on ? "semisync.bare.why" : "semisync.header.why",
                channel.channel().isEmpty() ? channel.replica() : channel.channel()));
    }
}
