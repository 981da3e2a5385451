package dev.lockstep.app.theme;

import javafx.scene.paint.Color;

/**
 * The colours of a theme as a canvas painter needs them; each is the value of the style sheets' looked-up colour of the
 * same name ({@code -ls-background}, ...). Immutable.
 *
 * @param card surface of cards
 * @param line borders and grids
 * @param dim second level of text
 * @param faint third level of text
 * @param accent cursor, selection, events
 * @param held a lock that is held alone
 * @param poll waiting for input or output
 * @param contended held while others wait
 * @param waiting waiting, starvation, errors
 * @param barged taken again before the waiter woke
 * @param tint where what is said differs from the truth
 */
public record Palette(Color background, Color pane, Color card, Color line, Color text, Color dim, Color faint,
        Color accent, Color selection, Color held, Color poll, Color contended, Color waiting, Color barged,
        Color tint) {}
