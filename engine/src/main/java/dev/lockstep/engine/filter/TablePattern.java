package dev.lockstep.engine.filter;

import java.util.regex.Pattern;

/**
 * {@code database.table} with the servers' wild cards: {@code %} for any text, {@code _} for one character, a backslash
 * before one that is meant. Compared without regard to case, as with {@code lower_case_table_names=1} and as this node's
 * tables are.
 */
record TablePattern(String text, Pattern pattern) {
    static TablePattern of(String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                regex.append(Pattern.quote(String.valueOf(text.charAt(i))));
            } else if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return new TablePattern(text, Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL));
    }

    boolean matches(String database, String table) {
        return pattern.matcher(database + "." + table).matches();
    }

    /** Whether any table of a database is meant, whatever its name. */
    boolean matchesDatabase(String database) {
        return matches(database, "");
    }
}
