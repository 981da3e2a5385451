package dev.lockstep.app.control;

import dev.lockstep.app.theme.CanvasTokens;
import dev.lockstep.app.theme.Palette;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/**
 * A resizable region that a painter draws. It draws at most once per pulse, in the layout pass, and only after
 * {@link #redraw()}, a change of size or of theme.
 */
public abstract class DrawnRegion extends Region {
    private final Canvas canvas = new Canvas();
    private final CanvasTokens tokens = new CanvasTokens();
    private boolean stale = true;
    private long frames;

    /** Takes the theme's colours from where it is put. */
    protected DrawnRegion() {
        getChildren().addAll(canvas, tokens);
        tokens.paletteProperty().addListener((_, _, _) -> redraw());
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
    }

    /** Asks for a repaint in this pulse. */
    public final void redraw() {
        stale = true;
        setNeedsLayout(true);
    }

    /** Takes that height, whatever its parent has to give. */
    protected final void fixHeight(double height) {
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
    }

    /** How often it has been drawn. */
    public final long frames() {
        return frames;
    }

    /** The theme's colours. */
    protected final Palette palette() {
        return tokens.palette();
    }

    /** Device pixels per pixel. */
    protected final double renderScale() {
        return getScene() == null || getScene().getWindow() == null ? 1 : getScene().getWindow().getRenderScaleX();
    }

    /** Draws everything; the surface still has the last picture on it. */
    protected abstract void draw(GraphicsContext g, double width, double height);

    @Override
    protected void layoutChildren() {
        double width = Math.floor(getWidth());
        double height = Math.floor(getHeight());
        if (canvas.getWidth() != width || canvas.getHeight() != height) {
            canvas.setWidth(width);
            canvas.setHeight(height);
            stale = true;
        }
        if (stale && width > 0 && height > 0) {
            stale = false;
            frames++;
            draw(canvas.getGraphicsContext2D(), width, height);
        }
    }
}
