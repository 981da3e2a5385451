package dev.lockstep.engine.node.session;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counters of {@code SHOW GLOBAL STATUS} that only ever count: {@code Questions}, {@code Com_select}, and so on. */
public final class StatusCounters {
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();

    /** Counts one. */
    public void count(String name) {
        add(name, 1);
    }

    /** Counts some. */
    public void add(String name, long amount) {
        LongAdder known = counters.get(name);
        (known == null ? counters.computeIfAbsent(name, key -> new LongAdder()) : known).add(amount);
    }

    /** Its value, 0 if it never counted. */
    public long value(String name) {
        LongAdder counter = counters.get(name);
        return counter == null ? 0 : counter.sum();
    }

    /** {@code FLUSH STATUS}. */
    public void reset() {
        counters.values().forEach(LongAdder::reset);
    }

    /** All that ever counted. */
    public Map<String, Long> values() {
        Map<String, Long> values = new TreeMap<>();
        counters.forEach((name, counter) -> values.put(name, counter.sum()));
        return values;
    }
}
