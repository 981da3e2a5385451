package dev.lockstep.app.topology;

import dev.lockstep.app.i18n.Messages;
import dev.lockstep.app.theme.CanvasFonts;
import dev.lockstep.app.theme.Palette;
import dev.lockstep.app.theme.TextRuler;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Draws all that there is to say about the edge under the mouse, in pixels and inside the view. */
final class TipPainter {
    private static final double WIDEST = 460;
    private static final double PAD = 10;
    private static final double LINE = 16;
    private static final int MOST_LINES = 12;

    private final TextRuler ruler;

    TipPainter(TextRuler ruler) {
        this.ruler = ruler;
    }

    /** What there is to say, line by line. */
    static List<String> words(ChannelEdge edge) {
        List<String> lines = new ArrayList<>();
        lines.add(edge.key().replica() + " follows " + edge.source()
                + (edge.title().isEmpty() ? ", default channel" : ", channel '" + edge.title() + "'"));
        lines.add(edge.states() + (edge.label().isEmpty() ? "" : " · " + edge.label()));
        Badge badge = edge.badge();
        if (badge != null) {
            lines.add("Truth: the stream carries " + (badge.carried() ? "" : "no ") + "semi-sync headers. Belief: "
                    + (badge.agree()
                            ? "the slave thinks so."
                            : "the slave thinks it carries " + (badge.believed() ? "them." : "none.")));
        }
        edge.faults().forEach(fault -> lines.add(Messages.text("fault.tip", fault)));
        ChannelEdge.Callout callout = edge.callout();
        if (callout != null) {
            lines.addAll(callout.details());
        }
        return lines;
    }

    void paint(GraphicsContext g, TopologyFrame frame, ChannelEdge edge) {
        Route route = frame.layout().routes().get(edge.key());
        if (route == null) {
            return;
        }
        Font font = CanvasFonts.regular(12);
        double widest = Math.min(WIDEST, frame.width() - 4 * PAD);
        List<String> lines = new ArrayList<>();
        words(edge).forEach(text -> wrap(text, font, widest - 2 * PAD, lines));
        double width = lines.stream().mapToDouble(text -> ruler.width(text, font)).max().orElse(0) + 2 * PAD;
        double height = lines.size() * LINE + 2 * PAD - 2;
        Route.Heading middle = route.at(0.5);
        double x = middle.x() * frame.viewport().scale() + frame.viewport().left() - width / 2;
        double y = middle.y() * frame.viewport().scale() + frame.viewport().top() + 12;
        if (y + height > frame.height() - 4) {
            y -= height + 24;
        }
        x = Math.round(Math.clamp(x, 4, Math.max(4, frame.width() - width - 4)));
        y = Math.round(Math.clamp(y, 4, Math.max(4, frame.height() - height - 4)));
        box(g, frame.palette(), x, y, width, height);
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.CENTER);
        for (int i = 0; i < lines.size(); i++) {
            g.setFont(i == 0 ? CanvasFonts.semiBold(12) : font);
            g.setFill(i == 0 ? frame.palette().text() : frame.palette().dim());
            g.fillText(i == 0 ? ruler.fit(lines.get(0), CanvasFonts.semiBold(12), width - 2 * PAD) : lines.get(i),
                    x + PAD, y + PAD + i * LINE + LINE / 2 - 1);
        }
    }

    private static void box(GraphicsContext g, Palette palette, double x, double y, double width, double height) {
        g.setFill(palette.faint());
        g.fillRoundRect(x, y, width, height, 10, 10);
        g.setFill(palette.card());
        g.fillRoundRect(x + 1, y + 1, width - 2, height - 2, 9, 9);
    }

    private void wrap(String text, Font font, double width, List<String> into) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split("\\s+")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (ruler.width(longer, font) > width && !line.isEmpty()) {
                into.add(line.toString());
                line.setLength(0);
                longer = word;
            }
            line.setLength(0);
            line.append(ruler.fit(longer, font, width));
            if (into.size() >= MOST_LINES) {
                return;
            }
        }
        into.add(line.toString());
    }
}
