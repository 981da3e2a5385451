package dev.lockstep.app.topology;

import dev.lockstep.app.theme.Palette;
import javafx.scene.paint.Color;

/** What a value means; the theme says which colour that is. */
enum Tone {
    PLAIN, DIM, GOOD, WARN, BAD, ACCENT;

    Color colour(Palette palette) {
        return switch (this) {
            case PLAIN -> palette.text();
            case DIM -> palette.faint();
            case GOOD -> palette.held();
            case WARN -> palette.contended();
            case BAD -> palette.waiting();
            case ACCENT -> palette.accent();
        };
    }
}
