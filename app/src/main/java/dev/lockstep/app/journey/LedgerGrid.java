package dev.lockstep.app.journey;

import dev.lockstep.app.control.DrawnRegion;
import dev.lockstep.app.control.Figures;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.app.theme.CanvasFonts;
import dev.lockstep.app.theme.TextRuler;
import dev.lockstep.engine.trace.journey.Ledger;
import dev.lockstep.engine.trace.journey.Place;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/**
 * Transactions by nodes. How well a node has one is a shape: a dot for the disk, a ring with a dot for a file, a ring for
 * memory, a dash for nothing. A tick behind it: applied.
 */
public final class LedgerGrid extends DrawnRegion {
    private static final double ROW = 20;
    private static final double HEAD = 22;
    /** The column of names takes what the longest needs, and no more than this share of the width. */
    private static final double MOST_NAME = 0.45;
    private static final double AFTER_NAME = 10;
    private static final double TOLD = 52;
    private static final double MARK = 10;

    private final TextRuler ruler = new TextRuler();
    private List<String> nodes = List.of();
    private List<Ledger.Row> rows = List.of();
    private double nameWidth;

    /** Nothing to draw. */
    public LedgerGrid() {
        setAccessibleRole(AccessibleRole.TEXT);
        getStyleClass().add("ledger-grid");
    }

    void show(List<String> columns, List<Ledger.Row> lines) {
        if (columns.equals(nodes) && lines.equals(rows)) {
            return;
        }
        nodes = columns;
        rows = lines;
        fixHeight(HEAD + rows.size() * ROW + 2);
        StringBuilder spoken = new StringBuilder();
        rows.stream().limit(5).forEach(row -> {
            spoken.append(row.id()).append(row.acknowledged() ? ", told: " : ", not told: ");
            nodes.forEach(node -> spoken.append(node).append(' ').append(row.cell(node).place()).append(' '));
        });
        setAccessibleText(spoken.toString());
        redraw();
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        g.setFill(palette().pane());
        g.fillRect(0, 0, width, height);
        g.setTextBaseline(VPos.CENTER);
        double longest = rows.stream().mapToDouble(row -> ruler.width(name(row), CanvasFonts.mono(11))).max().orElse(0);
        double heading = ruler.width(Messages.text("ledger.transaction"), CanvasFonts.semiBold(11));
        nameWidth = Math.min(Math.max(longest, heading) + AFTER_NAME, width * MOST_NAME);
        double column = nodes.isEmpty() ? 0 : (width - nameWidth - TOLD) / nodes.size();
        head(g, column);
        for (int i = 0; i < rows.size(); i++) {
            row(g, rows.get(i), HEAD + i * ROW, column, width);
        }
    }

    private void head(GraphicsContext g, double column) {
        g.setFont(CanvasFonts.semiBold(11));
        g.setFill(palette().dim());
        g.setTextAlign(TextAlignment.LEFT);
        g.fillText(Messages.text("ledger.transaction"), 0, HEAD / 2);
        g.setTextAlign(TextAlignment.CENTER);
        g.fillText(Messages.text("ledger.told"), nameWidth + TOLD / 2, HEAD / 2);
        for (int i = 0; i < nodes.size(); i++) {
            g.fillText(ruler.fit(nodes.get(i), CanvasFonts.semiBold(11), column - 4),
                    nameWidth + TOLD + (i + 0.5) * column, HEAD / 2);
        }
    }

    private void row(GraphicsContext g, Ledger.Row row, double y, double column, double width) {
        double middle = Math.floor(y + ROW / 2);
        boolean alone = nodes.stream().filter(node -> row.cell(node).place() != Place.NOWHERE).count() < 2;
        if (alone && row.acknowledged()) {
            g.setFill(palette().tint());
            g.fillRect(0, y + 1, width, ROW - 2);
        }
        g.setFont(CanvasFonts.mono(11));
        g.setTextAlign(TextAlignment.LEFT);
        g.setFill(palette().text());
        g.fillText(ruler.fit(name(row), CanvasFonts.mono(11), nameWidth - 4), 0, middle);
        g.setFont(CanvasFonts.regular(11));
        g.setTextAlign(TextAlignment.CENTER);
        g.setFill(row.acknowledged() ? palette().text() : palette().faint());
        g.fillText(Messages.text(row.acknowledged() ? "ledger.yes" : "ledger.not"), nameWidth + TOLD / 2, middle);
        for (int i = 0; i < nodes.size(); i++) {
            mark(g, row.cell(nodes.get(i)), nameWidth + TOLD + (i + 0.5) * column, middle);
        }
    }

    private static String name(Ledger.Row row) {
        String file = row.id().end().file();
        return file.substring(file.lastIndexOf('.') + 1) + " : " + Figures.grouped(row.id().end().offset());
    }

    private void mark(GraphicsContext g, Ledger.Cell cell, double x, double middle) {
        double left = Math.floor(x - MARK / 2) - 6;
        double top = middle - MARK / 2;
        switch (cell.place()) {
            case NOWHERE -> {
                g.setFill(palette().faint());
                g.fillRect(left + 1, middle - 0.5, MARK - 2, 1.5);
            }
            case MEMORY -> ring(g, left, top);
            case FILE -> {
                ring(g, left, top);
                g.setFill(palette().held());
                g.fillOval(left + 3, top + 3, MARK - 6, MARK - 6);
            }
            case DURABLE -> {
                g.setFill(palette().held());
                g.fillOval(left, top, MARK, MARK);
            }
        }
        if (cell.applied()) {
            g.setFont(CanvasFonts.semiBold(11));
            g.setFill(palette().dim());
            g.setTextAlign(TextAlignment.LEFT);
            g.fillText("✓", left + MARK + 4, middle);
            g.setTextAlign(TextAlignment.CENTER);
        }
    }

    private void ring(GraphicsContext g, double left, double top) {
        g.setFill(palette().held());
        g.fillOval(left, top, MARK, MARK);
        g.setFill(palette().pane());
        g.fillOval(left + 1.5, top + 1.5, MARK - 3, MARK - 3);
    }
}
