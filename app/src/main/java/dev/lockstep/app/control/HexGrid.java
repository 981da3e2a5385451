package dev.lockstep.app.control;

import dev.lockstep.app.theme.CanvasFonts;
import java.util.List;
import java.util.Locale;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/**
 * Bytes in hex, with their offset before and their characters behind. What a byte is has a shape: marked bytes stand in a
 * box, those that were cut off are struck through, a header is underlined and its fields are parted by ticks.
 */
public final class HexGrid extends DrawnRegion {
    private static final int WIDE = 16;
    private static final int NARROW = 8;
    private static final double ROW = 19;
    private static final double OFFSET = 34;
    private static final double BYTE = 20.5;
    private static final double CHARACTER = 7.4;
    private static final double GAP = 8;

    private List<Cell> cells = List.of();
    private String description = "";

    /** What a byte is. */
    public enum Role {
        /** Belongs to the packet, not to what it carries. */
        FRAME,
        /** Stands out: should not be, or was put, in front of what follows. */
        MARKED,
        /** A header's. */
        HEADER,
        /** Anything else. */
        BODY
    }

    /**
     * A byte.
     *
     * @param value 0 to 255
     * @param struck whether it was cut off
     * @param starts whether a field begins with it
     */
    public record Cell(int value, Role role, boolean struck, boolean starts) {}

    /** No bytes. */
    public HexGrid() {
        setAccessibleRole(AccessibleRole.TEXT);
        getStyleClass().add("hex-grid");
        widthProperty().addListener((property, before, now) -> resize());
    }

    /** Shows bytes. */
    public void show(List<Cell> bytes, String spoken) {
        if (!cells.equals(bytes)) {
            cells = List.copyOf(bytes);
            resize();
            redraw();
        }
        if (!description.equals(spoken)) {
            description = spoken;
            setAccessibleText(spoken);
        }
    }

    private int perRow() {
        return OFFSET + WIDE * (BYTE + CHARACTER) + GAP <= getWidth() ? WIDE : NARROW;
    }

    private void resize() {
        double height = Math.max(1, (cells.size() + perRow() - 1) / perRow()) * ROW + 2;
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
        redraw();
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        g.setFill(palette().pane());
        g.fillRect(0, 0, width, height);
        g.setTextBaseline(VPos.CENTER);
        int perRow = perRow();
        for (int i = 0; i < cells.size(); i++) {
            int row = i / perRow;
            double y = row * ROW + ROW / 2;
            if (i % perRow == 0) {
                g.setFont(CanvasFonts.mono(11));
                g.setTextAlign(TextAlignment.LEFT);
                g.setFill(palette().faint());
                g.fillText(String.format(Locale.ROOT, "%04x", i), 0, y);
            }
            cell(g, cells.get(i), OFFSET + i % perRow * BYTE, y,
                    OFFSET + perRow * BYTE + GAP + i % perRow * CHARACTER);
        }
    }

    private void cell(GraphicsContext g, Cell cell, double x, double y, double characterX) {
        if (cell.role() == Role.MARKED) {
            g.setFill(palette().contended());
            g.fillRect(x, y - ROW / 2 + 1, BYTE - 1, ROW - 2);
            g.setFill(palette().tint());
            g.fillRect(x + 1, y - ROW / 2 + 2, BYTE - 3, ROW - 4);
        }
        if (cell.role() == Role.HEADER) {
            g.setFill(palette().accent());
            g.fillRect(x, y + ROW / 2 - 2, BYTE, 1.5);
            if (cell.starts()) {
                g.fillRect(x, y + ROW / 2 - 7, 1.5, 6);
            }
        }
        g.setFont(CanvasFonts.mono(12));
        g.setTextAlign(TextAlignment.CENTER);
        g.setFill(cell.role() == Role.FRAME || cell.role() == Role.BODY ? palette().dim() : palette().text());
        g.fillText(String.format(Locale.ROOT, "%02x", cell.value()), x + BYTE / 2, y - 0.5);
        if (cell.struck()) {
            g.setFill(palette().waiting());
            g.fillRect(x + 1, y - 1, BYTE - 3, 1.5);
        }
        boolean printable = cell.value() >= 0x20 && cell.value() < 0x7f;
        g.setFont(CanvasFonts.mono(11));
        g.setTextAlign(TextAlignment.LEFT);
        g.setFill(printable ? palette().dim() : palette().line());
        g.fillText(printable ? String.valueOf((char) cell.value()) : "·", characterX, y - 0.5);
    }
}
