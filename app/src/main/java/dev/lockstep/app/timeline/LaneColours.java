package dev.lockstep.app.timeline;

import dev.lockstep.app.theme.Palette;
import javafx.scene.paint.Color;

/** The theme's colours as the raster writes them: opaque 0xAARRGGBB. */
record LaneColours(int pane, int held, int contended, int waiting, int idle, int busy, int sleeping, int barged) {
    static LaneColours of(Palette palette) {
        return new LaneColours(argb(palette.pane()), argb(palette.held()), argb(palette.contended()),
                argb(palette.waiting()), argb(palette.poll()), argb(busy(palette)), argb(palette.faint()),
                argb(palette.barged()));
    }

    /** Working is drawn between waiting for I/O and holding. */
    static Color busy(Palette palette) {
        return palette.poll().interpolate(palette.held(), 0.5);
    }

    private static int argb(Color colour) {
        return 0xff000000 | channel(colour.getRed()) << 16 | channel(colour.getGreen()) << 8
                | channel(colour.getBlue());
    }

    private static int channel(double value) {
        return (int) Math.round(value * 255);
    }

    /** A colour laid over another with an opacity from 0 to 1; both opaque, or the lower one empty. */
    static int over(int lower, int upper, float opacity) {
        if (opacity >= 0.996f) {
            return upper;
        }
        int alpha = Math.round(opacity * 255);
        int lowerAlpha = lower >>> 24;
        int rest = 255 - alpha;
        int a = alpha + lowerAlpha * rest / 255;
        int r = ((upper >> 16 & 255) * alpha + (lower >> 16 & 255) * rest) / 255;
        int g = ((upper >> 8 & 255) * alpha + (lower >> 8 & 255) * rest) / 255;
        int b = ((upper & 255) * alpha + (lower & 255) * rest) / 255;
        return a << 24 | r << 16 | g << 8 | b;
    }
}
