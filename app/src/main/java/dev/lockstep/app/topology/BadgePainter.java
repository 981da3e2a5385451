package dev.lockstep.app.topology;

import dev.lockstep.app.theme.CanvasFonts;
import dev.lockstep.app.theme.Palette;
import dev.lockstep.app.theme.TextRuler;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * Draws truth and belief side by side: the stream's fact has a solid frame, what the slave thinks a dashed one, and a sign
 * stands between them.
 */
final class BadgePainter {
    static final double HEIGHT = 16;
    private static final double PAD = 5;
    private static final double SIGN = 16;
    private static final double DASH = 3;

    private final TextRuler ruler;

    BadgePainter(TextRuler ruler) {
        this.ruler = ruler;
    }

    /** In words, or in brief where these do not fit; {@code aside} is -1 to lean to the left, 1 to the right. */
    void paint(GraphicsContext g, Palette palette, Badge badge, Box room, int aside) {
        Font font = CanvasFonts.regular(11);
        boolean words = width(badge.truth(), badge.belief(), font) <= room.width();
        String truth = words ? badge.truth() : badge.carried() ? "EF" : "––";
        String belief = words ? badge.belief() : badge.believed() ? "EF" : "––";
        double free = room.width() - width(truth, belief, font);
        both(g, palette, badge, truth, belief, room.centreX() + aside * free / 2, room.centreY());
    }

    private double width(String truth, String belief, Font font) {
        return ruler.width(truth, font) + ruler.width(belief, font) + 4 * PAD + SIGN;
    }

    private void both(GraphicsContext g, Palette palette, Badge badge, String truth, String belief, double x,
            double y) {
        Font font = CanvasFonts.regular(11);
        double whole = width(truth, belief, font);
        double first = ruler.width(truth, font) + 2 * PAD;
        double left = Math.round(x - whole / 2);
        g.setFill(palette.pane());
        g.fillRect(left - 2, y - HEIGHT / 2, whole + 4, HEIGHT);
        if (!badge.agree()) {
            g.setFill(palette.tint());
            g.fillRect(left, y - HEIGHT / 2, whole, HEIGHT);
        }
        g.setFill(badge.agree() ? palette.faint() : palette.contended());
        frame(g, left, y, first);
        dashes(g, left + first + SIGN, y, whole - first - SIGN);
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.CENTER);
        g.setFont(font);
        g.setFill(badge.agree() ? palette.dim() : palette.text());
        Words.fill(g, truth, left + first / 2, y);
        Words.fill(g, belief, left + (first + SIGN + whole) / 2, y);
        g.setFont(CanvasFonts.bold(13));
        g.setFill(badge.agree() ? palette.held() : palette.waiting());
        Words.fill(g, badge.sign(), left + first + SIGN / 2, y);
    }

    private static void frame(GraphicsContext g, double left, double y, double width) {
        double top = Math.floor(y - HEIGHT / 2);
        g.fillRect(left, top, width, 1);
        g.fillRect(left, top + HEIGHT - 1, width, 1);
        g.fillRect(left, top, 1, HEIGHT);
        g.fillRect(left + width - 1, top, 1, HEIGHT);
    }

    private static void dashes(GraphicsContext g, double left, double y, double width) {
        double top = Math.floor(y - HEIGHT / 2);
        for (double x = 0; x < width; x += 2 * DASH) {
            double piece = Math.min(DASH, width - x);
            g.fillRect(left + x, top, piece, 1);
            g.fillRect(left + x, top + HEIGHT - 1, piece, 1);
        }
        for (double down = 0; down < HEIGHT; down += 2 * DASH) {
            g.fillRect(left, top + down, 1, Math.min(DASH, HEIGHT - down));
            g.fillRect(left + width - 1, top + down, 1, Math.min(DASH, HEIGHT - down));
        }
    }
}
