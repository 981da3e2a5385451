package dev.lockstep.app.control;

import dev.lockstep.app.theme.Palette;
import java.util.List;
import java.util.function.Function;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/** A small curve over a base line, with an optional second one behind it. Values below zero are gaps. */
public final class Sparkline extends DrawnRegion {
    private static final double HEIGHT = 48;

    private List<Double> values = List.of();
    private List<Double> behind = List.of();
    private int capacity = 2;
    private Function<Palette, Color> colour = Palette::accent;

    /** An empty curve. */
    public Sparkline() {
        getStyleClass().add("sparkline");
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
    }

    /** Draws the curve in another colour of the theme. */
    public void setColour(Function<Palette, Color> wanted) {
        colour = wanted;
        redraw();
    }

    /** Shows values, the newest last, on an axis with room for {@code newCapacity} of them. */
    public void show(List<Double> newValues, List<Double> newBehind, int newCapacity) {
        if (!values.equals(newValues) || !behind.equals(newBehind) || capacity != Math.max(2, newCapacity)) {
            values = List.copyOf(newValues);
            behind = List.copyOf(newBehind);
            capacity = Math.max(2, newCapacity);
            redraw();
        }
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        g.clearRect(0, 0, width, height);
        g.setFill(palette().line());
        g.fillRect(0, height - 1, width, 1);
        double top = Math.max(highest(values), highest(behind));
        g.setStroke(palette().faint());
        g.setLineWidth(1);
        draw(g, behind, top, width, height);
        g.setStroke(colour.apply(palette()));
        g.setLineWidth(1.5);
        draw(g, values, top, width, height);
    }

    private static double highest(List<Double> points) {
        return points.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    private void draw(GraphicsContext g, List<Double> points, double top, double width, double height) {
        double[] x = new double[points.size()];
        double[] y = new double[points.size()];
        double step = width / (capacity - 1);
        int count = 0;
        for (int i = 0; i < points.size(); i++) {
            double value = points.get(i);
            if (value >= 0) {
                x[count] = width - (points.size() - 1 - i) * step;
                y[count] = top <= 0 ? height - 3 : height - 3 - (height - 6) * value / top;
                count++;
            }
        }
        g.strokePolyline(x, y, count);
    }
}
