package dev.lockstep.engine.lab.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody may have meant. */
public final class Nearest {
    private Nearest() {}

    /** The name that is like {@code written}, if one is: a third of it may differ. */
    public static Optional<String> to(String written, Collection<String> names) {
        if (written.length() > 64) {
            return Optional.empty();
        }
        return names.stream().filter(name -> distance(written, name) <= Math.max(1, name.length() / 3))
                .min(Comparator.comparingInt((String name) -> distance(written, name)).thenComparing(name -> name));
    }

    /** A sentence end such as {@code ; did you mean "nodes"?}, or the list of all names if none is near. */
    public static String suggestion(String written, Collection<String> names) {
        return to(written, names).map(name -> "; did you mean " + YamlDocument.quoted(name) + "?")
                .orElseGet(() -> names.isEmpty() || names.size() > 24
                        ? ""
                        : "; there is " + String.join(", ", names));
    }

    /** Levenshtein's distance, without regard to case, hyphen and underscore. */
    private static int distance(String left, String right) {
        String a = plain(left);
        String b = plain(right);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private static String plain(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replace("_", "").replace("-", "");
    }
}
