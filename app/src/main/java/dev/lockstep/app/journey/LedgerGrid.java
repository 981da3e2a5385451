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
    private static final double NAME = 118;
    private static final double TOLD = 52;
    private static final double MARK = 10;

    private final TextRuler ruler = new TextRuler();
    private List<String> nodes = List.of();
    private List<Ledger.Row> rows = List.of();

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
        double height = HEAD + rows.size() * ROW + 2;
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
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
        double column = nodes.isEmpty() ? 0 : (width - NAME - TOLD) / nodes.size();
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
        g.fillText(Messages.text("ledger.told"), NAME + TOLD / 2, HEAD / 2);
        for (int i = 0; i < nodes.size(); i++) {
            g.fillText(ruler.fit(nodes.get(i), CanvasFonts.semiBold(11), column - 4),
                    NAME + TOLD + (i + 0.5) * column, HEAD / 2);
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
        String file = row.id().end().file();
        String number = file.substring(file.lastIndexOf('.') + 1);
        g.fillText(ruler.fit(number + " : " + Figures.grouped(row.id().end().offset()), CanvasFonts.mono(11), NAME - 4),
                0, middle);
        g.setFont(CanvasFonts.regular(11));
        g.setTextAlign(TextAlignment.CENTER);
        g.setFill(row.acknowledged() ? palette().text() : palette().faint());
        g.fillText(Messages.text(row.acknowledged() ? "ledger.yes" : "ledger.not"), NAME + TOLD / 2, middle);
        for (int i = 0; i < nodes.size(); i++) {
            mark(g, row.cell(nodes.get(i)), NAME + TOLD + (i + 0.5) * column, middle);
        }
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
