package dev.lockstep.app.control;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * Rows of a name and right-aligned values in columns of fixed width. Rows are kept and only their texts change, so that a
 * refresh twice a second does not flicker. A row that differs is tinted and carries a sign in front of its last value.
 */
public final class FactTable extends VBox {
    private static final PseudoClass DIFFERS = PseudoClass.getPseudoClass("differs");
    private static final String DIFFERS_SIGN = "≠ ";
    /** The end of a binlog's name is what tells it from others. */
    private static final Pattern FILE_NAME = Pattern.compile("\\S+\\.\\d{6,}");

    private final List<Column> columns;
    private final List<Row> rows = new ArrayList<>();

    /**
     * A column of values.
     *
     * @param title heading
     * @param width in pixels
     * @param styleClass what its values are dressed as
     */
    public record Column(String title, double width, String styleClass) {}

    /** A row's content: as many values as there are columns. */
    public record Fact(String name, List<String> values, boolean differs) {
        /** Keeps an own copy. */
        public Fact {
            values = List.copyOf(values);
        }

        /** What a screen reader says. */
        String spoken(List<Column> columns) {
            StringBuilder text = new StringBuilder(name);
            for (int i = 0; i < values.size(); i++) {
                text.append(", ").append(columns.get(i).title()).append(' ').append(values.get(i));
            }
            return text.toString();
        }
    }

    /** A table with these columns and no rows. */
    public FactTable(List<Column> columns) {
        this.columns = List.copyOf(columns);
        getStyleClass().add("fact-table");
        setFocusTraversable(false);
    }

    /** A row of headings, to be put where the caller likes. */
    public HBox headings() {
        HBox box = new HBox();
        box.getStyleClass().addAll("fact-row", "fact-head");
        box.getChildren().add(stretching(new Label()));
        columns.forEach(column -> box.getChildren().add(sized(new Label(column.title()), column)));
        return box;
    }

    /** Shows these rows. */
    public void show(List<Fact> facts) {
        while (rows.size() > facts.size()) {
            getChildren().remove(rows.removeLast());
        }
        while (rows.size() < facts.size()) {
            Row row = new Row(columns);
            rows.add(row);
            getChildren().add(row);
        }
        for (int i = 0; i < facts.size(); i++) {
            rows.get(i).show(facts.get(i), columns);
        }
    }

    private static <T extends Label> T stretching(T label) {
        label.setMaxWidth(Double.MAX_VALUE);
        label.setMinWidth(0);
        HBox.setHgrow(label, Priority.ALWAYS);
        return label;
    }

    private static <T extends Label> T sized(T label, Column column) {
        label.setMinWidth(column.width());
        label.setPrefWidth(column.width());
        label.setMaxWidth(column.width());
        label.setAlignment(Pos.CENTER_RIGHT);
        return label;
    }

    private static final class Row extends HBox {
        private final SteadyLabel name = stretching(new SteadyLabel());
        private final List<SteadyLabel> values = new ArrayList<>();

        Row(List<Column> columns) {
            getStyleClass().add("fact-row");
            name.getStyleClass().add("fact-name");
            getChildren().add(name);
            for (Column column : columns) {
                SteadyLabel value = sized(new SteadyLabel(), column);
                value.getStyleClass().addAll("fact-value", column.styleClass());
                values.add(value);
                getChildren().add(value);
            }
        }

        void show(Fact fact, List<Column> columns) {
            set(name, fact.name());
            for (int i = 0; i < values.size(); i++) {
                boolean last = i == values.size() - 1;
                set(values.get(i), last && fact.differs() ? DIFFERS_SIGN + fact.values().get(i) : fact.values().get(i));
            }
            pseudoClassStateChanged(DIFFERS, fact.differs());
            setAccessibleText(fact.spoken(columns));
        }

        private static void set(SteadyLabel label, String text) {
            if (!text.equals(label.getText())) {
                label.say(text);
                label.setTextOverrun(FILE_NAME.matcher(text).matches()
                        ? OverrunStyle.LEADING_ELLIPSIS
                        : OverrunStyle.ELLIPSIS);
                if (text.length() <= 14) {
                    label.setTooltip(null);
                } else if (label.getTooltip() == null) {
                    label.setTooltip(new Tooltip(text));
                } else {
                    label.getTooltip().setText(text);
                }
            }
        }
    }
}
