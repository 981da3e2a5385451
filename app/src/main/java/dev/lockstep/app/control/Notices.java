package dev.lockstep.app.control;

import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** A stack of non-modal notices. Good news goes away by itself, bad news stays until it is closed. */
public final class Notices extends VBox {
    private static final int MOST = 4;
    private static final Duration STAY = Duration.seconds(6);

    /** No notices. */
    public Notices() {
        setSpacing(8);
        setPickOnBounds(false);
        setFillWidth(false);
    }

    /** Tells something. */
    public void tell(String title, String text) {
        Region notice = add(title, text, "info");
        PauseTransition stay = new PauseTransition(STAY);
        stay.setOnFinished(event -> getChildren().remove(notice));
        stay.play();
    }

    /** Tells what went wrong. */
    public void complain(String title, String text) {
        add(title, text, "error");
    }

    /** Whether anything is shown. */
    public boolean isEmpty() {
        return getChildren().isEmpty();
    }

    /** Closes the newest notice. */
    public void closeNewest() {
        if (!getChildren().isEmpty()) {
            getChildren().removeLast();
        }
    }

    private Region add(String title, String text, String kind) {
        Region bar = new Region();
        bar.getStyleClass().add("notice-bar");
        Label head = new Label(title);
        head.getStyleClass().add("notice-title");
        Label body = new Label(text);
        body.getStyleClass().add("notice-text");
        for (Label label : new Label[]{head, body}) {
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
        }
        VBox words = new VBox(3, head, body);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button close = new Button("✕");
        close.getStyleClass().addAll("flat", "bare");
        close.setAccessibleText("Close");
        HBox notice = new HBox(bar, words, close);
        notice.getStyleClass().addAll("notice", kind);
        close.setOnAction(event -> getChildren().remove(notice));
        getChildren().add(notice);
        while (getChildren().size() > MOST) {
            getChildren().removeFirst();
        }
        return notice;
    }
}
