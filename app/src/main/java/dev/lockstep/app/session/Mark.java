package dev.lockstep.app.session;

/**
 * A moment worth finding again on the recording.
 *
 * @param kind what it was
 * @param text a few words for the bar
 * @param detail everything, for a tooltip
 */
public record Mark(long nanos, Kind kind, String text, String detail) {
    /** What a mark stands for; the first ones keep their labels where there is no room for all. */
    public enum Kind {
        STATEMENT, NODE, MARKED, LOAD, STEP
    }
}
