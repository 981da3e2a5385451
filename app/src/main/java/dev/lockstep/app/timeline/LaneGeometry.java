package dev.lockstep.app.timeline;

/**
 * Where things are on the timeline: labels, lanes and ruler, in pixels of the canvas. Immutable.
 *
 * @param plotLeft where time begins
 * @param plotTop top of the first lane's place
 * @param pitch distance of lanes
 * @param bar height of a lane's spans
 * @param shown lanes that fit
 */
record LaneGeometry(double width, double height, double plotLeft, double plotWidth, double plotTop, double pitch,
        double bar, int shown, int first, int total) {
    static final double RULER = 26;
    static final double FOOT = 26;
    private static final double MIN_PITCH = 22;
    private static final double MAX_PITCH = 36;

    /** Lays out {@code total} lanes of which the first {@code first} are scrolled away. */
    static LaneGeometry of(double width, double height, int total, int first) {
        double labels = width < 520 ? 92 : 122;
        double room = Math.max(MIN_PITCH, height - RULER - FOOT);
        int fitting = Math.max(1, (int) (room / MIN_PITCH));
        int start = Math.clamp(first, 0, Math.max(0, total - fitting));
        int shown = Math.min(fitting, total - start);
        double pitch = Math.clamp(Math.floor(room / Math.max(1, shown)), MIN_PITCH, MAX_PITCH);
        double bar = Math.floor(pitch * 0.64);
        return new LaneGeometry(width, height, labels, Math.max(10, Math.floor(width - labels - 12)), RULER, pitch, bar,
                shown, start, total);
    }

    TimeScale scale(TimeWindow window) {
        return new TimeScale(window, plotLeft, plotWidth);
    }

    /** Top of the spans of the lane at a place in view. */
    double barTop(int place) {
        return plotTop + place * pitch + Math.floor((pitch - bar) / 2);
    }

    double plotBottom() {
        return plotTop + shown * pitch;
    }

    /** The place in view at a height, -1 outside the lanes. */
    int placeAt(double y) {
        int place = (int) Math.floor((y - plotTop) / pitch);
        return place >= 0 && place < shown ? place : -1;
    }

    int hidden() {
        return total - shown;
    }
}
