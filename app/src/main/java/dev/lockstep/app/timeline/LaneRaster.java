package dev.lockstep.app.timeline;

import dev.lockstep.app.theme.Palette;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;

/**
 * Draws the spans of all lanes into pixels by hand, column by column: its cost does not depend on the number of spans.
 * Pixels are premultiplied ARGB, empty where nothing is.
 */
final class LaneRaster {
    /** A span shorter than a column is drawn at least this opaque: it must not vanish. */
    private static final float FAINTEST = 0.6f;
    private static final int HATCH = 9;
    private static final float[] HATCH_LINE = {0.8f, 0.8f, 0.35f, 0, 0, 0, 0, 0, 0.35f};
    private static final int DOTS = 5;
    private static final int NOTCHES_APART = 12;

    private final Coverage held = new Coverage();
    private final Coverage waiting = new Coverage();
    private final Coverage other = new Coverage();
    private final Coverage otherWaiting = new Coverage();
    private final Coverage idle = new Coverage();
    private final Coverage busy = new Coverage();
    private final Coverage sleeping = new Coverage();
    private final Coverage anyWaiting = new Coverage();
    private final List<NotchPlace> notches = new ArrayList<>();

    private int width;
    private int height;
    private int[] pixels = new int[0];
    private @Nullable PixelBuffer<IntBuffer> buffer;
    private @Nullable WritableImage image;

    /** A barging that is drawn, in columns of the plot and rows of the image. */
    record NotchPlace(int column, int top, int waiterTop) {}

    /** Draws lanes; the image is as wide as the plot and as high as the lanes, times {@code zoom} for dense screens. */
    Image draw(LockIndex index, List<LaneRow> rows, LaneGeometry geometry, TimeWindow window, Palette palette,
            double zoom) {
        resize((int) Math.max(1, geometry.plotWidth() * zoom),
                (int) Math.max(1, geometry.shown() * geometry.pitch() * zoom));
        Arrays.fill(pixels, 0);
        LaneColours colours = LaneColours.of(palette);
        long horizon = index.horizonNanos();
        anyWaiting.clear(width);
        for (Lane lane : index.lanes()) {
            if (lane.waiting.touches(window.startNanos(), window.endNanos())) {
                waiting.compute(lane.waiting, window, width, horizon);
                anyWaiting.add(waiting);
            }
        }
        for (int place = 0; place < geometry.shown(); place++) {
            Lane lane = rows.get(geometry.first() + place).lane();
            int top = (int) Math.round((geometry.barTop(place) - geometry.plotTop()) * zoom);
            drawLane(lane, window, horizon, new Strip(top, (int) Math.round(geometry.bar() * zoom)), colours);
        }
        drawNotches(rows, geometry, window, zoom, colours);
        return published();
    }

    private record Strip(int top, int height) {
        int bottom() {
            return top + height;
        }
    }

    private void drawLane(Lane lane, TimeWindow window, long horizon, Strip strip, LaneColours colours) {
        int inset = Math.max(1, strip.height() / 5);
        Strip middle = new Strip(strip.top() + inset, strip.height() - 2 * inset);
        if (compute(sleeping, lane.sleeping, window, horizon)) {
            fill(sleeping, new Strip(strip.top() + strip.height() / 2, 1), colours.sleeping());
        }
        if (compute(idle, lane.idle, window, horizon)) {
            fill(idle, middle, colours.idle());
        }
        if (compute(busy, lane.busy, window, horizon)) {
            fill(busy, middle, colours.busy());
        }
        if (compute(other, lane.otherHeld, window, horizon)) {
            fill(other, middle, colours.held());
        }
        if (compute(otherWaiting, lane.otherWaiting, window, horizon)) {
            fill(otherWaiting, new Strip(strip.bottom() - 3, 3), colours.waiting());
        }
        if (compute(held, lane.held, window, horizon)) {
            int foot = Math.max(3, strip.height() / 4);
            drawHeld(strip, colours);
            drawFoot(new Strip(strip.bottom() - foot, foot), colours);
        }
        if (compute(waiting, lane.waiting, window, horizon)) {
            drawWaiting(strip, colours);
        }
    }

