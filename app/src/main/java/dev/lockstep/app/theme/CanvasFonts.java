package dev.lockstep.app.theme;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;

/** The faces of the style sheets for painters, made once per size; {@link ThemeManager} loads them. */
public final class CanvasFonts {
    private static final Map<Key, Font> FONTS = new ConcurrentHashMap<>();

    private record Key(String face, double size) {}

    private CanvasFonts() {}

    /** Body text. */
    public static Font regular(double size) {
        return font("Inter", FontWeight.NORMAL, "Inter", size);
    }

    /** Emphasis, values and labels. */
    public static Font semiBold(double size) {
        return font("Inter Semi Bold", FontWeight.SEMI_BOLD, "Inter", size);
    }

    /** Names and headings. */
    public static Font bold(double size) {
        return font("Inter Bold", FontWeight.BOLD, "Inter", size);
    }

    /** The server's own words. */
    public static Font mono(double size) {
        return font("JetBrains Mono", FontWeight.NORMAL, "JetBrains Mono", size);
    }

    /** The same face in another size, to a quarter of a pixel. */
    public static Font scaled(Font font, double factor) {
        double size = Math.max(1, Math.round(font.getSize() * factor * 4) / 4.0);
        return FONTS.computeIfAbsent(new Key(font.getName(), size), key -> new Font(key.face(), key.size()));
    }

    /** Toolkits differ in whether a weight is a family of its own. */
    private static Font font(String face, FontWeight weight, String family, double size) {
        return FONTS.computeIfAbsent(new Key(face, size), _ -> {
            Font exact = new Font(face, size);
            return exact.getName().equals(face) || exact.getFamily().equals(face) && weight == FontWeight.NORMAL
                    ? exact
                    : Font.font(family, weight, size);
        });
    }
}
