package dev.lockstep.engine.filter;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rules of one channel and what they decide, in the order of the manuals ("How Servers Evaluate Replication Filtering
 * Rules", MySQL 5.7; "Replication Filters", MariaDB): databases first, then tables, and of those do, ignore, wild do, wild
 * ignore. For a statement the database is the default one, whatever its tables; for a row it is the table's. Immutable.
 */
public final class ReplicationFilter {
    /** Lets everything pass. */
    public static final ReplicationFilter NONE = new ReplicationFilter(Map.of());

    private final Map<FilterRule, List<String>> values;
    private final Map<String, String> rewrites = new LinkedHashMap<>();
    private final List<TablePattern> wildDo;
    private final List<TablePattern> wildIgnore;

    /** A table by its names. */
    public record Table(String database, String name) {}

    private ReplicationFilter(Map<FilterRule, List<String>> values) {
        this.values = values;
        this.wildDo = patterns(FilterRule.REPLICATE_WILD_DO_TABLE);
        this.wildIgnore = patterns(FilterRule.REPLICATE_WILD_IGNORE_TABLE);
        for (String pair : of(FilterRule.REPLICATE_REWRITE_DB)) {
            int arrow = pair.indexOf("->");
            rewrites.putIfAbsent(key(pair.substring(0, arrow)), pair.substring(arrow + 2));
        }
    }

    private List<TablePattern> patterns(FilterRule rule) {
        return of(rule).stream().map(TablePattern::of).toList();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The values of a rule in the order in which they were given. */
    public List<String> of(FilterRule rule) {
        return values.getOrDefault(rule, List.of());
    }

    /** As variables and {@code SHOW SLAVE STATUS} show a rule: values with commas between them. */
    public String text(FilterRule rule) {
        return String.join(",", of(rule));
    }

    /** The same with other values of a rule; none takes the rule away. */
    public ReplicationFilter with(FilterRule rule, List<String> names) throws FilterSyntaxException {
        Map<FilterRule, List<String>> changed = new EnumMap<>(FilterRule.class);
        changed.putAll(values);
        List<String> kept = new ArrayList<>();
        for (String name : names) {
            String checked = checked(rule, name.strip());
            if (!checked.isEmpty() && !kept.contains(checked)) {
                kept.add(checked);
            }
        }
        changed.put(rule, List.copyOf(kept));
        return new ReplicationFilter(changed);
    }

    /** The same with a rule as options and variables write it: values with commas between them. */
    public ReplicationFilter with(FilterRule rule, String text) throws FilterSyntaxException {
        return with(rule, List.of(text.split(",", -1)));
    }

    private static String checked(FilterRule rule, String name) throws FilterSyntaxException {
        if (name.isEmpty()) {
            return name;
        }
        if (rule == FilterRule.REPLICATE_REWRITE_DB) {
            int arrow = name.indexOf("->");
            String from = arrow < 0 ? "" : name.substring(0, arrow).strip();
            String to = arrow < 0 ? "" : name.substring(arrow + 2).strip();
            if (from.isEmpty() || to.isEmpty()) {
                throw new FilterSyntaxException(rule.variable() + ": '" + name
                        + "' has to be two databases with an arrow between them, from->to");
            }
            return from + "->" + to;
        }
        int dot = name.indexOf('.');
        if (rule.namesTables() && (dot <= 0 || dot == name.length() - 1)) {
            throw new FilterSyntaxException(rule.variable() + ": '" + name + "' has to be database.table");
        }
        return name;
    }

    /** Which database stands for that one. */
    public String rewritten(String database) {
        return rewrites.isEmpty() ? database : rewrites.getOrDefault(key(database), database);
    }

    /** Whether rows of a table are applied; names as rewritten. */
    public boolean takesRows(String database, String table) {
        return takesDatabase(database) && takesTables(List.of(new Table(database, table)));
    }

    /**
     * Whether a statement is executed.
     *
     * @param database default database as rewritten, empty for none
     * @param tables those that it changes; without any only the databases decide
     */
    public boolean takesStatement(String database, List<Table> tables) {
        return takesDatabase(database) && (tables.isEmpty() || takesTables(tables));
    }

    /** Whether a database as a whole may be created, changed or dropped. */
    public boolean takesDefinitionOf(String database) {
        if (!takesDatabase(database)) {
            return false;
        }
        if (wildDo.stream().anyMatch(pattern -> pattern.matchesDatabase(database))) {
            return true;
        }
        return wildIgnore.stream().noneMatch(pattern -> pattern.matchesDatabase(database)) && wildDo.isEmpty();
    }

    private boolean takesDatabase(String database) {
        List<String> only = of(FilterRule.REPLICATE_DO_DB);
        return only.isEmpty() ? !names(of(FilterRule.REPLICATE_IGNORE_DB), database) : names(only, database);
    }

    private static boolean names(List<String> values, String name) {
        return values.stream().anyMatch(name::equalsIgnoreCase);
    }

    /** The first table that a rule names decides; if none does, so does whether there are rules of what to do. */
    private boolean takesTables(List<Table> tables) {
        for (Table table : tables) {
            String full = table.database() + "." + table.name();
            if (names(of(FilterRule.REPLICATE_DO_TABLE), full)) {
                return true;
            }
            if (names(of(FilterRule.REPLICATE_IGNORE_TABLE), full)) {
                return false;
            }
            if (matches(wildDo, table)) {
                return true;
            }
            if (matches(wildIgnore, table)) {
                return false;
            }
        }
        return of(FilterRule.REPLICATE_DO_TABLE).isEmpty() && wildDo.isEmpty();
    }

    private static boolean matches(List<TablePattern> patterns, Table table) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(table.database(), table.name()));
    }
}
