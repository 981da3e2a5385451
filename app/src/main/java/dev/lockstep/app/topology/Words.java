package dev.lockstep.app.topology;

import dev.lockstep.app.theme.CanvasFonts;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.transform.Affine;

/**
 * Text on a scaled canvas. Without a graphics card JavaFX draws glyphs from a cache only while nothing is scaled, and as
 * outlines otherwise, which takes many times as long: so the font is scaled instead.
 */
final class Words {
    private Words() {}

    /** Same as {@link GraphicsContext#fillText(String, double, double)}. */
    static void fill(GraphicsContext g, String text, double x, double y) {
        Affine at = g.getTransform();
        if (at.getMxx() == 1) {
            g.fillText(text, x, y);
            return;
        }
        Font font = g.getFont();
        g.save();
        g.setTransform(1, 0, 0, 1, 0, 0);
        g.setFont(CanvasFonts.scaled(font, at.getMxx()));
        g.fillText(text, x * at.getMxx() + at.getTx(), y * at.getMyy() + at.getTy());
        g.restore();
    }
}
