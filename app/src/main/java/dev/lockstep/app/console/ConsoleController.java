package dev.lockstep.app.console;

import dev.lockstep.app.console.ConsoleViewModel.Answer;
import dev.lockstep.app.console.ConsoleViewModel.Entry;
import dev.lockstep.app.control.Parts;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleStringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/** The SQL tab of the right pane. */
@SuppressWarnings("NullAway.Init") // FXML fills the fields
public final class ConsoleController {
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");
    private static final double WIDEST_COLUMN = 280;

    private final ConsoleViewModel model;
    @FXML
    private ComboBox<String> node;
    @FXML
    private ListView<Entry> entries;
    @FXML
    private TableView<List<@Nullable String>> table;
    @FXML
    private Label summary;
    @FXML
    private TextArea input;
    @FXML
    private Button run;

    /** For the controller factory. */
    public ConsoleController(ConsoleViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        node.setItems(model.nodes());
        node.valueProperty().addListener((property, before, now) -> {
            if (now != null) {
                model.nodeProperty().set(now);
            }
        });
        model.nodeProperty().addListener((property, before, now) -> node.setValue(now));
        entries.setItems(model.entries());
        entries.setCellFactory(list -> new EntryCell(list));
        model.entries().addListener((ListChangeListener<Entry>) change -> scrollToEnd());
        model.answerProperty().addListener((property, before, now) -> show(now));
        run.disableProperty().bind(model.runningProperty());
        input.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        show(model.answerProperty().get());
    }

    private void scrollToEnd() {
        if (!model.entries().isEmpty()) {
            entries.scrollTo(model.entries().size() - 1);
        }
    }

    @FXML
    void run() {
        if (!model.runningProperty().get()) {
            model.run(input.getText());
            input.clear();
        }
    }

    /** Puts the cursor into the statement. */
    public void focusInput() {
        input.requestFocus();
    }

    private void key(KeyEvent event) {
        if (!event.isShortcutDown()) {
            return;
        }
        if (event.getCode() == KeyCode.ENTER) {
            run();
        } else if (event.getCode() == KeyCode.UP) {
            put(model.older(input.getText()));
        } else if (event.getCode() == KeyCode.DOWN) {
            put(model.newer());
        } else {
            return;
        }
        event.consume();
    }

    private void put(String sql) {
        input.setText(sql);
        input.positionCaret(sql.length());
    }

    private void show(Answer answer) {
        summary.setText(answer.summary());
        summary.pseudoClassStateChanged(FAILED, answer.failed());
        boolean rows = !answer.columns().isEmpty();
        Parts.show(table, rows);
        List<TableColumn<List<@Nullable String>, String>> columns = new ArrayList<>();
        for (int i = 0; i < answer.columns().size(); i++) {
            columns.add(column(answer, i));
        }
        table.getColumns().setAll(columns);
        table.setItems(FXCollections.observableArrayList(answer.rows()));
    }

    private static TableColumn<List<@Nullable String>, String> column(Answer answer, int index) {
        TableColumn<List<@Nullable String>, String> column = new TableColumn<>(answer.columns().get(index));
        column.setCellValueFactory(cell -> new SimpleStringProperty(valueOf(cell.getValue(), index)));
        column.setSortable(false);
        List<String> values = answer.rows().stream().map(row -> valueOf(row, index)).toList();
        if (!values.isEmpty() && values.stream().allMatch(value -> value.matches("-?[\\d.]+|NULL"))) {
            column.getStyleClass().add("number-column");
        }
        double width = widthOf(answer.columns().get(index));
        for (String value : values.subList(0, Math.min(50, values.size()))) {
            width = Math.max(width, widthOf(value));
        }
        column.setPrefWidth(Math.min(WIDEST_COLUMN, width + 26));
        return column;
    }

    private static double widthOf(String text) {
        Text measure = new Text(text);
        measure.setFont(Font.font("JetBrains Mono", 12));
        return measure.getLayoutBounds().getWidth();
    }

    private static String valueOf(List<@Nullable String> row, int index) {
        String value = row.get(index);
        return value == null ? "NULL" : value;
    }

    private static final class EntryCell extends ListCell<Entry> {
        private final Label time = new Label();
        private final Label origin = new Label();
        private final Label sql = new Label();
        private final Label error = new Label();
        private final VBox box = new VBox(1, new HBox(8, time, origin), sql, error);

        EntryCell(ListView<Entry> list) {
            sql.prefWidthProperty().bind(list.widthProperty().subtract(36));
            error.prefWidthProperty().bind(sql.prefWidthProperty());
            time.getStyleClass().addAll("mono", "faint", "tiny");
            origin.getStyleClass().addAll("faint", "tiny");
            sql.getStyleClass().addAll("mono", "small");
            error.getStyleClass().addAll("console-error", "small");
            sql.setWrapText(true);
            error.setWrapText(true);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            if (empty || entry == null) {
                setGraphic(null);
                return;
            }
            time.setText(entry.time());
            origin.setText(entry.origin());
            sql.setText(entry.sql());
            error.setText(entry.error());
            Parts.show(error, entry.failed());
            setGraphic(box);
        }
    }
}
