package dev.lockstep.app.journey;

import dev.lockstep.engine.trace.journey.Journey;
import dev.lockstep.engine.trace.journey.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One transaction's way, to be drawn: a line for each step, with the time since the step before on the same node.
 *
 * @param steps in the order of time
 * @param spanNanos from the first to the last that is not far behind the client's answer
 */
record Waterfall(List<Bar> steps, long spanNanos) {
    private static final int LATE = 2;

    static final Waterfall EMPTY = new Waterfall(List.of(), 1);

    /** Keeps an own copy. */
    Waterfall {
        steps = List.copyOf(steps);
    }

    /**
     * A step.
     *
     * @param fromNanos when what led to it began, since the first step
     * @param toNanos when it was reached
     * @param source whether it is the source's
     */
    record Bar(String node, String label, long fromNanos, long toNanos, boolean source) {}

    static Waterfall of(Journey journey) {
        List<Bar> bars = new ArrayList<>();
        Map<String, Long> before = new HashMap<>();
        String source = journey.id().node();
        long start = journey.at(Stage.FLUSHED);
        for (Journey.Step step : journey.steps()) {
            boolean own = step.node().equals(source);
            long from = before.getOrDefault(step.node(), start);
            boolean atSource = !own && isAtSource(step.stage());
            String node = atSource ? source : step.node();
            String label = atSource ? step.stage().label() + " (" + step.node() + ")" : step.stage().label();
            bars.add(new Bar(node, label, from - start, step.nanos() - start, own || atSource));
            before.put(step.node(), step.nanos());
        }
        return new Waterfall(bars, Math.max(1, span(journey) - start));
    }

    /** Until the client was told, and a bit more: what comes much later would leave no room for what came before. */
    private static long span(Journey journey) {
        long last = journey.lastNanos();
        long answered = journey.at(Stage.ANSWERED);
        long start = journey.at(Stage.FLUSHED);
        if (answered == Journey.NEVER || last - start <= LATE * (answered - start)) {
            return last;
        }
        long within = start + LATE * (answered - start);
        return journey.steps().stream().mapToLong(Journey.Step::nanos).filter(nanos -> nanos <= within).max()
                .orElse(last);
    }

    /** Stages that are told for each replica, and happen at the source. */
    private static boolean isAtSource(Stage stage) {
        return stage == Stage.READ || stage == Stage.SENT || stage == Stage.ACK_RECEIVED;
    }
}
