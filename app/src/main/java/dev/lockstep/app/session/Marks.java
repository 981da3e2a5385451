package dev.lockstep.app.session;

import dev.lockstep.app.control.DurationText;
import dev.lockstep.engine.trace.Fault;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The marks of a recording, gathered as events come. */
final class Marks {
    /** The lab's own regular questions are told apart from what people do by this origin. */
    private static final String CONSOLE = "console";
    /** What the lab itself sends to set its channels up. */
    private static final String SETUP = "lab";

    /** Shorter waits for a lock leave no mark. */
    private static final long LONG_WAIT_NANOS = 1_000_000_000;

    private final List<Mark> marks = new ArrayList<>();

    /** In the order of time. */
    List<Mark> list() {
        return Collections.unmodifiableList(marks);
    }

    void apply(TraceEvent event) {
        Mark mark = markOf(event);
        if (mark != null) {
            marks.add(mark);
        }
    }

    private static @Nullable Mark markOf(TraceEvent event) {
        return switch (event) {
            case TraceEvent.StatementSent e -> statement(e);
            case TraceEvent.Marked e -> new Mark(e.nanos(), Mark.Kind.MARKED, e.text(), e.text());
            case TraceEvent.LoadChanged e -> load(e);
            case TraceEvent.FaultSet e -> fault(e.nanos(), "broken", e.node(), e.fault(), "");
            case TraceEvent.FaultHealed e -> fault(e.nanos(), "mended", e.node(), e.fault(), e.reason());
            case TraceEvent.LongWaitEnded e when e.waitedNanos() >= LONG_WAIT_NANOS ->
                new Mark(e.nanos(), Mark.Kind.MARKED, "mutex after " + DurationText.of(e.waitedNanos()),
                        e.node() + ": " + e.name() + " has " + e.lock() + " after " + DurationText.of(e.waitedNanos())
                                + ", barged " + e.barged() + " times: " + e.reason());
            case TraceEvent.NodeStopped e -> new Mark(e.nanos(), Mark.Kind.NODE,
                    e.node() + switch (e.how()) {
                        case KILLED -> " killed";
                        case POWER_LOST -> " lost power";
                        case STOPPED -> " stopped";
                    },
                    e.node() + " " + e.how());
            case TraceEvent.StepChanged e when e.progress() == Progress.RUNNING ->
                new Mark(e.nanos(), Mark.Kind.STEP, e.title(), "step " + (e.step() + 1) + ": " + e.title());
            default -> null;
        };
    }

    private static @Nullable Mark statement(TraceEvent.StatementSent e) {
        if (e.origin().equals(SETUP)) {
            return null;
        }
        boolean question = e.sql().stripLeading().regionMatches(true, 0, "SELECT", 0, 6)
                || e.sql().stripLeading().regionMatches(true, 0, "SHOW", 0, 4);
        if (question && !e.origin().equals(CONSOLE)) {
            return null;
        }
        String failed = e.error() == null ? "" : "\n" + e.error();
        return new Mark(e.nanos(), Mark.Kind.STATEMENT, MarkText.of(e.node(), e.sql()),
                e.node() + " (" + e.origin() + "): " + e.sql() + failed);
    }

    private static Mark fault(long nanos, String what, String node, Fault fault, String reason) {
        return new Mark(nanos, Mark.Kind.MARKED, what + ": " + fault.name(),
                what + " on " + node + ": " + fault.text() + (reason.isEmpty() ? "" : "\n" + reason));
    }

    private static Mark load(TraceEvent.LoadChanged e) {
        String text = e.on() ? "load: " + e.clients() + (e.clients() == 1 ? " client" : " clients") : "load off";
        return new Mark(e.nanos(), Mark.Kind.LOAD, text, text);
    }

    /** When the last mark that a person or a scenario made at or before an instant was; 0 if there is none. */
    long lastBefore(long nanos) {
        for (int i = marks.size() - 1; i >= 0; i--) {
            if (marks.get(i).nanos() <= nanos) {
                return marks.get(i).nanos();
            }
        }
        return 0;
    }
}
