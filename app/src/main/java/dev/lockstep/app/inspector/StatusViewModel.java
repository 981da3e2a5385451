package dev.lockstep.app.inspector;

import dev.lockstep.app.control.FactTable.Fact;
import dev.lockstep.app.control.Figures;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.app.session.ChannelTruth;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.session.Rates;
import dev.lockstep.app.session.Recording;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LabState.ChannelState;
import dev.lockstep.engine.trace.LabState.NodeState;
import dev.lockstep.engine.world.LockModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What the status pane shows: a replica's status beside the truth, its source's semi-sync counters then and now, and two
 * curves. Window's thread; needs no toolkit.
 */
public final class StatusViewModel {
    /** How many half seconds the curves are wide. */
    public static final int CURVE_POINTS = 60;
    /** Counters that are shown even where there is little room, in this order. */
    private static final List<String> FIRST = List.of("clients", "status", "yes_tx", "no_tx", "wait_sessions",
            "net_waits", "tx_avg_wait_time");
    private static final String PREFIX = "rpl_semi_sync_";
    private static final Pattern OF_SOURCE = Pattern.compile("^" + PREFIX + "(master|source)_");

    private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.NONE);
    private String chosenReplica = "";
    private @Nullable String chosenChannel;
    private String chosenSource = "";
    private Extent extent = Extent.FIRST;
    private long fixedBaseline = -1;
    private long baselineNanos = -1;
    private LabState baseline = LabStates.EMPTY;
    private boolean inSight = true;
    private final Map<String, Integer> ranks = new HashMap<>();

    /** How many of the counters are shown. */
    public enum Extent {
        FIRST, ALL
    }

    /**
     * Everything on the pane.
     *
     * @param replica whose slave status it is, empty for none
     * @param statement the question that was answered
     * @param source whose counters they are, empty for none
     * @param was what the old values date from
     * @param commitRate such as "1,250 /s"
     * @param latency such as "1.1 ms   p99 3.9 ms"
     * @param lockModel what is model and what is not
     */
    public record Status(String replica, String statement, List<Fact> slaveRows, String source, List<Fact> counters,
            String was, Rates.Curve curve, String commitRate, String latency, String lockModel,
            List<ChannelName> replicas, List<String> sources, Disagreements disagreements) {
        static final Status NONE = new Status("", "", List.of(), "", List.of(), "",
                new Rates.Curve(List.of(), List.of(), List.of()), "", "", "", List.of(), List.of(),
                Disagreements.NONE);
    }

    /**
     * What Rpl_semi_sync_* of the source says beside the truth, and why rows differ from the truth, in words.
     *
     * @param sourceRows of the source: those that differ, or all where there is room for all counters
     * @param ofReplica sentences below the replica's rows
     * @param ofSource sentences below the source's
     */
    public record Disagreements(List<Fact> sourceRows, List<String> ofReplica, List<String> ofSource) {
        static final Disagreements NONE = new Disagreements(List.of(), List.of(), List.of());
    }

    /** A channel of a replica, as it is offered. */
    public record ChannelName(String replica, String channel) {
        /** Without the name of a default channel. */
        public String text() {
            return channel.isEmpty() ? replica : replica + " · " + channel;
        }
    }

    /** What the pane shows. */
    public ReadOnlyObjectProperty<Status> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** What the pane shows. */
    public Status getStatus() {
        return status.get();
    }

    /** Looks at a node: as a replica, as a source, or both. */
    public void choose(String node, LabState state) {
        if (state.channels().stream().anyMatch(channel -> channel.replica().equals(node))) {
            chosenChannel = chosenReplica.equals(node) ? chosenChannel : null;
            chosenReplica = node;
        }
        if (sources(state).contains(node)) {
            chosenSource = node;
        }
    }

    /** Looks at one channel of a replica. */
    public void chooseChannel(String replica, String channel) {
        chosenReplica = replica;
        chosenChannel = channel;
    }

    /** Compares with what is now shown, until {@link #followMarks}. */
    public void fixBaseline(Recording recording) {
        fixedBaseline = recording.playhead().nanos();
    }

    /** Compares with the moment of the last mark. */
    public void followMarks() {
        fixedBaseline = -1;
    }

    /** Shows all counters or only the first. */
    public void setExtent(Extent wanted) {
        extent = wanted;
    }

    /** Whether all counters are shown. */
    public Extent getExtent() {
        return extent;
    }

    /** Shows nothing. */
    public void clear() {
        chosenReplica = "";
        chosenChannel = null;
        chosenSource = "";
        fixedBaseline = -1;
        baselineNanos = -1;
        status.set(Status.NONE);
    }

    /** Shows a lab at the instant under its recording's handle. */
    public void show(OpenLab lab) {
        Recording recording = lab.recording();
        LabState now = recording.getState();
        moveBaseline(recording, now);
        Optional<ChannelState> channel = channelToShow(now);
        String source = sourceToShow(now);
        Rates.Curve curve = recording.rates(source).before(now.nanos(), CURVE_POINTS);
        Optional<SlaveStatusTruth> slave = channel.map(one -> slaveStatus(one, now, recording));
        Optional<SemiSyncTruth> stream = channel
                .map(one -> SemiSyncTruth.ofReplica(Answers.semiSync(now, one.replica()), one));
        SemiSyncTruth counted = sourceTruth(now, source, recording);
        List<Fact> slaveRows = new ArrayList<>(slave.map(SlaveStatusTruth::rows).orElse(List.of()));
        stream.ifPresent(truth -> slaveRows.addAll(truth.rows()));
        List<String> words = new ArrayList<>(slave.map(SlaveStatusTruth::words).orElse(List.of()));
        stream.ifPresent(truth -> words.addAll(truth.words()));
        status.set(new Status(channel.map(StatusViewModel::name).map(ChannelName::text).orElse(""),
                channel.map(one -> Answers.question(now, one.replica())).orElse(""),
                slaveRows, source, counters(now, source),
                was(recording), curve, commitRate(recording.rates(source), now.nanos()), latency(curve),
                words(lab.session().lockModel()), replicas(now), sources(now),
                new Disagreements(counted.rows().stream().filter(row -> extent == Extent.ALL || row.differs()).toList(),
                        words, counted.words())));
    }

    /** An answer is compared with what was true when it was given. */
    private static SemiSyncTruth sourceTruth(LabState now, String source, Recording recording) {
        long answered = Answers.semiSyncNanos(now, source);
        return SemiSyncTruth.ofSource(Answers.semiSync(now, source), answered < 0 ? now : recording.at(answered),
                source);
    }

    /** Shows a lab if anybody can see the pane. */
    public void follow(OpenLab lab) {
        if (inSight) {
            show(lab);
        }
    }

    /** Whether anybody can see the pane. */
    public void setInSight(boolean visible) {
        inSight = visible;
    }

    private void moveBaseline(Recording recording, LabState now) {
        long wanted = fixedBaseline >= 0 ? fixedBaseline : recording.lastMarkBefore(now.nanos());
        if (wanted != baselineNanos) {
            baselineNanos = wanted;
            baseline = recording.at(wanted);
        }
    }

    private String was(Recording recording) {
        String when = Figures.shortClock(baselineNanos);
        return Messages.text(fixedBaseline >= 0 ? "status.was.fixed" : "status.was.mark", when);
    }

    private Optional<ChannelState> channelToShow(LabState now) {
        List<ChannelState> channels = configured(now);
        return channels.stream()
                .filter(one -> one.replica().equals(chosenReplica) && one.channel().equals(chosenChannel)).findFirst()
                .or(() -> channels.stream().filter(channel -> channel.replica().equals(chosenReplica)).findFirst())
                .or(() -> channels.stream().filter(c -> ChannelTruth.of(c, now.nanos()).starved()).findFirst())
                .or(() -> channels.stream().reduce((first, second) -> second));
    }

    private String sourceToShow(LabState now) {
        List<String> sources = sources(now);
        return sources.contains(chosenSource) ? chosenSource : sources.stream().findFirst().orElse("");
    }

    private static ChannelName name(ChannelState channel) {
        return new ChannelName(channel.replica(), channel.channel());
    }

    private static List<ChannelName> replicas(LabState state) {
        return configured(state).stream().map(StatusViewModel::name).toList();
    }

    private static List<ChannelState> configured(LabState state) {
        return state.channels().stream().filter(channel -> channel.sourcePort() > 0).toList();
    }

    private static List<String> sources(LabState state) {
        List<String> sources = state.nodes().keySet().stream()
                .filter(node -> state.channels().stream().anyMatch(channel -> node.equals(channel.source()))).toList();
        return sources.isEmpty() ? List.copyOf(state.nodes().keySet()) : sources;
    }

    private static SlaveStatusTruth slaveStatus(ChannelState channel, LabState now, Recording recording) {
        Map<String, String> says = Answers.slaveStatus(now, channel.replica(), channel.channel());
        String source = channel.source();
        NodeState sourceState = source == null ? null : now.nodes().get(source);
        long oldest = source == null || channel.behindApplied() <= 0
                ? -1
                : recording.oldestMissingNanos(source, channel.lastApplied(), now.nanos());
        double seconds = !channel.behindKnown() ? Double.NaN : oldest < 0 ? 0 : (now.nanos() - oldest) / 1e9;
        return new SlaveStatusTruth(says, channel, ChannelTruth.of(channel, now.nanos()),
                sourceState == null ? null : sourceState.flushed(), seconds);
    }

    private List<Fact> counters(LabState now, String source) {
        Map<String, String> after = Answers.semiSync(now, source);
        Map<String, String> before = Answers.semiSync(baseline, source);
        List<String> names = new ArrayList<>(after.keySet());
        if (extent == Extent.FIRST) {
            names.removeIf(name -> rank(name) < 0);
            names.sort(Comparator.comparingInt(this::rank));
        }
        return names.stream().map(name -> counter(name, before.get(name), after.getOrDefault(name, ""))).toList();
    }

    private int rank(String name) {
        return ranks.computeIfAbsent(name,
                any -> FIRST.indexOf(OF_SOURCE.matcher(any.toLowerCase(Locale.ROOT)).replaceFirst("")));
    }

    private static Fact counter(String name, @Nullable String was, String now) {
        String shortName = name.substring(PREFIX.length());
        String change = "";
        if (was != null && Figures.isWhole(was, 1) && Figures.isWhole(now, 1)) {
            change = Figures.change(Long.parseLong(now) - Long.parseLong(was));
        } else if (was != null && !was.equals(now)) {
            change = Messages.text("status.changed");
        }
        return new Fact(shortName,
                List.of(was == null ? "–" : Figures.groupedIfNumber(was), Figures.groupedIfNumber(now), change), false);
    }

    private static String commitRate(Rates rates, long nanos) {
        return Messages.text("status.rate", Figures.grouped(Math.round(rates.commitsPerSecond(nanos))));
    }

    private static String latency(Rates.Curve curve) {
        double median = Rates.Curve.last(curve.medianNanos());
        double p99 = Rates.Curve.last(curve.p99Nanos());
        return median < 0
                ? Messages.text("status.latency.none")
                : Messages.text("status.latency", Figures.duration((long) median), Figures.duration((long) p99));
    }

    private static String words(LockModel model) {
        return switch (model) {
            case LockModel.WakeUpLatency latency ->
                Messages.text("status.lock.model", Figures.duration(latency.nanos()));
            case LockModel.Os _ -> Messages.text("status.lock.os");
        };
    }
}
