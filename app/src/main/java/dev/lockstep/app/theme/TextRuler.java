package dev.lockstep.app.theme;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** Measures text for painters and cuts it to a width, so that it never touches its frame. FX thread only. */
public final class TextRuler {
    private static final int REMEMBERED = 2000;

    private final Text probe = new Text();
    private final Map<Key, Double> widths = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Double> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Key(String text, Font font) {}

    /** Width in pixels. */
    public double width(String text, Font font) {
        return widths.computeIfAbsent(new Key(text, font), key -> {
            probe.setFont(font);
            probe.setText(text);
            return probe.getLayoutBounds().getWidth();
        });
    }

    /** The text, or as much of its beginning as fits with an ellipsis. */
    public String fit(String text, Font font, double pixels) {
        if (width(text, font) <= pixels) {
            return text;
        }
        int low = 0;
        int high = text.length();
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (width(text.substring(0, middle) + "…", font) <= pixels) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low == 0 ? "" : text.substring(0, low).stripTrailing() + "…";
    }
}
