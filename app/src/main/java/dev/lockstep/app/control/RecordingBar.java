package dev.lockstep.app.control;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;

/**
 * A whole recording as a bar from its begin to now: marks with labels that give way to each other, stretches of trouble,
 * and a handle that is dragged, clicked or moved with the keyboard.
 */
public final class RecordingBar extends Region {
    private static final double HEIGHT = 54;
    private static final double ROW_ABOVE = -23;
    private static final double ROW_BELOW = 8;
    private static final double LEFT = 64;
    private static final double RIGHT = 92;
    private static final double TRACK_HEIGHT = 6;
    private static final double HANDLE = 18;
    private static final double LABEL_GAP = 10;
    private static final long KEY_STEP_NANOS = 1_000_000_000;
    private static final long KEY_FINE_NANOS = 10_000_000;

    private final Region track = part("bar-track");
    private final Region past = part("bar-past");
    private final Region handle = part("bar-handle");
    private final Label begin = new Label();
    private final Label now = new Label();
    private final Map<BarMark, MarkNodes> marks = new HashMap<>();
    private final List<Region> trouble = new ArrayList<>();
    private Content content = new Content(0, 0, List.of(), List.of());
    private LongConsumer onSeek = nanos -> {};
    private Runnable onLive = () -> {};

    /**
     * A moment. Marks of lower rank get their labels first.
     *
     * @param minor whether it is drawn as a small tick
     */
    public record BarMark(long nanos, String text, String detail, int rank, boolean minor) {}

    /** A stretch of trouble. */
    public record BarSpan(long fromNanos, long toNanos) {}

    /** What is shown: the recording goes from 0 to {@code endNanos}, the handle is at {@code atNanos}. */
    public record Content(long endNanos, long atNanos, List<BarMark> marks, List<BarSpan> trouble) {
        /** Keeps own copies. */
        public Content {
            marks = List.copyOf(marks);
            trouble = List.copyOf(trouble);
        }
    }

