package dev.lockstep.engine.sql.result;

import java.util.Locale;

/**
 * A LIKE pattern: {@code %} any text, {@code _} one character, a backslash before either takes it literally. Ignores case,
 * as the servers' default collations do. Matching takes at most text times pattern steps.
 */
public final class LikePattern {
    private final String pattern;

    private LikePattern(String pattern) {
        this.pattern = pattern;
    }

    /** The pattern as the string literal had it after its own escapes. */
    public static LikePattern of(String pattern) {
        return new LikePattern(pattern.toLowerCase(Locale.ROOT));
    }

    /** Whether the whole text matches. */
    public boolean matches(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int at = 0;
        int p = 0;
        int starPattern = -1;
        int starText = -1;
        while (at < lower.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '%') {
                starPattern = ++p;
                starText = at;
            } else if (p < pattern.length() && one(p, lower.charAt(at))) {
                p += escaped(p) ? 2 : 1;
                at++;
            } else if (starPattern >= 0) {
                p = starPattern;
                at = ++starText;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '%') {
            p++;
        }
        return p == pattern.length();
    }

    private boolean escaped(int p) {
        return pattern.charAt(p) == '\\' && p + 1 < pattern.length();
    }

    private boolean one(int p, char c) {
        return escaped(p) ? pattern.charAt(p + 1) == c : pattern.charAt(p) == '_' || pattern.charAt(p) == c;
    }
}
