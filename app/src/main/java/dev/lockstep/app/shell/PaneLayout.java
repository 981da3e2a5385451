package dev.lockstep.app.shell;

import dev.lockstep.app.i18n.Messages;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
    private final Map<InspectorTab, ToggleButton> tabButtons = new EnumMap<>(InspectorTab.class);
    private final VBox leftStrip = strip(storyButton);
    private final VBox rightStrip;
    private Mode mode = Mode.UNSET;
    private Drawer open = Drawer.NONE;
    private InspectorTab tab = InspectorTab.STATUS;

    private enum Mode {
        UNSET, WIDE, NARROW
    }

    private enum Drawer {
        NONE, STORY, INSPECTOR
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
        for (InspectorTab each : InspectorTab.values()) {
            ToggleButton button = stripButton(each.icon(), each.words());
            button.setOnAction(event -> toggle(each));
            tabButtons.put(each, button);
        }
        rightStrip = strip(tabButtons.values().toArray(ToggleButton[]::new));
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
        show(InspectorTab.STATUS);
    }

    /** Brings the SQL tab to the front. */
    void showSql() {
        show(InspectorTab.SQL);
    }

    /** Brings the bytes tab to the front. */
    void showBytes() {
        show(InspectorTab.BYTES);
    }

    /** Brings a tab of the right pane to the front. */
    void show(InspectorTab wanted) {
        tab = wanted;
        inspectorTabs.show(wanted);
        openDrawer(Drawer.INSPECTOR);
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

    private void toggle(InspectorTab wanted) {
        boolean fold = open == Drawer.INSPECTOR && tab == wanted;
        tab = wanted;
        open = fold ? Drawer.NONE : Drawer.INSPECTOR;
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
        tabButtons.forEach((each, button) -> button.setSelected(open == Drawer.INSPECTOR && tab == each));
        drawers.getChildren().clear();
        if (!narrow()) {
            return;
        }
        switch (open) {
            case NONE -> {
                // everything stays folded
            }
            case STORY -> drawers.getChildren().addAll(gap(), dressed(story, STORY_WIDTH), filler());
            case INSPECTOR -> {
                drawers.getChildren().addAll(filler(), dressed(inspector, INSPECTOR_WIDTH), gap());
                inspectorTabs.show(tab);
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
