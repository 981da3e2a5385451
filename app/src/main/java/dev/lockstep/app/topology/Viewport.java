package dev.lockstep.app.topology;

/** From the topology's own coordinates to pixels: {@code x * scale + left}. Immutable. */
record Viewport(double scale, double left, double top) {
    static final double SMALLEST = 0.08;
    static final double LARGEST = 3;
    private static final double LIFE_SIZE = 1.2;

    /** Everything, centred, and hardly larger than life. */
    static Viewport fitting(Box content, double width, double height) {
        double scale = Math.clamp(Math.min(width / content.width(), height / content.height()), SMALLEST, LIFE_SIZE);
        return new Viewport(scale, Math.round(width / 2 - content.centreX() * scale),
                Math.round(height / 2 - content.centreY() * scale));
    }

    double toX(double pixel) {
        return (pixel - left) / scale;
    }

    double toY(double pixel) {
        return (pixel - top) / scale;
    }

    Viewport moved(double dx, double dy) {
        return new Viewport(scale, left + dx, top + dy);
    }

    /** Larger or smaller, with what is at a pixel staying there. */
    Viewport zoomed(double factor, double aroundX, double aroundY) {
        double to = Math.clamp(scale * factor, SMALLEST, LARGEST);
        return new Viewport(to, aroundX - toX(aroundX) * to, aroundY - toY(aroundY) * to);
    }
}
