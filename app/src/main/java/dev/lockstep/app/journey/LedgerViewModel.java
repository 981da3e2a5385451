package dev.lockstep.app.journey;

import dev.lockstep.app.session.OpenLab;
import dev.lockstep.engine.trace.journey.Ledger;
import dev.lockstep.engine.trace.journey.LedgerWords;
import java.util.List;

/**
 * Who has which transaction at the instant under the recording's handle, and what a crash would take.
 */
public final class LedgerViewModel extends TabViewModel<LedgerViewModel.Shown> {
    /** How many transactions are drawn. */
    public static final int ROWS = 24;

    /** Shows nothing yet. */
    public LedgerViewModel() {
        super(Shown.NOTHING);
    }

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

    @Override
    Shown look(OpenLab open) {
        Ledger ledger = Ledger.of(open.recording().journeys(), open.recording().getState().nanos(), ROWS);
        return new Shown(ledger.outlooks().stream().map(LedgerViewModel::verdict).toList(), ledger.nodes(),
                ledger.rows());
    }

    private static Verdict verdict(Ledger.Outlook outlook) {
        List<String> lines = LedgerWords.of(outlook);
        return new Verdict(lines.getFirst(), lines.subList(1, lines.size()), LedgerWords.alarming(outlook));
    }
}
