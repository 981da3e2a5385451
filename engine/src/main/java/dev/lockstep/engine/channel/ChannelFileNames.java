package dev.lockstep.engine.channel;

import java.util.Locale;
import java.util.Optional;

/**
 * A channel's name as part of a file name, in the servers' character set for file names: letters and digits of ASCII and
 * the underscore stand for themselves, everything else is {@code @} and four hexadecimal digits. So no name leaves the
 * data folder. Servers shorten some accented letters further ({@code é} to {@code @0p}); here they have four digits too.
 */
public final class ChannelFileNames {
    /** Longest encoded name: with what stands around it, file systems still take it. */
    public static final int MAX_LENGTH = 200;
    private static final int DIGITS = 4;

    private ChannelFileNames() {}

    /** The name in lower case, encoded. */
    public static String encode(String channel) {
        StringBuilder encoded = new StringBuilder();
        String lower = channel.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (plain(c)) {
                encoded.append(c);
            } else {
                encoded.append('@').append(String.format(Locale.ROOT, "%04x", (int) c));
            }
        }
        return encoded.toString();
    }

    private static boolean plain(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_';
    }

    /** The name in lower case, or empty if this is not what {@link #encode} makes of any. */
    public static Optional<String> decode(String encoded) {
        StringBuilder name = new StringBuilder();
        int at = 0;
        while (at < encoded.length()) {
            char c = encoded.charAt(at);
            if (c != '@') {
                name.append(c);
                at++;
                continue;
            }
            int end = at + 1 + DIGITS;
            if (end > encoded.length()) {
                return Optional.empty();
            }
            try {
                name.append((char) Integer.parseInt(encoded, at + 1, end, 16));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
            at = end;
        }
        return encode(name.toString()).equals(encoded) ? Optional.of(name.toString()) : Optional.empty();
    }
}