    /** An empty bar. */
    public RecordingBar() {
        getStyleClass().add("recording-bar");
        begin.getStyleClass().add("bar-time");
        now.getStyleClass().addAll("bar-time", "bar-now");
        begin.setText("00:00");
        getChildren().addAll(track, past, begin, now, handle);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::seekTo);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::seekTo);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /** Who is told where the handle was moved. */
    public void setOnSeek(LongConsumer listener) {
        onSeek = listener;
    }

    /** Who is told that the handle was moved to the very end. */
    public void setOnLive(Runnable listener) {
        onLive = listener;
    }

    /** Shows the recording as it is now. */
    public void show(Content newContent) {
        content = newContent;
        setAccessibleText(Figures.clock(content.atNanos()));
        setNeedsLayout(true); // its size stays as it is
    }

    /** Where an instant is, in pixels. */
    public double xOf(long nanos) {
        double span = Math.max(1, content.endNanos());
        return LEFT + Math.clamp(nanos / span, 0, 1) * trackWidth();
    }

    private double trackWidth() {
        return Math.max(1, getWidth() - LEFT - RIGHT);
    }

    private void seekTo(MouseEvent event) {
        requestFocus();
        double part = (event.getX() - LEFT) / trackWidth();
        if (part >= 0.998) {
            onLive.run();
        } else {
            onSeek.accept((long) (Math.clamp(part, 0, 1) * content.endNanos()));
        }
        event.consume();
    }

    private void key(KeyEvent event) {
        long step = event.isShiftDown() ? KEY_FINE_NANOS : KEY_STEP_NANOS;
        switch (event.getCode()) {
            case LEFT -> onSeek.accept(content.atNanos() - step);
            case RIGHT -> onSeek.accept(content.atNanos() + step);
            case HOME -> onSeek.accept(0);
            case END -> onLive.run();
            default -> {
                return;
            }
        }
        event.consume();
    }

    @Override
    protected void layoutChildren() {
        double middle = Math.rint(getHeight() / 2);
        double trackTop = middle - TRACK_HEIGHT / 2;
        double end = xOf(content.endNanos());
        track.resizeRelocate(LEFT, trackTop, trackWidth(), TRACK_HEIGHT);
        past.resizeRelocate(LEFT, trackTop, end - LEFT, TRACK_HEIGHT);
        drawTrouble(trackTop);
        drawMarks(middle);
        handle.resizeRelocate(xOf(content.atNanos()) - HANDLE / 2, middle - HANDLE / 2, HANDLE, HANDLE);
        place(begin, 14, middle);
        now.setText(Figures.clock(content.atNanos()));
        place(now, getWidth() - 14 - now.prefWidth(-1), middle);
    }

    private static void place(Label label, double x, double middle) {
        double height = label.prefHeight(-1);
        label.resizeRelocate(x, middle - height / 2, label.prefWidth(-1), height);
    }

    private void drawTrouble(double top) {
        while (trouble.size() < content.trouble().size()) {
            Region region = part("bar-trouble");
            trouble.add(region);
            getChildren().add(2, region);
        }
        for (int i = 0; i < trouble.size(); i++) {
            Region region = trouble.get(i);
            region.setVisible(i < content.trouble().size());
            if (region.isVisible()) {
                BarSpan span = content.trouble().get(i);
                double from = xOf(span.fromNanos());
                region.resizeRelocate(from, top, Math.max(2, xOf(span.toNanos()) - from), TRACK_HEIGHT);
            }
        }
    }

    /** A mark's nodes are made once: this is done in each pulse, and new nodes have to be styled. */
    private record MarkNodes(Region tick, Label label, double labelWidth) {
        static MarkNodes of(BarMark mark) {
            Region tick = part(mark.minor() ? "bar-minor" : "bar-mark");
            Tooltip.install(tick, new Tooltip(Figures.clock(mark.nanos()) + "  " + mark.detail()));
            Label label = new Label(mark.text());
            label.getStyleClass().add("bar-label");
            label.setManaged(false);
            return new MarkNodes(tick, label, widthOf(mark.text()) + 2);
        }
    }

    private void drawMarks(double middle) {
        if (marks.size() != content.marks().size() || !marks.keySet().containsAll(content.marks())) {
            renewMarks();
        }
        Taken taken = new Taken(new ArrayList<>(), new ArrayList<>());
        List<BarMark> byRank = new ArrayList<>(content.marks());
        byRank.sort(Comparator.comparingInt(BarMark::rank));
        for (BarMark mark : byRank) {
            MarkNodes nodes = marks.get(mark);
            if (nodes != null) {
                double x = Math.round(xOf(mark.nanos()));
                double half = mark.minor() ? 5 : 10;
                nodes.tick().resizeRelocate(x - 1, middle - half, mark.minor() ? 1 : 2, half * 2);
                drawLabel(nodes, x, middle, taken);
            }
        }
    }

    private void renewMarks() {
        marks.entrySet().removeIf(entry -> {
            boolean gone = !content.marks().contains(entry.getKey());
            if (gone) {
                getChildren().removeAll(entry.getValue().tick(), entry.getValue().label());
            }
            return gone;
        });
        for (BarMark mark : content.marks()) {
            if (!marks.containsKey(mark)) {
                MarkNodes nodes = MarkNodes.of(mark);
                marks.put(mark, nodes);
                int beforeHandle = getChildren().indexOf(handle);
                getChildren().addAll(beforeHandle, List.of(nodes.tick(), nodes.label()));
            }
        }
    }

    private void drawLabel(MarkNodes nodes, double x, double middle, Taken taken) {
        double from = x + 5;
        double to = from + nodes.labelWidth();
        boolean fits = to <= getWidth() - 14;
        boolean above = fits && take(taken.above(), from, to);
        boolean shown = above || fits && take(taken.below(), from, to);
        nodes.label().setVisible(shown);
        if (shown) {
            nodes.label().resizeRelocate(from, middle + (above ? ROW_ABOVE : ROW_BELOW), nodes.labelWidth(), 15);
        }
    }

    /** What is taken of the rows of labels above and below the track. */
    private record Taken(List<double[]> above, List<double[]> below) {}

    private static boolean take(List<double[]> row, double from, double to) {
        if (row.stream().anyMatch(other -> from < other[1] + LABEL_GAP && to + LABEL_GAP > other[0])) {
            return false;
        }
        row.add(new double[]{from - 5, to});
        return true;
    }

    private static double widthOf(String text) {
        Text measure = new Text(text);
        measure.setFont(javafx.scene.text.Font.font("Inter", 11));
        return Math.ceil(measure.getLayoutBounds().getWidth());
    }

    private static Region part(String styleClass) {
        Region region = new Region();
        region.getStyleClass().add(styleClass);
        region.setManaged(false);
        return region;
    }
}
