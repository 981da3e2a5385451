package dev.lockstep.app.control;

import java.util.Locale;

/**
 * Something that can be chosen from the command field.
 *
 * @param title what is searched and shown
 * @param kind such as "action" or "node"
 * @param keys keys that do the same, empty for none
 * @param action what happens
 */
public record Command(String title, String kind, String keys, Runnable action) {
    /** How well a query fits: 0 best, negative not at all. Letters must come in order; whole words come first. */
    int distance(String query) {
        String text = title.toLowerCase(Locale.ROOT);
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        int at = text.indexOf(wanted);
        if (at >= 0) {
            return at;
        }
        int found = 0;
        int last = -1;
        for (int i = 0; i < wanted.length(); i++) {
            found = text.indexOf(wanted.charAt(i), last + 1);
            if (found < 0) {
                return -1;
            }
            last = found;
        }
        return 1000 + last;
    }
}
