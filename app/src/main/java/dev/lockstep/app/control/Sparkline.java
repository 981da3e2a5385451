package dev.lockstep.app.control;

import java.util.List;
import javafx.scene.layout.Region;
import javafx.scene.shape.Polyline;

/** A small curve over a base line, with an optional second one behind it. Values below zero are gaps. */
public final class Sparkline extends Region {
    private static final double HEIGHT = 48;

    private final Polyline line = new Polyline();
    private final Polyline second = new Polyline();
    private final Region base = new Region();
    private List<Double> values = List.of();
    private List<Double> behind = List.of();
    private int capacity = 1;

    /** An empty curve. */
    public Sparkline() {
        getStyleClass().add("sparkline");
        line.getStyleClass().add("spark-line");
        second.getStyleClass().add("spark-second");
        base.getStyleClass().add("spark-base");
        line.setManaged(false);
        second.setManaged(false);
        getChildren().addAll(base, second, line);
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
    }

    /** Shows values, the newest last, on an axis with room for {@code newCapacity} of them. */
    public void show(List<Double> newValues, List<Double> newBehind, int newCapacity) {
        if (!values.equals(newValues) || !behind.equals(newBehind) || capacity != Math.max(2, newCapacity)) {
            values = List.copyOf(newValues);
            behind = List.copyOf(newBehind);
            capacity = Math.max(2, newCapacity);
            setNeedsLayout(true); // its size stays as it is
        }
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        base.resizeRelocate(0, height - 1, width, 1);
        double top = Math.max(highest(values), highest(behind));
        draw(line, values, top, width, height);
        draw(second, behind, top, width, height);
    }

    private static double highest(List<Double> points) {
        return points.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    private void draw(Polyline shape, List<Double> points, double top, double width, double height) {
        Double[] path = new Double[2 * (int) points.stream().filter(value -> value >= 0).count()];
        double step = width / (capacity - 1);
        int at = 0;
        for (int i = 0; i < points.size(); i++) {
            double value = points.get(i);
            if (value >= 0) {
                path[at++] = width - (points.size() - 1 - i) * step;
                path[at++] = top <= 0 ? height - 3 : height - 3 - (height - 6) * value / top;
            }
        }
        shape.getPoints().setAll(path);
    }
}
