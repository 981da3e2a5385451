package dev.lockstep.app.timeline;

import dev.lockstep.app.control.DurationText;
import dev.lockstep.app.control.Figures;
import dev.lockstep.app.control.SteadyLabel;
import java.util.Locale;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** The figures of {@link Starvation}, one below the other. */
public final class StarvationMeter extends VBox {
    private static final PseudoClass ALARM = PseudoClass.getPseudoClass("alarm");
    private static final PseudoClass LOW = PseudoClass.getPseudoClass("low");
    private static final double ROOM_FOR_ALL = 228;

    private final SteadyLabel wait = figure("starvation-wait");
    private final Label waiter = caption("");
    private final SteadyLabel barged = figure("starvation-barged");
    private final SteadyLabel held = figure("starvation-held");
    private final SteadyLabel handOvers = figure("starvation-hand-overs");
    private final Label scope = smallPrint();

    /** Shows figures as they change. */
    public StarvationMeter(ObservableValue<Starvation> figures) {
        getStyleClass().add("starvation-meter");
        setMinHeight(0);
        Label heading = new Label("STARVATION");
        heading.getStyleClass().add("heading");
        getChildren().addAll(heading, waiter, wait, caption("times barged"), barged,
                caption("mutex held"), held, caption("hand-overs"), handOvers, scope);
        figures.addListener((_, _, now) -> show(now));
        show(figures.getValue());
    }

    private static SteadyLabel figure(String id) {
        SteadyLabel label = new SteadyLabel();
        label.setId(id);
        label.getStyleClass().add("meter-figure");
        return label;
    }

    private static Label caption(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("dim", "caption");
        return label;
    }

    private static Label smallPrint() {
        Label label = new Label();
        label.getStyleClass().addAll("faint", "small-print");
        return label;
    }

    @Override
    protected void layoutChildren() {
        pseudoClassStateChanged(LOW, getHeight() < ROOM_FOR_ALL);
        super.layoutChildren();
    }

    private void show(Starvation now) {
        boolean waits = now.longestWaitNanos() > 0;
        wait.say(waits ? DurationText.of(now.longestWaitNanos()) : "none");
        text(waiter, waits ? "longest wait: " + now.waiter() : "longest wait now");
        barged.say(Figures.grouped(now.barged()));
        held.say(String.format(Locale.ROOT, "%.1f %%", Math.floor(now.heldShare() * 1000) / 10));
        handOvers.say(Figures.grouped(now.handOvers()));
        text(scope, now.sinceWaitBegan() ? "since that wait began" : "in view");
        wait.pseudoClassStateChanged(ALARM, now.starving());
        handOvers.pseudoClassStateChanged(ALARM, now.starving() && now.handOvers() == 0);
    }

    private static void text(Label label, String text) {
        if (!text.equals(label.getText())) {
            label.setText(text);
        }
    }
}
