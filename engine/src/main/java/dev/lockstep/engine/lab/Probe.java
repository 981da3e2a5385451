package dev.lockstep.engine.lab;

import dev.lockstep.engine.lab.spec.ChannelSpec;
import dev.lockstep.engine.lab.spec.Comparison;
import dev.lockstep.engine.lab.spec.Condition;
import dev.lockstep.engine.trace.TraceEvent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one condition again and again, from an instant on. Statements go to the nodes over the protocol, like those of
 * any monitoring. Used by one thread at a time.
 */
final class Probe {
    private final Lab lab;
    private final Answers answers;
    private final Condition condition;
    private final @Nullable Predicate<TraceEvent> counted;
    private final @Nullable String baseline;
    private @Nullable TraceCounter counter;
    private @Nullable TraceCounter waitsStarted;
    private @Nullable TraceCounter waitsEnded;

    /**
     * Asks for the value with which later ones are compared, if the condition needs one.
     *
     * @param now asked now, by the thread that calls
     * @param later asked from the begin on, by the thread that looks
     */
    Probe(Lab lab, Answers now, Answers later, Condition condition) {
        this.lab = lab;
        this.answers = later;
        this.condition = condition;
        counted = counted(condition);
        boolean grows = comparison(condition).map(Comparison::op).filter(Comparison.Op.GROWS_BY::equals).isPresent();
        baseline = grows ? value(now).orElse(null) : null;
    }

    /** From now on events are counted. */
    void begin(long nanos) {
        counter = counted == null ? null : new TraceCounter(lab.trace(), counted, nanos);
    }

    /** Whether the condition is about the trace, whose past can be counted exactly. */
    boolean ofTrace() {
        return counted != null;
    }

    /** Looks now; a count goes up to {@code untilNanos} only. */
    Sight look(long untilNanos) {
        TraceCounter counting = counter;
        if (counting != null) {
            long count = counting.countUntil(untilNanos);
            if (condition instanceof Condition.WakeUps) {
                long wakeUps = Math.round((double) counting.sum() / Math.max(1, count));
                return new Sight(count > 0 && holds(Long.toString(wakeUps), "0"),
                        counting.sum() + " wake-ups of " + count + " commits");
            }
            long first = counting.firstAfterNanos();
            return new Sight(holds(Long.toString(count), "0"),
                    count + (first < 0 ? "" : ", first after " + first / 1_000_000 + " ms"));
        }
        return switch (condition) {
            case Condition.CaughtUp caughtUp -> caughtUp(caughtUp);
            case Condition.HeldAt at -> ofNode(at.node(), node -> heldAt(node, at));
            case Condition.RelayLog log -> ofNode(log.node(), node -> relayLog(node, log));
            case Condition.SameRows same -> sameRows(same);
            default -> value(answers).map(found -> new Sight(holds(found, baseline), described(found)))
                    .orElseGet(() -> new Sight(false, "no answer"));
        };
    }

    private String described(String found) {
        return baseline == null ? found : found + " (was " + baseline + ")";
    }

    private Sight ofNode(String name, Function<LabNode, Sight> look) {
        return lab.node(name).map(look).orElseGet(() -> new Sight(false, "there is no node " + name));
    }

    private static Sight heldAt(LabNode node, Condition.HeldAt at) {
        boolean held = node.gates().map(gates -> gates.held(at.channel(), at.hook().key())).orElse(false);
        return new Sight(held, held ? "held at " + at.hook().key() : "nobody is held at " + at.hook().key());
    }

    private static Sight relayLog(LabNode node, Condition.RelayLog log) {
        boolean damagedWanted = log.readable() == Condition.RelayLog.Readable.DAMAGED;
        try {
            return node.inspectRelayLog(log.channel())
                    .map(damage -> new Sight(damagedWanted, "refused at " + damage.at() + " (" + damage.what() + ")"))
                    .orElseGet(() -> new Sight(!damagedWanted, "every event can be read"));
        } catch (IOException e) {
            return new Sight(false, "cannot be opened: " + e.getMessage());
        }
    }

    private boolean holds(String found, @Nullable String before) {
        return comparison(condition).map(comparison -> Comparisons.holds(comparison, found, before)).orElse(false);
    }

    private static Optional<Comparison> comparison(Condition condition) {
        return switch (condition) {
            case Condition.Status c -> Optional.of(c.comparison());
            case Condition.Variable c -> Optional.of(c.comparison());
            case Condition.SlaveStatus c -> Optional.of(c.comparison());
            case Condition.Select c -> Optional.of(c.comparison());
            case Condition.EventsReceived c -> Optional.of(c.comparison());
            case Condition.TransactionsApplied c -> Optional.of(c.comparison());
            case Condition.CommitsAcked c -> Optional.of(c.comparison());
            case Condition.WakeUps c -> Optional.of(c.comparison());
            case Condition.Waiting c -> Optional.of(c.comparison());
            case Condition.WaitsEnded c -> Optional.of(c.comparison());
            case Condition.LogLines c -> Optional.of(c.comparison());
            case Condition.ReceiverErrors c -> Optional.of(c.comparison());
            case Condition.HeldAt c -> Optional.empty();
            case Condition.RelayLog c -> Optional.empty();
            case Condition.CaughtUp c -> Optional.empty();
            case Condition.SameRows c -> Optional.empty();
        };
    }

