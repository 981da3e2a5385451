package dev.lockstep.app.journey;

import dev.lockstep.app.control.FactTable.Fact;
import dev.lockstep.app.control.Figures;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.engine.trace.journey.Journey;
import dev.lockstep.engine.trace.journey.JourneyBook;
import dev.lockstep.engine.trace.journey.Stage;
import dev.lockstep.engine.trace.journey.StageTimes;
import dev.lockstep.engine.trace.journey.TransactionId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Transactions at the instant under the recording's handle: the latest or the slowest, the way of one of them, and how long
 * each part of the way takes.
 */
public final class JourneyViewModel extends TabViewModel<JourneyViewModel.Shown> {
    /** How many transactions are listed. */
    public static final int LISTED = 8;
    /** Of so many of the last transactions the times are counted. */
    private static final int COUNTED = 2_000;

    private @Nullable TransactionId chosen;
    private Order order = Order.LATEST;

    /** Shows nothing yet. */
    public JourneyViewModel() {
        super(Shown.NOTHING);
    }

    /** Which transactions are listed first. */
    public enum Order {
        LATEST, SLOWEST
    }

    /**
     * Everything on the tab.
     *
     * @param order of the list
     * @param lines the list
     * @param title of the transaction whose way is drawn, empty if there is none
     * @param outcome how its commit ended
     * @param way what is drawn
     * @param counted of how many transactions the times are
     * @param times the table
     */
    public record Shown(Order order, List<Line> lines, String title, String outcome, Waterfall way, String counted,
            List<Fact> times) {
        static final Shown NOTHING = new Shown(Order.LATEST, List.of(), "", "", Waterfall.EMPTY, "", List.of());
    }

    /** One transaction of the list; {@code chosen} is the one whose way is drawn. */
    public record Line(TransactionId id, String name, String state, String took, boolean chosen) {}

    @Override
    public void clear() {
        chosen = null;
        super.clear();
    }

    /** Draws the way of this one from now on. */
    public void choose(TransactionId id) {
        chosen = id;
        refresh();
    }

    /** Draws the way of the first of the list from now on, whichever that is. */
    public void follow() {
        chosen = null;
        refresh();
    }

    /** Lists the latest first, or the slowest. */
    public void setOrder(Order wanted) {
        order = wanted;
        chosen = null;
        refresh();
    }

    @Override
    Shown look(OpenLab open) {
        JourneyBook book = open.recording().journeys();
        List<Journey> all = book.journeys();
        List<Journey> last = all.subList(Math.max(0, all.size() - COUNTED), all.size());
        List<Journey> listed = listed(last);
        Optional<Journey> one = Optional.ofNullable(chosen).flatMap(book::journey)
                .or(() -> listed.stream().findFirst());
        long now = open.recording().getState().nanos();
        TransactionId drawn = one.map(Journey::id).orElse(null);
        return new Shown(order,
                listed.stream().map(journey -> line(journey, now, journey.id().equals(drawn))).toList(),
                one.map(journey -> name(journey.id())).orElse(""), one.map(journey -> outcome(journey, now)).orElse(""),
                one.map(Waterfall::of).orElse(Waterfall.EMPTY),
                Messages.text("journey.counted", Figures.grouped(last.size())), times(last));
    }

    private List<Journey> listed(List<Journey> last) {
        return switch (order) {
            case LATEST -> last.reversed().stream().limit(LISTED).toList();
            case SLOWEST -> last.stream().filter(Journey::acknowledged)
                    .sorted(Comparator.comparingLong(Journey::tookNanos).reversed()).limit(LISTED).toList();
        };
    }

    private static Line line(Journey journey, long now, boolean chosen) {
        return new Line(journey.id(), shortName(journey.id()), state(journey),
                journey.acknowledged()
                        ? Figures.duration(journey.tookNanos())
                        : journey.decided() ? "–" : Figures.duration(Math.max(0, now - began(journey))),
                chosen);
    }

    private static long began(Journey journey) {
        return journey.at(Stage.FLUSHED);
    }

    private static String state(Journey journey) {
        if (journey.acknowledged()) {
            return Messages.text("journey.answered");
        }
        return Messages.text(journey.decided()
                ? "journey.unknown"
                : journey.waitNanos() != Journey.NEVER && journey.waitEndNanos() == Journey.NEVER
                        ? "journey.waits"
                        : "journey.going");
    }

    /** What is to be said of one that has not waited for ACKs, at least not yet. */
    private static String withoutWait(Journey journey) {
        if (journey.at(Stage.COUNTED) != Journey.NEVER) {
            return "journey.early";
        }
        return journey.acknowledged() ? "journey.asynchronous" : "journey.acks.before";
    }

    private static String outcome(Journey journey, long now) {
        String took = journey.acknowledged()
                ? Messages.text("journey.took", Figures.duration(journey.tookNanos()))
                : Messages.text("journey.open", Figures.duration(Math.max(0, now - began(journey))));
        if (journey.waitNanos() == Journey.NEVER) {
            return took + " " + Messages.text(withoutWait(journey));
        }
        if (journey.waitEndNanos() == Journey.NEVER) {
            return took + " " + Messages.text("journey.acks.waits");
        }
        String waited = Figures.duration(journey.waitEndNanos() - journey.waitNanos());
        return took + " " + (journey.outcome() == null
                ? ""
                : switch (journey.outcome()) {
                    case ACKED -> Messages.text("journey.acks", waited);
                    case TIMEOUT -> Messages.text("journey.timeout", waited);
                    case SWITCHED_OFF -> Messages.text("journey.off", waited);
                    case ABORTED -> Messages.text("journey.aborted", waited);
                });
    }

    private static String name(TransactionId id) {
        return id.node() + "  " + id.end().file() + " : " + Figures.grouped(id.end().offset());
    }

    /** Without the name that all binlogs of a server have. */
    private static String shortName(TransactionId id) {
        String file = id.end().file();
        return id.node() + "  " + file.substring(file.lastIndexOf('.') + 1) + " : "
                + Figures.grouped(id.end().offset());
    }

    private static List<Fact> times(List<Journey> journeys) {
        return StageTimes.of(journeys).rows().stream()
                .map(row -> new Fact(row.leg().label() + (row.replica().isEmpty() ? "" : " · " + row.replica()),
                        List.of(Figures.duration(row.median()), Figures.duration(row.p99()),
                                Figures.duration(row.max())),
                        false))
                .toList();
    }
}
