package dev.lockstep.app.journey;

import dev.lockstep.app.control.Parts;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.app.journey.WhyViewModel.Card;
import dev.lockstep.app.journey.WhyViewModel.Choice;
import dev.lockstep.app.journey.WhyViewModel.Shown;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.VBox;

/** The tab of the right pane that says why somebody waits. */
@SuppressWarnings("NullAway.Init") // FXML fills the fields
public final class WhyController {
    private static final PseudoClass LAST = PseudoClass.getPseudoClass("last");

    private final WhyViewModel model;
    private final List<CardBox> cards = new ArrayList<>();
    private final List<Label> ways = new ArrayList<>();
    @FXML
    private MenuButton who;
    @FXML
    private Label question;
    @FXML
    private Label since;
    @FXML
    private VBox chain;
    @FXML
    private Label freesHeading;
    @FXML
    private VBox frees;
    @FXML
    private Label none;

    /** For the controller factory. */
    public WhyController(WhyViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        model.shownProperty().addListener((property, before, now) -> show(now));
        show(model.getShown());
    }

    private void show(Shown now) {
        boolean any = !now.who().isEmpty();
        Parts.show(none, !any);
        for (Node part : List.of(who, question, since, freesHeading)) {
            Parts.show(part, any);
        }
        who.setText(now.who());
        List<String> names = now.waiters().stream().map(Choice::name).toList();
        if (!who.isShowing() && !names.equals(who.getItems().stream().map(MenuItem::getText).toList())) {
            who.getItems().setAll(now.waiters().stream().map(this::item).toList());
        }
        question.setText(now.question());
        since.setText(now.since());
        showCards(now.chain());
        showWays(now.frees());
    }

    private MenuItem item(Choice choice) {
        MenuItem item = new MenuItem(choice.name());
        item.setMnemonicParsing(false);
        item.setOnAction(event -> model.choose(choice.subject()));
        return item;
    }

    private void showCards(List<Card> links) {
        while (cards.size() > links.size()) {
            chain.getChildren().remove(cards.removeLast());
        }
        while (cards.size() < links.size()) {
            CardBox box = new CardBox();
            cards.add(box);
            chain.getChildren().add(box);
        }
        for (int i = 0; i < links.size(); i++) {
            cards.get(i).show(links.get(i), i == 0, i == links.size() - 1);
        }
    }

    private void showWays(List<String> texts) {
        while (ways.size() > texts.size()) {
            frees.getChildren().remove(ways.removeLast());
        }
        while (ways.size() < texts.size()) {
            Label label = new Label();
            label.setWrapText(true);
            label.setMinHeight(VBox.USE_PREF_SIZE);
            label.getStyleClass().add("why-way");
            ways.add(label);
            frees.getChildren().add(label);
        }
        for (int i = 0; i < texts.size(); i++) {
            ways.get(i).setText("• " + texts.get(i));
        }
    }

    /** A link of the chain, with the arrow to it. */
    private static final class CardBox extends VBox {
        private final Label arrow = new Label(Messages.text("why.arrow"));
        private final Label who = new Label();
        private final Label what = new Label();
        private final Label since = new Label();

        CardBox() {
            arrow.getStyleClass().addAll("faint", "why-arrow");
            who.getStyleClass().add("why-who");
            who.setWrapText(true);
            what.setWrapText(true);
            what.setMinHeight(USE_PREF_SIZE);
            since.getStyleClass().addAll("faint", "tiny");
            VBox card = new VBox(2, who, what, since);
            card.getStyleClass().add("why-card");
            getChildren().addAll(arrow, card);
        }

        void show(Card link, boolean first, boolean last) {
            Parts.show(arrow, !first);
            who.setText(link.who());
            what.setText(link.what());
            since.setText(link.since());
            since.setManaged(!link.since().isEmpty());
            since.setVisible(!link.since().isEmpty());
            getChildren().getLast().pseudoClassStateChanged(LAST, last);
        }
    }
}
