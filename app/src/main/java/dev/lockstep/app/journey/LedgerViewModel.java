package dev.lockstep.app.journey;

import dev.lockstep.app.session.OpenLab;
import dev.lockstep.engine.trace.journey.Ledger;
import dev.lockstep.engine.trace.journey.LedgerWords;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Who has which transaction at the instant under the recording's handle, and what a crash would take. Does nothing while its
 * tab is hidden. Window's thread; needs no toolkit.
 */
public final class LedgerViewModel {
    /** How many transactions are drawn. */
    public static final int ROWS = 24;

    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(Shown.NOTHING);
    private @Nullable OpenLab lab;
    private boolean inSight;

    /** Everything on the tab. */
    public record Shown(List<Verdict> verdicts, List<String> nodes, List<Ledger.Row> rows) {
        static final Shown NOTHING = new Shown(List.of(), List.of(), List.of());
    }

    /**
     * What a crash of one node would do.
     *
     * @param alarming whether something would be lost that a client was told is safe
     */
    public record Verdict(String first, List<String> more, boolean alarming) {}

    /** What the tab shows. */
    public ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** What the tab shows. */
    public Shown getShown() {
        return shown.get();
    }

    /** Whether anybody can see the tab. */
    public void setInSight(boolean visible) {
        inSight = visible;
        refresh();
    }

    /** Shows a lab at the instant under its recording's handle. */
    public void show(OpenLab open) {
        lab = open;
        refresh();
    }

    /** Shows nothing. */
    public void clear() {
        lab = null;
        shown.set(Shown.NOTHING);
    }

    private void refresh() {
        OpenLab open = lab;
        if (open == null || !inSight) {
            return;
        }
        Ledger ledger = Ledger.of(open.recording().journeys(), open.recording().getState().nanos(), ROWS);
        Shown next = new Shown(ledger.outlooks().stream().map(LedgerViewModel::verdict).toList(), ledger.nodes(),
                ledger.rows());
        if (!next.equals(shown.get())) {
            shown.set(next);
        }
    }

    private static Verdict verdict(Ledger.Outlook outlook) {
        List<String> lines = LedgerWords.of(outlook);
        return new Verdict(lines.getFirst(), lines.subList(1, lines.size()), LedgerWords.alarming(outlook));
    }
}