    private static @Nullable Predicate<TraceEvent> counted(Condition condition) {
        return switch (condition) {
            case Condition.EventsReceived c -> event -> event instanceof TraceEvent.EventReceived received
                    && received.node().equals(c.node()) && received.channel().equals(c.channel());
            case Condition.TransactionsApplied c -> event -> event instanceof TraceEvent.TransactionApplied applied
                    && applied.node().equals(c.node()) && applied.channel().equals(c.channel());
            case Condition.LogLines c ->
                event -> event instanceof TraceEvent.LogLine line && line.node().equals(c.node())
                        && line.text().contains(c.containing());
            case Condition.ReceiverErrors c ->
                event -> event instanceof TraceEvent.ChannelThreadChanged changed && changed.node().equals(c.node())
                        && changed.channel().equals(c.channel())
                        && changed.which() == TraceEvent.ChannelThreadChanged.ChannelThread.RECEIVER
                        && changed.state() == TraceEvent.ChannelThreadChanged.State.NO && changed.errno() != 0;
            case Condition.WakeUps c -> waitEnded(c.node());
            case Condition.WaitsEnded c -> waitEnded(c.node());
            case Condition.CommitsAcked c -> event -> event instanceof TraceEvent.TransactionCommitted committed
                    && committed.node().equals(c.node()) && committed.semiSync();
            default -> null;
        };
    }

    private static Predicate<TraceEvent> waitEnded(String node) {
        return event -> event instanceof TraceEvent.AckWaitEnded ended && ended.node().equals(node);
    }

    private Optional<String> value(Answers asked) {
        return switch (condition) {
            case Condition.Status c -> named(asked, c.node(), "STATUS", c.name());
            case Condition.Variable c -> named(asked, c.node(), "VARIABLES", c.name());
            case Condition.Waiting c -> waiting(c.node());
            case Condition.SlaveStatus c -> column(slaveStatus(asked, c.node(), c.channel()), c.column());
            case Condition.Select c -> first(asked.ask(c.node(), c.sql()));
            default -> Optional.empty();
        };
    }

    private Optional<String> waiting(String node) {
        if (waitsStarted == null || waitsEnded == null) {
            waitsStarted = new TraceCounter(lab.trace(), event -> event instanceof TraceEvent.AckWaitStarted started
                    && started.node().equals(node), 0);
            waitsEnded = new TraceCounter(lab.trace(), waitEnded(node), 0);
        }
        long now = lab.nanos();
        return Optional.of(Long.toString(waitsStarted.countUntil(now) - waitsEnded.countUntil(now)));
    }

    private static Optional<String> named(Answers asked, String node, String what, String name) {
        String pattern = name.replace("_", "\\_");
        return column(asked.ask(node, "SHOW GLOBAL " + what + " LIKE '" + pattern.replace("'", "''") + "'"), "Value");
    }

    private static SqlOutcome slaveStatus(Answers asked, String node, String channel) {
        return asked.askStatus(node, channel);
    }

    private static Optional<String> column(SqlOutcome outcome, String column) {
        return outcome instanceof SqlOutcome.Rows rows ? Optional.ofNullable(rows.value(0, column)) : Optional.empty();
    }

    private static Optional<String> first(SqlOutcome outcome) {
        return outcome instanceof SqlOutcome.Rows rows && !rows.rows().isEmpty()
                ? Optional.ofNullable(rows.rows().getFirst().getFirst())
                : Optional.empty();
    }

    private Sight caughtUp(Condition.CaughtUp caughtUp) {
        Optional<String> source = lab.topology().channels().stream()
                .filter(channel -> channel.replica().equals(caughtUp.node())
                        && channel.name().equals(caughtUp.channel()))
                .map(ChannelSpec::source).findFirst();
        if (source.isEmpty()) {
            return new Sight(false, caughtUp.node() + " follows nobody");
        }
        SqlOutcome master = answers.ask(source.get(), "SHOW MASTER STATUS");
        SqlOutcome slave = slaveStatus(answers, caughtUp.node(), caughtUp.channel());
        String end = position(master, "File", "Position");
        String at = position(slave, "Relay_Master_Log_File", "Exec_Master_Log_Pos");
        return new Sight(!end.isEmpty() && at.equals(end),
                caughtUp.node() + " at " + at + ", " + source.get() + " at " + end);
    }

    private static String position(SqlOutcome outcome, String file, String offset) {
        return column(outcome, file).flatMap(name -> column(outcome, offset).map(at -> name + ":" + at)).orElse("");
    }

    private Sight sameRows(Condition.SameRows same) {
        StringBuilder seen = new StringBuilder();
        List<List<@Nullable String>> expected = null;
        boolean equal = true;
        for (String node : same.nodes()) {
            SqlOutcome outcome = answers.ask(node, same.sql());
            if (outcome instanceof SqlOutcome.Rows rows) {
                equal &= expected == null || expected.equals(rows.rows());
                expected = expected == null ? rows.rows() : expected;
                seen.append(seen.isEmpty() ? "" : "; ").append(node).append(": ").append(shortened(rows.rows()));
            } else {
                equal = false;
                seen.append(seen.isEmpty() ? "" : "; ").append(node).append(": ").append(Answers.text(outcome));
            }
        }
        return new Sight(equal, seen.toString());
    }

    private static String shortened(List<List<@Nullable String>> rows) {
        String text = rows.size() == 1 ? rows.getFirst().toString() : rows.size() + " rows";
        return text.length() > 80 ? text.substring(0, 77) + "..." : text;
    }
}
