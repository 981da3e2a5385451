package dev.lockstep.app.i18n;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;

/** The words on the screen. Keys are prefixed by view. Safe for any thread. */
public final class Messages {
    private static final ResourceBundle WORDS = ResourceBundle.getBundle("dev.lockstep.app.i18n.messages", Locale.ROOT);
    /** Reading a pattern takes longer than filling it, and panes fill some of them many times a second. */
    private static final Map<String, MessageFormat> PATTERNS = new ConcurrentHashMap<>();

    private Messages() {}

    /** All words, for FXML. */
    public static ResourceBundle bundle() {
        return WORDS;
    }

    /** The words of a key. */
    public static String text(String key) {
        return WORDS.getString(key);
    }

    /** The words of a key with places filled; a single quote in the file is written twice then. */
    public static String text(String key, Object... values) {
        MessageFormat pattern = PATTERNS.computeIfAbsent(key,
                any -> new MessageFormat(WORDS.getString(any), Locale.ROOT));
        synchronized (pattern) { // not for several threads at once
            return pattern.format(values);
        }
    }
}
