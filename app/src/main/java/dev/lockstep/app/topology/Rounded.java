package dev.lockstep.app.topology;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.transform.Affine;

/**
 * Filled rectangles with round corners on a canvas that is moved and scaled, but not turned. Without a graphics card JavaFX
 * draws them as general outlines, which takes a millisecond for a card; made of plain rectangles they take a hundredth. Edges
 * lie on whole pixels, so that they are sharp at any scale.
 */
final class Rounded {
    private Rounded() {}

    /** A rectangle whose corners are quarters of a circle with a diameter of {@code arc}. */
    static void fill(GraphicsContext g, Box box, double arc) {
        Affine at = g.getTransform();
        g.save();
        g.setTransform(1, 0, 0, 1, 0, 0);
        pieces(g, pixels(at, box), arc / 2 * at.getMxx());
        g.restore();
    }

    /** The same with a border, which is inside of the box and at least a pixel wide. */
    static void framed(GraphicsContext g, Box box, double arc, double line, Color border, Color inside) {
        Affine at = g.getTransform();
        double pixels = Math.max(1, Math.round(line * at.getMxx()));
        Box outer = pixels(at, box);
        double radius = arc / 2 * at.getMxx();
        g.save();
        g.setTransform(1, 0, 0, 1, 0, 0);
        g.setFill(border);
        pieces(g, outer, radius);
        g.setFill(inside);
        pieces(g, outer.grown(-pixels), Math.max(0, radius - pixels));
        g.restore();
    }

    private static Box pixels(Affine at, Box box) {
        double left = Math.round(box.x() * at.getMxx() + at.getTx());
        double top = Math.round(box.y() * at.getMyy() + at.getTy());
        return new Box(left, top, Math.round(box.right() * at.getMxx() + at.getTx()) - left,
                Math.round(box.bottom() * at.getMyy() + at.getTy()) - top);
    }

    private static void pieces(GraphicsContext g, Box box, double radius) {
        int rows = (int) Math.min(Math.ceil(radius), Math.floor(box.height() / 2));
        g.fillRect(box.x(), box.y() + rows, box.width(), box.height() - 2 * rows);
        for (int row = 0; row < rows; row++) {
            double fromCentre = radius - row - 0.5;
            double inset = radius - Math.sqrt(Math.max(0, radius * radius - fromCentre * fromCentre));
            g.fillRect(box.x() + inset, box.y() + row, box.width() - 2 * inset, 1);
            g.fillRect(box.x() + inset, box.bottom() - row - 1, box.width() - 2 * inset, 1);
        }
    }
}
