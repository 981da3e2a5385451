package dev.lockstep.app.session;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Short labels for statements that people and scenarios send. */
final class MarkText {
    private static final int LONGEST = 26;
    private static final Pattern SET = Pattern.compile("SET\\s+(?:GLOBAL\\s+|@@GLOBAL\\.)?(\\w+)\\s*=\\s*(.+?);?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SLAVE = Pattern.compile("(START|STOP|RESET)\\s+(?:SLAVE|REPLICA)\\b.*",
            Pattern.CASE_INSENSITIVE);

    private MarkText() {}

    static String of(String node, String sql) {
        Matcher set = SET.matcher(sql.strip());
        if (set.matches()) {
            return shortName(set.group(1)) + " = " + set.group(2);
        }
        Matcher slave = SLAVE.matcher(sql.strip());
        if (slave.matches()) {
            return slave.group(1).toUpperCase(Locale.ROOT) + " SLAVE " + node;
        }
        String text = node + ": " + sql.strip();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    private static String shortName(String variable) {
        String name = variable.toLowerCase(Locale.ROOT);
        return name.equals("rpl_semi_sync_master_wait_for_slave_count")
                ? "count"
                : name.replaceFirst("^rpl_semi_sync_(master|slave|source|replica)_", "");
    }
}