    private boolean compute(Coverage coverage, Intervals intervals, TimeWindow window, long horizon) {
        boolean any = intervals.touches(window.startNanos(), window.endNanos());
        if (any) {
            coverage.compute(intervals, window, width, horizon);
        } else {
            coverage.clear(width);
        }
        return any;
    }

    private static float opacity(float share) {
        return share <= 0 ? 0 : FAINTEST + (1 - FAINTEST) * share;
    }

    /** Draws columns at full height, or as high as they are dense if single spans can't be told apart. */
    private void fill(Coverage coverage, Strip strip, int colour) {
        boolean dense = coverage.dense();
        for (int x = 0; x < width; x++) {
            float share = coverage.share(x);
            if (share > 0) {
                int from = dense ? strip.bottom() - barHeight(share, strip.height()) : strip.top();
                column(x, from, strip.bottom(), colour, dense ? 1 : opacity(share));
            }
        }
    }

    private static int barHeight(float share, int whole) {
        return Math.clamp(Math.round(whole * (0.15f + 0.85f * share)), 2, Math.max(2, whole));
    }

    private void drawHeld(Strip strip, LaneColours colours) {
        boolean dense = held.dense();
        for (int x = 0; x < width; x++) {
            float share = held.share(x);
            if (share <= 0) {
                continue;
            }
            int from = dense ? strip.bottom() - barHeight(share, strip.height()) : strip.top();
            float opacity = dense ? 1 : opacity(share);
            if (anyWaiting.share(x) > 0) {
                column(x, from, strip.bottom(), colours.contended(), opacity);
                for (int y = from; y < strip.bottom(); y++) {
                    float line = HATCH_LINE[(x + y) % HATCH];
                    if (line > 0) {
                        blend(x, y, colours.pane(), line * opacity * 0.9f);
                    }
                }
            } else {
                column(x, from, strip.bottom(), colours.held(), opacity);
            }
        }
    }

    /** What the holder does meanwhile: a strip along the bottom of what it holds. */
    private void drawFoot(Strip strip, LaneColours colours) {
        if (held.dense()) {
            return;
        }
        foot(idle, strip, colours.idle(), colours);
        foot(busy, strip, colours.busy(), colours);
    }

    private void foot(Coverage coverage, Strip strip, int colour, LaneColours colours) {
        if (coverage.dense()) {
            return;
        }
        for (int x = 0; x < width; x++) {
            if (held.share(x) > 0.5f && coverage.share(x) > 0) {
                column(x, strip.top(), strip.top() + 1, colours.pane(), 1);
                column(x, strip.top() + 1, strip.bottom(), colour, opacity(coverage.share(x)));
            }
        }
    }

    private void drawWaiting(Strip strip, LaneColours colours) {
        int colour = colours.waiting();
        for (int x = 0; x < width; x++) {
            float share = waiting.share(x);
            if (share <= 0) {
                continue;
            }
            float opacity = opacity(share);
            column(x, strip.top(), strip.bottom(), colours.pane(), 1);
            boolean left = x > 0 && waiting.share(x - 1) <= 0 || waiting.begun(x) > 0;
            boolean right = x < width - 1 && waiting.share(x + 1) <= 0;
            if (left || right) {
                column(x, strip.top(), strip.bottom(), colour, opacity);
            } else {
                column(x, strip.top(), strip.bottom(), colour, 0.06f);
                blend(x, strip.top(), colour, opacity);
                blend(x, strip.bottom() - 1, colour, opacity);
                for (int y = strip.top() + 3; y < strip.bottom() - 2; y++) {
                    if (x % DOTS == 0 && (y - strip.top()) % DOTS == 3) {
                        blend(x, y, colour, 0.85f);
                        blend(x - 1, y, colour, 0.25f);
                    }
                }
            }
        }
    }

