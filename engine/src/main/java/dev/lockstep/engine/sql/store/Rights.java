package dev.lockstep.engine.sql.store;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one account may do. Immutable. A name is compared as it is stored, without regard to case for databases and tables;
 * column rights count for the whole table.
 *
 * @param global on {@code *.*}
 * @param databases by database, in lower case
 * @param tables by {@code database.table}, in lower case
 */
public record Rights(Set<String> global, Map<String, Set<String>> databases, Map<String, Set<String>> tables) {
    /** An account that is gone. */
    public static final Rights NONE = new Rights(Set.of(), Map.of(), Map.of());
    private static final String ALL = "ALL PRIVILEGES";
    private static final String USAGE = "USAGE";
    private static final String GRANT = "GRANT OPTION";

    /** Copies. */
    public Rights {
        global = Set.copyOf(global);
        databases = Map.copyOf(databases);
        tables = Map.copyOf(tables);
    }

    /** From levels as SHOW GRANTS writes them, {@code *.*}, {@code `d`.*} and {@code `d`.`t`}. */
    static Rights of(Map<String, List<String>> levels) {
        Set<String> global = Set.of();
        Map<String, Set<String>> databases = new HashMap<>();
        Map<String, Set<String>> tables = new HashMap<>();
        for (Map.Entry<String, List<String>> level : levels.entrySet()) {
            Set<String> named = new TreeSet<>(level.getValue());
            named.remove(USAGE);
            String where = level.getKey();
            if (where.equals("*.*")) {
                global = named;
            } else if (where.endsWith(".*")) {
                databases.put(plain(where.substring(0, where.length() - 2)), named);
            } else {
                tables.put(plain(where), named);
            }
        }
        return new Rights(global, databases, tables);
    }

    private static String plain(String quoted) {
        return quoted.replace("``", "\u0000").replace("`", "").replace('\u0000', '`').toLowerCase(Locale.ROOT);
    }

    private static boolean in(Set<String> rights, String right) {
        return rights.contains(right) || rights.contains(ALL) && !right.equals(GRANT);
    }

    /** Whether it has one of these rights everywhere. */
    public boolean any(List<String> rights) {
        return rights.stream().anyMatch(right -> in(global, right));
    }

    /** Whether it has that right everywhere. */
    public boolean has(String right) {
        return in(global, right);
    }

    /** Whether it has that right in a whole database. */
    public boolean has(String right, String database) {
        return has(right) || in(databases.getOrDefault(database.toLowerCase(Locale.ROOT), Set.of()), right);
    }

    /** Whether it has that right for a table. */
    public boolean has(String right, String database, String table) {
        return has(right, database) || in(tables.getOrDefault(key(database, table), Set.of()), right);
    }

    /** Whether it has any right in a database, or for one of its tables: it may use it. */
    public boolean sees(String database) {
        String name = database.toLowerCase(Locale.ROOT);
        return !global.isEmpty() && onData(global) || databases.containsKey(name)
                || tables.keySet().stream().anyMatch(key -> key.startsWith(name + "."));
    }

    /** Whether it has any right for a table. */
    public boolean sees(String database, String table) {
        return onData(global) || databases.containsKey(database.toLowerCase(Locale.ROOT))
                || tables.containsKey(key(database, table));
    }

    private static boolean onData(Set<String> rights) {
        return rights.stream().anyMatch(right -> DATA.contains(right));
    }

    private static final Set<String> DATA = Set.of(ALL, "SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP",
            "REFERENCES", "INDEX", "ALTER", "CREATE TEMPORARY TABLES", "LOCK TABLES", "EXECUTE", "CREATE VIEW",
            "SHOW VIEW", "CREATE ROUTINE", "ALTER ROUTINE", "EVENT", "TRIGGER", GRANT);

    private static String key(String database, String table) {
        return (database + "." + table).toLowerCase(Locale.ROOT);
    }
}
