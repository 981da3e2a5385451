package dev.lockstep.app.journey;

import dev.lockstep.app.control.Parts;
import dev.lockstep.app.journey.LedgerViewModel.Shown;
import dev.lockstep.app.journey.LedgerViewModel.Verdict;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** The ledger tab of the right pane. */
@SuppressWarnings("NullAway.Init") // FXML fills the fields
public final class LedgerController {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final LedgerViewModel model;
    private final List<VerdictBox> boxes = new ArrayList<>();
    @FXML
    private VBox verdicts;
    @FXML
    private LedgerGrid grid;
    @FXML
    private Label legend;
    @FXML
    private Label none;

    /** For the controller factory. */
    public LedgerController(LedgerViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        model.shownProperty().addListener((property, before, now) -> show(now));
        show(model.getShown());
    }

    private void show(Shown now) {
        boolean any = !now.verdicts().isEmpty();
        for (Node part : List.of(verdicts, grid, legend)) {
            Parts.show(part, any);
        }
        Parts.show(none, !any);
        while (boxes.size() > now.verdicts().size()) {
            verdicts.getChildren().remove(boxes.removeLast());
        }
        while (boxes.size() < now.verdicts().size()) {
            VerdictBox box = new VerdictBox();
            boxes.add(box);
            verdicts.getChildren().add(box);
        }
        for (int i = 0; i < boxes.size(); i++) {
            boxes.get(i).show(now.verdicts().get(i));
        }
        grid.show(now.nodes(), now.rows());
    }

    /** What a crash of one node would do. */
    private static final class VerdictBox extends VBox {
        private final Label first = new Label();
        private final Label more = new Label();

        VerdictBox() {
            getStyleClass().add("ledger-verdict");
            for (Label label : List.of(first, more)) {
                label.setWrapText(true);
                label.setMinHeight(USE_PREF_SIZE);
            }
            first.getStyleClass().add("ledger-first");
            more.getStyleClass().add("dim");
            getChildren().addAll(first, more);
        }

        void show(Verdict verdict) {
            first.setText((verdict.alarming() ? "⚠ " : "✓ ") + verdict.first());
            more.setText(String.join("\n", verdict.more()));
            more.setManaged(!verdict.more().isEmpty());
            pseudoClassStateChanged(WRONG, verdict.alarming());
        }
    }
}
