package dev.lockstep.app.i18n;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words on the screen. Keys are prefixed by view. Safe for any thread. */
public final class Messages {
    private static final ResourceBundle WORDS = ResourceBundle.getBundle("dev.lockstep.app.i18n.messages", Locale.ROOT);

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
        return new MessageFormat(WORDS.getString(key), Locale.ROOT).format(values);
    }
}
