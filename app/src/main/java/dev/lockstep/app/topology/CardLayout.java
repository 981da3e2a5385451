package dev.lockstep.app.topology;

import java.util.ArrayList;
import java.util.List;

/** Where things are on a card, relative to its upper left corner. All cards are equally wide. */
final class CardLayout {
    static final double WIDTH = 250;
    static final double PAD = 16;
    static final double NAME_Y = 23;
    static final double ROLE_Y = 43;
    static final double ROWS_TOP = 57;
    static final double ROW = 22;
    static final double BUTTON = 18;
    private static final double BOTTOM = 10;
    private static final double COMPACT_WIDTH = 168;
    private static final double COMPACT_HEIGHT = 46;

    /** A place that can be pressed; {@code row} is -1 for the menu. */
    record Target(Box box, Control control, int row) {}

    private CardLayout() {}

    static double width(Detail detail) {
        return detail == Detail.COMPACT ? COMPACT_WIDTH : WIDTH;
    }

    static double height(NodeCard card, Detail detail) {
        return detail == Detail.COMPACT ? COMPACT_HEIGHT : height(card);
    }

    private static double height(NodeCard card) {
        return ROWS_TOP + Math.max(1, card.rows().size()) * ROW + BOTTOM;
    }

    static double rowY(int row) {
        return ROWS_TOP + row * ROW + ROW / 2;
    }

    /** Right edge of a row's value: left of the button, if the row has one. */
    static double valueRight(NodeCard.Row row) {
        return isButton(row) ? WIDTH - PAD - BUTTON - 4 : WIDTH - PAD;
    }

    /** Whether the row's control is a button beside the value rather than the value itself. */
    static boolean isButton(NodeCard.Row row) {
        Control control = row.control();
        return control != null && (control.kind() == Control.Kind.START_REPLICA
                || control.kind() == Control.Kind.STOP_REPLICA);
    }

    /** Everything that can be pressed. */
    static List<Target> targets(NodeCard card) {
        List<Target> targets = new ArrayList<>();
        targets.add(new Target(new Box(WIDTH - PAD - BUTTON - 2, ROLE_Y - BUTTON / 2, BUTTON + 6, BUTTON),
                Control.of(Control.Kind.MENU), -1));
        for (int row = 0; row < card.rows().size(); row++) {
            Control control = card.rows().get(row).control();
            if (control == null) {
                continue;
            }
            double y = rowY(row) - BUTTON / 2;
            if (control.kind() == Control.Kind.MORE) {
                targets.add(new Target(new Box(WIDTH - PAD - BUTTON + 4, y, BUTTON, BUTTON), control, row));
                targets.add(new Target(new Box(WIDTH - PAD - 3 * BUTTON + 2, y, BUTTON, BUTTON),
                        Control.of(Control.Kind.FEWER), row));
            } else if (isButton(card.rows().get(row))) {
                targets.add(new Target(new Box(WIDTH - PAD - BUTTON + 4, y, BUTTON, BUTTON), control, row));
            } else {
                targets.add(new Target(new Box(WIDTH - PAD - 92, y, 96, BUTTON), control, row));
            }
        }
        return targets;
    }
}
