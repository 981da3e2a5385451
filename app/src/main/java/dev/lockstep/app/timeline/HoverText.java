package dev.lockstep.app.timeline;

import dev.lockstep.app.control.DurationText;
import dev.lockstep.engine.trace.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says in words what is at a place of the timeline: who holds, since when, who waits and for how long, and which server
 * function asked.
 */
record HoverText(String title, List<String> lines) {
    private static final int WAITERS_NAMED = 3;

    /**
     * What to say about a lane at an instant.
     *
     * @param toleranceNanos how far from a span it still is meant: a span may be narrower than a pixel
     */
    static HoverText at(LockIndex index, LaneRow row, ThreadRoles roles, long nanos, TimeWindow window,
            long toleranceNanos) {
        Lane lane = row.lane();
        long horizon = index.horizonNanos();
        int waiting = lane.waiting.at(nanos);
        if (waiting >= 0) {
            return waiting(index, row, roles, waiting, nanos, window);
        }
        int held = lane.held.near(nanos, toleranceNanos);
        List<String> lines = new ArrayList<>();
        if (held >= 0) {
            lines.add(span(lane.held, held, window, horizon) + site(index, lane.held.tag(held)));
            activity(lane, nanos, toleranceNanos, window, horizon, lines);
            waiters(index, roles, lane.held.start(held), lane.held.end(held, horizon), nanos, lines);
            return new HoverText(row.label() + " holds " + index.lock().name(), lines);
        }
        int other = lane.otherHeld.near(nanos, toleranceNanos);
        if (other >= 0) {
            lines.add(span(lane.otherHeld, other, window, horizon)
                    + site(index, lane.otherHeld.other(other)));
            activity(lane, nanos, toleranceNanos, window, horizon, lines);
            return new HoverText(row.label() + " holds " + lockName(index, lane.otherHeld.tag(other)), lines);
        }
        int otherWait = lane.otherWaiting.near(nanos, toleranceNanos);
        if (otherWait >= 0) {
            lines.add(span(lane.otherWaiting, otherWait, window, horizon));
            return new HoverText(row.label() + " waits for " + lockName(index, lane.otherWaiting.tag(otherWait)),
                    lines);
        }
        activity(lane, nanos, toleranceNanos, window, horizon, lines);
        return new HoverText(row.label(), lines.isEmpty() ? List.of("nothing recorded at this instant") : lines);
    }

    private static HoverText waiting(LockIndex index, LaneRow row, ThreadRoles roles, int span, long nanos,
            TimeWindow window) {
        Lane lane = row.lane();
        long since = lane.waiting.start(span);
        List<String> lines = new ArrayList<>();
        lines.add("for " + DurationText.of(nanos - since) + ", since " + relative(since, window)
                + site(index, lane.waiting.tag(span)));
        Lane holder = index.holderAt(nanos);
        if (holder == null) {
            lines.add("free at this instant; it has not been woken yet");
        } else {
            long from = holder.held.start(holder.held.at(nanos));
            lines.add("held by " + roles.label(holder.track()) + " since " + relative(from, window));
        }
        int barged = index.lanes().stream().mapToInt(one -> one.bargesPast(lane.track().id(), since, nanos)).sum();
        if (barged > 0) {
            lines.add(String.format(Locale.ROOT, "barged past %,d times since it began to wait", barged));
        }
        return new HoverText(row.label() + " waits for " + index.lock().name(), lines);
    }

    private static void activity(Lane lane, long nanos, long tolerance, TimeWindow window, long horizon,
            List<String> lines) {
        for (Intervals spans : List.of(lane.busy, lane.idle, lane.sleeping)) {
            int at = spans.near(nanos, tolerance);
            if (at >= 0) {
                String label = Activity.values()[spans.tag(at)].label();
                lines.add(label + ": " + span(spans, at, window, horizon));
                return;
            }
        }
    }

    private static void waiters(LockIndex index, ThreadRoles roles, long from, long to, long nanos,
            List<String> lines) {
        List<Lane> waiters = index.waitersAt(Math.clamp(nanos, from, Math.max(from, to - 1)));
        for (Lane waiter : waiters.subList(0, Math.min(WAITERS_NAMED, waiters.size()))) {
            int span = waiter.waiting.at(Math.clamp(nanos, from, Math.max(from, to - 1)));
            lines.add(roles.label(waiter.track()) + " waits for it, "
                    + DurationText.of(nanos - waiter.waiting.start(span)) + site(index, waiter.waiting.tag(span)));
        }
        if (waiters.size() > WAITERS_NAMED) {
            lines.add("and " + (waiters.size() - WAITERS_NAMED) + " more wait");
        }
        if (waiters.isEmpty()) {
            lines.add("nobody waits for it");
        }
    }

    private static String span(Intervals spans, int index, TimeWindow window, long horizon) {
        boolean open = index == spans.size();
        return "since " + relative(spans.start(index), window) + (open ? ", so far " : ", for ")
                + DurationText.of(spans.end(index, horizon) - spans.start(index));
    }

    private static String relative(long nanos, TimeWindow window) {
        long offset = nanos - window.startNanos();
        return offset < 0 ? DurationText.of(-offset) + " before this view" : "+ " + DurationText.of(offset);
    }

    private static String site(LockIndex index, int number) {
        String text = index.log().siteText(number);
        return text.isEmpty() ? "" : " · in " + text;
    }

    private static String lockName(LockIndex index, int number) {
        return number < index.log().locks().size() ? index.log().locks().get(number).name() : "another lock";
    }

}
