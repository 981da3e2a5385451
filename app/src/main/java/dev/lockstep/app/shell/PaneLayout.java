package dev.lockstep.app.shell;

import dev.lockstep.app.i18n.Messages;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Where the panes stand. In a wide window story, middle and right pane stand side by side with dividers; in a narrow one
 * story and right pane fold to strips of icons, from which they open over the middle.
 */
final class PaneLayout {
    private static final double NARROW_BELOW = 1280;
    private static final double STORY_WIDTH = 316;
    private static final double INSPECTOR_WIDTH = 384;

    private final HBox columns;
    private final HBox drawers;
    private final Region story;
    private final Region middle;
    private final Region inspector;
    private final InspectorController inspectorTabs;
    private final SplitPane wide = new SplitPane();
    private final ToggleButton storyButton = stripButton("icon-story", "strip.story");
    private final ToggleButton statusButton = stripButton("icon-status", "strip.status");
    private final ToggleButton sqlButton = stripButton("icon-sql", "strip.sql");
    private final ToggleButton bytesButton = stripButton("icon-bytes", "strip.bytes");
    private final VBox leftStrip = strip(storyButton);
    private final VBox rightStrip = strip(statusButton, sqlButton, bytesButton);
    private Mode mode = Mode.UNSET;
    private Drawer open = Drawer.NONE;

    private enum Mode {
        UNSET, WIDE, NARROW
    }

    private enum Drawer {
        NONE, STORY, STATUS, SQL, BYTES
    }

    PaneLayout(HBox columns, HBox drawers, Region story, Region middle, Region inspector,
            InspectorController inspectorTabs) {
        this.columns = columns;
        this.drawers = drawers;
        this.story = story;
        this.middle = middle;
        this.inspector = inspector;
        this.inspectorTabs = inspectorTabs;
        wide.setOrientation(Orientation.HORIZONTAL);
        SplitPane.setResizableWithParent(story, false);
        SplitPane.setResizableWithParent(inspector, false);
        HBox.setHgrow(wide, Priority.ALWAYS);
        HBox.setHgrow(middle, Priority.ALWAYS);
        storyButton.setOnAction(event -> toggle(Drawer.STORY));
        statusButton.setOnAction(event -> toggle(Drawer.STATUS));
        sqlButton.setOnAction(event -> toggle(Drawer.SQL));
        bytesButton.setOnAction(event -> toggle(Drawer.BYTES));
    }

    private static ToggleButton stripButton(String icon, String key) {
        Region graphic = new Region();
        graphic.getStyleClass().addAll("icon", icon);
        ToggleButton button = new ToggleButton("", graphic);
        button.getStyleClass().addAll("flat", "bare", "icon-button");
        button.setAccessibleText(Messages.text(key));
        button.setTooltip(new Tooltip(Messages.text(key)));
        button.setId(icon.replace("icon-", "strip-"));
        return button;
    }

    private static VBox strip(ToggleButton... buttons) {
        VBox box = new VBox(buttons);
        box.getStyleClass().add("strip");
        return box;
    }

    /** Fits the panes to a window's width. */
    void fit(double width) {
        Mode wanted = width < NARROW_BELOW ? Mode.NARROW : Mode.WIDE;
        if (wanted == mode) {
            return;
        }
        mode = wanted;
        open = Drawer.NONE;
        drawers.getChildren().clear();
        wide.getItems().clear();
        story.getStyleClass().remove("drawer");
        inspector.getStyleClass().remove("drawer");
        if (mode == Mode.NARROW) {
            columns.getChildren().setAll(List.of(leftStrip, middle, rightStrip));
            showDrawer();
        } else {
            story.setPrefWidth(STORY_WIDTH);
            story.setMaxWidth(Double.MAX_VALUE);
            inspector.setPrefWidth(INSPECTOR_WIDTH);
            inspector.setMaxWidth(Double.MAX_VALUE);
            columns.getChildren().setAll(List.of(wide));
            wide.getItems().setAll(story, middle, inspector);
            double inner = width - 24;
            wide.setDividerPositions((STORY_WIDTH + 6) / inner, 1 - (INSPECTOR_WIDTH + 6) / inner);
        }
    }

    /** Whether story and right pane are folded. */
    boolean narrow() {
        return mode == Mode.NARROW;
    }

    /** Brings the story to the front. */
    void showStory() {
        openDrawer(Drawer.STORY);
    }

    /** Brings the status tab to the front. */
    void showStatus() {
        inspectorTabs.showStatus();
        openDrawer(Drawer.STATUS);
    }

    /** Brings the SQL tab to the front. */
    void showSql() {
        inspectorTabs.showSql();
        openDrawer(Drawer.SQL);
    }

    /** Brings the bytes tab to the front. */
    void showBytes() {
        inspectorTabs.showBytes();
        openDrawer(Drawer.BYTES);
    }

    /** Folds what is open over the middle; false if nothing was. */
    boolean closeDrawer() {
        boolean was = open != Drawer.NONE;
        open = Drawer.NONE;
        showDrawer();
        return was;
    }

    private void toggle(Drawer drawer) {
        open = open == drawer ? Drawer.NONE : drawer;
        showDrawer();
    }

    private void openDrawer(Drawer drawer) {
        if (narrow()) {
            open = drawer;
            showDrawer();
        }
    }

    private void showDrawer() {
        storyButton.setSelected(open == Drawer.STORY);
        statusButton.setSelected(open == Drawer.STATUS);
        sqlButton.setSelected(open == Drawer.SQL);
        bytesButton.setSelected(open == Drawer.BYTES);
        drawers.getChildren().clear();
        if (!narrow()) {
            return;
        }
        switch (open) {
            case NONE -> {
                // everything stays folded
            }
            case STORY -> drawers.getChildren().addAll(gap(), dressed(story, STORY_WIDTH), filler());
            case STATUS -> {
                inspectorTabs.showStatus();
                drawers.getChildren().addAll(filler(), dressed(inspector, INSPECTOR_WIDTH), gap());
            }
            case SQL -> {
                drawers.getChildren().addAll(filler(), dressed(inspector, INSPECTOR_WIDTH), gap());
                inspectorTabs.showSql();
            }
            case BYTES -> {
                drawers.getChildren().addAll(filler(), dressed(inspector, INSPECTOR_WIDTH), gap());
                inspectorTabs.showBytes();
            }
        }
    }

    private static Region dressed(Region pane, double width) {
        pane.setPrefWidth(width);
        pane.setMaxWidth(width);
        if (!pane.getStyleClass().contains("drawer")) {
            pane.getStyleClass().add("drawer");
        }
        return pane;
    }

    private static Region gap() {
        Region region = new Region();
        region.setMinWidth(42);
        region.setMouseTransparent(true);
        return region;
    }

    private static Region filler() {
        Region region = new Region();
        HBox.setHgrow(region, Priority.ALWAYS);
        region.setMouseTransparent(true);
        return region;
    }
}
