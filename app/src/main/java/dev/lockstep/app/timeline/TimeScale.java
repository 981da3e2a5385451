package dev.lockstep.app.timeline;

/** Times to pixels and back, for a window drawn from {@code left} over {@code width} pixels. Immutable. */
record TimeScale(TimeWindow window, double left, double width) {
    double x(long nanos) {
        return left + (nanos - window.startNanos()) * width / window.spanNanos();
    }

    long nanos(double x) {
        return window.startNanos() + Math.round((x - left) * window.spanNanos() / Math.max(1, width));
    }

    double right() {
        return left + width;
    }

    double nanosPerPixel() {
        return window.spanNanos() / Math.max(1, width);
    }
}
