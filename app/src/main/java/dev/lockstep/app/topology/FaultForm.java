package dev.lockstep.app.topology;

import dev.lockstep.app.control.Parts;
import dev.lockstep.app.i18n.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import javafx.fxml.FXML;
import javafx.fxml.FXMLLoader;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Asks what is to be broken and how much, in the words of the command line, and says at once what is wrong with them. */
public final class FaultForm extends VBox {
    private final TopologyActions actions;
    @FXML
    private @Nullable Label title;
    @FXML
    private @Nullable ComboBox<FaultKind> kind;
    @FXML
    private @Nullable TextField words;
    @FXML
    private @Nullable Label about;
    @FXML
    private @Nullable Label problem;
    @FXML
    private @Nullable Button set;
    private @Nullable FaultDraft draft;
    private Runnable onClosed = () -> {};

    FaultForm(TopologyActions actions) {
        this.actions = actions;
        FXMLLoader loader = new FXMLLoader(Objects.requireNonNull(FaultForm.class.getResource("fault.fxml")),
                Messages.bundle());
        loader.setRoot(this);
        loader.setController(this);
        try {
            loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException("fault.fxml", e);
        }
        there(kind).valueProperty().addListener((_, _, now) -> choose(now));
        there(words).textProperty().addListener((_, _, now) -> say(now));
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                close();
            }
        });
        show(false);
    }

    private static <T> T there(@Nullable T injected) {
        return Objects.requireNonNull(injected, "fault.fxml");
    }

    /** Asks; {@code closed} is told when it is over. */
    void ask(FaultDraft suggested, FaultKind.Place place, Runnable closed) {
        onClosed = closed;
        draft = suggested;
        there(title).setText(Messages.text("fault.title", suggested.place()));
        there(kind).getItems().setAll(FaultKind.of(place));
        there(kind).setValue(suggested.kind());
        choose(suggested.kind());
        show(true);
        there(words).requestFocus();
        there(words).end();
    }

    private void choose(@Nullable FaultKind chosen) {
        FaultDraft now = draft;
        if (chosen != null && now != null) {
            draft = now.ofKind(chosen);
            there(about).setText(chosen.about());
            there(words).setText(chosen.words());
            say(chosen.words());
        }
    }

    private void say(String text) {
        FaultDraft now = draft;
        if (now != null) {
            draft = now.saying(text);
            String why = actions.faultProblem(draft.text());
            there(problem).setText(why);
            Parts.show(there(problem), !why.isEmpty());
            there(set).setDisable(!why.isEmpty());
        }
    }

    @FXML
    void set() {
        FaultDraft now = draft;
        if (now != null && actions.faultProblem(now.text()).isEmpty()) {
            actions.setFault(now.text());
            close();
        }
    }

    @FXML
    private void close() {
        show(false);
        onClosed.run();
    }

    private void show(boolean visible) {
        Parts.show(this, visible);
    }
}
