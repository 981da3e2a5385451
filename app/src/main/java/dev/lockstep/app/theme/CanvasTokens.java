package dev.lockstep.app.theme;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleableProperty;
import javafx.css.converter.ColorConverter;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/**
 * Reads the theme's looked-up colours for painters: an empty region inside a drawn view, to which the style sheets apply
 * like to any other. {@link #paletteProperty()} changes when the theme does.
 */
public final class CanvasTokens extends Region {
    private static final List<String> NAMES = List.of("background", "pane", "card", "line", "text", "dim", "faint",
            "accent", "selection", "held", "poll", "contended", "wait", "barged", "tint");
    /** Shown until a style sheet has been applied: nothing is drawn in earnest before that. */
    private static final Color UNSTYLED = Color.GRAY;
    private static final Map<String, CssMetaData<CanvasTokens, Color>> META_DATA = metaData();
    private static final List<CssMetaData<? extends Styleable, ?>> ALL_META_DATA = allMetaData();

    private final Map<String, StyleableObjectProperty<Color>> colours = new LinkedHashMap<>();
    private final ReadOnlyObjectWrapper<Palette> palette = new ReadOnlyObjectWrapper<>(this, "palette");

    /** Takes no room and no clicks. */
    public CanvasTokens() {
        for (String name : NAMES) {
            StyleableObjectProperty<Color> colour = new SimpleStyleableObjectProperty<>(metaDataOf(name), this, name,
                    UNSTYLED);
            colour.addListener((_, _, _) -> palette.set(read()));
            colours.put(name, colour);
        }
        palette.set(read());
        getStyleClass().add("canvas-tokens");
        setManaged(false);
        setMouseTransparent(true);
    }

    /** The colours now. Never null. */
    public Palette palette() {
        return Objects.requireNonNull(palette.get());
    }

    /** The colours, for a repaint when they change. */
    public ReadOnlyObjectProperty<Palette> paletteProperty() {
        return palette.getReadOnlyProperty();
    }

    private Palette read() {
        return new Palette(colour("background"), colour("pane"), colour("card"), colour("line"), colour("text"),
                colour("dim"), colour("faint"), colour("accent"), colour("selection"), colour("held"), colour("poll"),
                colour("contended"), colour("wait"), colour("barged"), colour("tint"));
    }

    private Color colour(String name) {
        StyleableObjectProperty<Color> property = colours.get(name);
        Color value = property == null ? null : property.get();
        return value == null ? UNSTYLED : value;
    }

    @Override
    public String getUserAgentStylesheet() {
        return Objects.requireNonNull(CanvasTokens.class.getResource("canvas-tokens.css")).toExternalForm();
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return ALL_META_DATA;
    }

    private static CssMetaData<CanvasTokens, Color> metaDataOf(String name) {
        return Objects.requireNonNull(META_DATA.get(name));
    }

    private static Map<String, CssMetaData<CanvasTokens, Color>> metaData() {
        Map<String, CssMetaData<CanvasTokens, Color>> all = new LinkedHashMap<>();
        for (String name : NAMES) {
            all.put(name, new CssMetaData<>("-canvas-" + name, ColorConverter.getInstance(), UNSTYLED) {
                @Override
                public boolean isSettable(CanvasTokens tokens) {
                    return true;
                }

                @Override
                public StyleableProperty<Color> getStyleableProperty(CanvasTokens tokens) {
                    return Objects.requireNonNull(tokens.colours.get(name));
                }
            });
        }
        return all;
    }

    private static List<CssMetaData<? extends Styleable, ?>> allMetaData() {
        List<CssMetaData<? extends Styleable, ?>> all = new ArrayList<>(Region.getClassCssMetaData());
        all.addAll(META_DATA.values());
        return List.copyOf(all);
    }
}
