package dev.lockstep.engine.node.replica;

import dev.lockstep.engine.filter.FilterRule;
import dev.lockstep.engine.filter.FilterSyntaxException;
import dev.lockstep.engine.filter.ReplicationFilter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The filters of all channels: what holds for every channel, and what a channel has of its own, rule by rule. Filters live
 * in memory only, as in both servers; start options come back with the next start. Thread-safe; an applier takes what is
 * there when it starts.
 */
public final class ChannelFilters {
    private volatile ReplicationFilter common = ReplicationFilter.NONE;
    private final Map<String, Own> own = new ConcurrentHashMap<>();

    /** A channel's own rules: those in {@code rules} count even where they are empty. */
    private record Own(Set<FilterRule> rules, ReplicationFilter filter) {}

    private static String key(String channel) {
        return channel.toLowerCase(Locale.ROOT);
    }

    /** What counts for that channel. */
    public ReplicationFilter of(String channel) {
        Own its = own.get(key(channel));
        if (its == null) {
            return common;
        }
        try {
            ReplicationFilter filter = common;
            for (FilterRule rule : its.rules()) {
                filter = filter.with(rule, its.filter().of(rule));
            }
            return filter;
        } catch (FilterSyntaxException checkedBefore) {
            throw new IllegalStateException(checkedBefore);
        }
    }

    /** Sets a rule for every channel that has none of its own of that kind. */
    public synchronized void setForAll(FilterRule rule, List<String> values) throws FilterSyntaxException {
        common = common.with(rule, values);
    }

    /** Sets a rule for one channel, which need not be there yet. */
    public synchronized void set(String channel, FilterRule rule, List<String> values) throws FilterSyntaxException {
        Own before = own.getOrDefault(key(channel), new Own(Set.of(), ReplicationFilter.NONE));
        Set<FilterRule> rules = EnumSet.of(rule);
        rules.addAll(before.rules());
        own.put(key(channel), new Own(Set.copyOf(rules), before.filter().with(rule, values)));
    }

    /**
     * A start option: {@code replicate_do_db}, or {@code connection.replicate_do_db}; values have commas between them, and
     * each may say which channel it is for, {@code channel:database} (MySQL 8.0).
     */
    public void option(String name, String text) throws FilterSyntaxException {
        int dot = name.lastIndexOf('.');
        FilterRule rule = FilterRule.named(name.substring(dot + 1))
                .orElseThrow(() -> new FilterSyntaxException("there is no option " + name));
        if (dot > 0) {
            set(name.substring(0, dot), rule, List.of(text.split(",")));
            return;
        }
        for (String value : text.split(",")) {
            int colon = value.indexOf(':');
            if (colon > 0) {
                String channel = value.substring(0, colon).strip();
                set(channel, rule, plus(of(channel), rule, value.substring(colon + 1)));
            } else {
                setForAll(rule, plus(common, rule, value));
            }
        }
    }

    private static List<String> plus(ReplicationFilter filter, FilterRule rule, String value)
            throws FilterSyntaxException {
        return filter.with(rule, filter.text(rule) + "," + value).of(rule);
    }
}
