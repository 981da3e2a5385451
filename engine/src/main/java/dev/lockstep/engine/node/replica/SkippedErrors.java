package dev.lockstep.engine.node.replica;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** {@code slave_skip_errors}: errors that the applier passes over, with the row or statement that had them. */
final class SkippedErrors {
    /** What {@code ddl_exist_errors} stands for (MySQL 5.7 manual). */
    private static final Set<Integer> DEFINITIONS = Set.of(1007, 1008, 1050, 1051, 1054, 1060, 1061, 1068, 1091, 1146);

    private final Set<Integer> numbers = new HashSet<>();
    private final boolean all;

    /** From the variable's value: OFF, all, ddl_exist_errors, or numbers with commas between them. */
    SkippedErrors(String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        all = text.equals("all");
        if (all || text.equals("off") || text.isEmpty()) {
            return;
        }
        for (String word : text.split(",")) {
            if (word.strip().equals("ddl_exist_errors")) {
                numbers.addAll(DEFINITIONS);
            } else if (word.strip().matches("\\d{1,5}")) {
                numbers.add(Integer.parseInt(word.strip()));
            }
        }
    }

    boolean contain(int errno) {
        return all || numbers.contains(errno);
    }
}