    private void drawNotches(List<LaneRow> rows, LaneGeometry geometry, TimeWindow window, double zoom,
            LaneColours colours) {
        notches.clear();
        for (int place = 0; place < geometry.shown(); place++) {
            collectNotches(rows, place, geometry, window, zoom);
        }
        int size = (int) Math.round(4 * zoom);
        for (NotchPlace notch : notches) {
            for (int y = Math.min(notch.top(), notch.waiterTop()); y < Math.max(notch.top(), notch.waiterTop()); y++) {
                if (y % 4 < 2) {
                    blend(notch.column(), y, colours.barged(), 0.8f);
                }
            }
            for (int row = 0; row <= size; row++) {
                for (int x = notch.column() - (size - row); x <= notch.column() + (size - row); x++) {
                    blend(x, notch.top() - size + row + 1, colours.barged(), 1);
                }
            }
        }
    }

    private void collectNotches(List<LaneRow> rows, int place, LaneGeometry geometry, TimeWindow window, double zoom) {
        Lane lane = rows.get(geometry.first() + place).lane();
        int top = (int) Math.round((geometry.barTop(place) - geometry.plotTop()) * zoom);
        int next = lane.barges.countBefore(window.startNanos());
        int end = lane.barges.countBefore(window.endNanos());
        boolean crowded = (end - next) * NOTCHES_APART * zoom > width;
        int apart = (int) Math.round((crowded ? 2 * NOTCHES_APART : NOTCHES_APART) * zoom);
        int last = -apart;
        while (next < end) {
            int column = column(lane.barges.nanos(next), window);
            if (column - last >= apart) {
                int waiter = place(rows, lane.barges.number(next), geometry);
                int waiterTop = waiter < 0
                        ? top
                        : (int) Math.round((geometry.barTop(waiter) - geometry.plotTop()) * zoom);
                notches.add(new NotchPlace(column, top, waiterTop));
                last = column;
            }
            long beyond = window.startNanos() + (long) ((double) (last + apart) * window.spanNanos() / width);
            next = Math.max(next + 1, lane.barges.countBefore(beyond));
        }
    }

    private int column(long nanos, TimeWindow window) {
        return (int) ((nanos - window.startNanos()) * (double) width / window.spanNanos());
    }

    private static int place(List<LaneRow> rows, int thread, LaneGeometry geometry) {
        for (int place = 0; place < geometry.shown(); place++) {
            if (rows.get(geometry.first() + place).lane().track().id() == thread) {
                return place;
            }
        }
        return -1;
    }

    private void column(int x, int from, int to, int colour, float opacity) {
        for (int y = Math.max(0, from); y < Math.min(height, to); y++) {
            int at = y * width + x;
            pixels[at] = pixels[at] == 0
                    ? premultiplied(colour, opacity)
                    : LaneColours.over(pixels[at], colour, opacity);
        }
    }

    private void blend(int x, int y, int colour, float opacity) {
        if (x >= 0 && x < width && y >= 0 && y < height && opacity > 0) {
            int at = y * width + x;
            pixels[at] = pixels[at] == 0
                    ? premultiplied(colour, opacity)
                    : LaneColours.over(pixels[at], colour, opacity);
        }
    }

    private static int premultiplied(int colour, float opacity) {
        return opacity >= 0.996f ? colour : LaneColours.over(0, colour, opacity);
    }

    private void resize(int newWidth, int newHeight) {
        if (image != null && newWidth == width && newHeight == height) {
            return;
        }
        width = newWidth;
        height = newHeight;
        pixels = new int[width * height];
        buffer = new PixelBuffer<>(width, height, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
        image = new WritableImage(buffer);
    }

    private Image published() {
        PixelBuffer<IntBuffer> current = buffer;
        WritableImage drawn = image;
        if (current == null || drawn == null) {
            throw new IllegalStateException("nothing has been drawn");
        }
        current.updateBuffer(_ -> null);
        return drawn;
    }
}
