package dev.lockstep.app.cli;

import dev.lockstep.engine.lab.Lab;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceTimeline;
import dev.lockstep.engine.trace.journey.Journey;
import dev.lockstep.engine.trace.journey.JourneyBook;
import dev.lockstep.engine.trace.journey.Ledger;
import dev.lockstep.engine.trace.journey.LedgerWords;
import dev.lockstep.engine.trace.journey.StageTimes;
import dev.lockstep.engine.trace.journey.WhyChain;
import dev.lockstep.engine.trace.journey.WhyWaiting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a played scenario's trace says of its transactions, for the terminal and the JSON file. Used by one thread. */
final class JourneyReport {
    private static final long LONG_WAIT_NANOS = 1_000_000_000;
    private static final int SLOWEST = 3;

    private final Lab lab;
    private final StoryPrinter printer;
    private final Telling telling;
    private final StageTimes times = new StageTimes();
    private final List<Journey> slowest = new ArrayList<>();
    private final JourneyBook book = new JourneyBook(JourneyBook.LIMIT, this::leaves);
    private final TraceTimeline timeline;
    private final Set<WhyWaiting.Waiter> told = new HashSet<>();
    private final List<Map<String, Object>> whyJson = new ArrayList<>();
    private final List<Map<String, Object>> ledgerJson = new ArrayList<>();
    private long next;

    /** Tells only what is asked for. */
    JourneyReport(Lab lab, StoryPrinter printer, Telling telling) {
        this.lab = lab;
        this.printer = printer;
        this.telling = telling;
        timeline = new TraceTimeline(lab.trace());
    }

    /** Takes in what has happened since the last time, and tells what is worth it. */
    void look() {
        if (!telling.anything()) {
            return;
        }
        long now = lab.nanos();
        long end = lab.trace().firstEventAfter(now);
        List<TraceEvent> events = lab.trace().events(next, end);
        events.forEach(book::apply);
        next = end;
        if (telling.ledger) {
            events.forEach(this::crash);
        }
        if (telling.why) {
            waits(timeline.at(now));
        }
    }

    private void crash(TraceEvent event) {
        if (event instanceof TraceEvent.NodeStopped stopped && stopped.how() != TraceEvent.NodeStopped.How.STOPPED) {
            ledger(stopped.nanos(), "when " + stopped.node() + " went down");
        }
    }

    private void waits(LabState state) {
        WhyWaiting why = new WhyWaiting(state, book, lab.trace());
        for (WhyWaiting.Waiter waiter : why.waiters(LONG_WAIT_NANOS)) {
            if (told.add(waiter)) {
                chain(state.nanos(), why.explain(waiter));
            }
        }
    }

    private void chain(long nanos, WhyChain chain) {
        printer.tell(nanos, Terminal.strong("  ? " + chain.question()) + Terminal.dim("  (since "
                + Millis.of(nanos - chain.sinceNanos()) + ")"));
        for (WhyChain.Link link : chain.links()) {
            String since = link.sinceNanos() < 0 ? "" : ", since " + Millis.of(nanos - link.sinceNanos());
            printer.below("→ " + link.node() + ", " + link.who() + ": " + link.what() + since);
        }
        chain.frees().forEach(way -> printer.below("  frees it: " + way));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", seconds(nanos));
        json.put("question", chain.question());
        json.put("waitedSeconds", seconds(nanos - chain.sinceNanos()));
        json.put("links", chain.links().stream().map(link -> link.node() + ", " + link.who() + ": " + link.what())
                .toList());
        json.put("frees", chain.frees());
        whyJson.add(json);
    }

    private void ledger(long nanos, String when) {
        Ledger ledger = Ledger.of(book, nanos, 0);
        printer.tell(nanos, Terminal.strong("  Ledger " + when));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", seconds(nanos));
        json.put("when", when);
        for (Ledger.Outlook outlook : ledger.outlooks()) {
            List<String> lines = LedgerWords.of(outlook);
            boolean alarming = LedgerWords.alarming(outlook);
            for (int i = 0; i < lines.size(); i++) {
                printer.below(i == 0 && alarming ? Terminal.bad(lines.get(i)) : lines.get(i));
            }
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("lostIfBurned", outlook.lostIfBurned().stream().map(id -> id.end().toString()).toList());
            one.put("promote", outlook.best().map(Ledger.Candidate::node).orElse(""));
            one.put("says", lines);
            json.put(outlook.source(), one);
        }
        if (ledger.outlooks().isEmpty()) {
            printer.below("No client has committed anything.");
        }
        ledgerJson.add(json);
    }

    private void leaves(Journey journey) {
        if (journey.origin() != null) {
            return;
        }
        times.add(journey);
        slow(journey);
    }

    private void slow(Journey journey) {
        if (journey.acknowledged()) {
            slowest.add(journey);
            if (slowest.size() > SLOWEST * 8) {
                keepSlowest();
            }
        }
    }

    private void keepSlowest() {
        slowest.sort(Comparator.comparingLong(Journey::tookNanos).reversed());
        slowest.subList(Math.min(SLOWEST, slowest.size()), slowest.size()).clear();
    }

    /** Tells what is left to tell; gives all of it for the JSON file. */
    Map<String, Object> end() {
        look();
        Map<String, Object> json = new LinkedHashMap<>();
        if (telling.why) {
            json.put("why", whyJson);
        }
        if (telling.ledger) {
            ledger(lab.nanos(), "at the end");
            json.put("ledger", ledgerJson);
        }
        if (telling.journey) {
            book.journeys().forEach(this::leaves);
            keepSlowest();
            JourneyText text = new JourneyText(printer);
            text.table(times.rows());
            slowest.forEach(text::waterfall);
            json.put("journey", JourneyText.json(times.rows(), slowest));
        }
        return json;
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
