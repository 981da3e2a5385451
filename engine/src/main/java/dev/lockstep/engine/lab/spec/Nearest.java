package dev.lockstep.engine.lab.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
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

    /** Levenshtein's distance with swapped neighbours as one, without regard to case, hyphen and underscore. */
    private static int distance(String left, String right) {
        String a = plain(left);
        String b = plain(right);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
