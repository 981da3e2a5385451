package dev.lockstep.app.journey;

import dev.lockstep.app.control.Figures;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.journey.WhyChain;
import dev.lockstep.engine.trace.journey.WhyWaiting;
import dev.lockstep.engine.trace.journey.WhyWaiting.Waiter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who waits at the instant under the recording's handle, and why.
 */
public final class WhyViewModel extends TabViewModel<WhyViewModel.Shown> {
    private static final long LEAST_NANOS = 200_000_000;
    private static final int OFFERED = 20;

    private WhyChain.@Nullable Subject chosen;
    private String node = "";

    /** Shows nothing yet. */
    public WhyViewModel() {
        super(Shown.NOTHING);
    }

    /**
     * Everything on the tab.
     *
     * @param waiters who can be chosen
     * @param who is chosen, empty if nobody waits
     * @param question that is answered
     * @param since for how long it has waited
     */
    public record Shown(List<Choice> waiters, String who, String question, String since, List<Card> chain,
            List<String> frees) {
        static final Shown NOTHING = new Shown(List.of(), "", "", "", List.of(), List.of());
    }

    /** Somebody who waits. */
    public record Choice(WhyChain.Subject subject, String name) {}

    /** A link of the chain. */
    public record Card(String who, String what, String since) {}

    @Override
    public void clear() {
        chosen = null;
        node = "";
        super.clear();
    }

    /** Explains this one, as long as it waits. */
    public void choose(WhyChain.Subject subject) {
        chosen = subject;
        refresh();
    }

    /** Explains first what waits on a node. */
    public void prefer(String wanted) {
        node = wanted;
        if (chosen != null && !chosen.node().equals(wanted)) {
            chosen = null;
        }
        refresh();
    }

    @Override
    Shown look(OpenLab open) {
        LabState state = open.recording().getState();
        WhyWaiting why = new WhyWaiting(state, open.recording().journeys(), open.recording().log());
        List<Waiter> waiters = why.waiters(LEAST_NANOS);
        List<Choice> choices = waiters.stream().limit(OFFERED)
                .map(waiter -> new Choice(waiter.subject(), name(waiter))).toList();
        Waiter one = waiters.stream().filter(waiter -> waiter.subject().equals(chosen)).findFirst()
                .or(() -> waiters.stream().filter(waiter -> waiter.subject().node().equals(node)).findFirst())
                .or(() -> waiters.stream().findFirst()).orElse(null);
        return one == null
                ? Shown.NOTHING
                : of(choices, name(one), why.explain(one), state.nanos());
    }

    private static String name(Waiter waiter) {
        return switch (waiter.subject()) {
            case WhyChain.Subject.Commit commit -> Messages.text("why.commit", waiter.name(), commit.node());
            case WhyChain.Subject.Statement statement ->
                Messages.text("why.statement", waiter.name(), statement.node());
            case WhyChain.Subject.Replica _ -> Messages.text("why.replica", waiter.name());
        };
    }

    private static Shown of(List<Choice> choices, String who, WhyChain chain, long now) {
        return new Shown(choices, who, chain.question(),
                Messages.text("why.since", Figures.duration(now - chain.sinceNanos())),
                chain.links().stream().map(link -> new Card(link.node() + "  " + link.who(), link.what(),
                        link.sinceNanos() < 0
                                ? ""
                                : Messages.text("why.for", Figures.duration(Math.max(0, now - link.sinceNanos())))))
                        .toList(),
                chain.frees());
    }
}
