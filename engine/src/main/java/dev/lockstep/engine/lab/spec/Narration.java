package dev.lockstep.engine.lab.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Words to the reader, which may differ from variant to variant.
 *
 * @param text for every variant that has no own words; empty if there are none
 * @param byVariant own words by the variant's name
 */
public record Narration(String text, Map<String, String> byVariant) {
    /** Nothing is told. */
    public static final Narration NONE = new Narration("", Map.of());

    /** Keeps an own copy. */
    public Narration {
        byVariant = Collections.unmodifiableMap(new LinkedHashMap<>(byVariant));
    }

    /** The same words for all variants. */
    public static Narration of(String text) {
        return new Narration(text, Map.of());
    }

    /** What is told in that variant, empty for nothing. */
    public String in(String variant) {
        return byVariant.getOrDefault(variant, text);
    }
}
