package dev.lockstep.debezium;

import io.debezium.engine.ChangeEvent;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Debezium said of the rows of table {@code t}: its events as JSON, without their schema. Thread-safe. */
final class Changes {
    private static final Pattern CHANGE = Pattern.compile(
            "\"before\":(null|\\{\"id\":(\\d+)[^}]*\\}),\"after\":(null|\\{\"id\":(\\d+),\"v\":\"(\\w+)\"[^}]*\\}),.*\"op\":\"(\\w)\"");

    final BitSet inserted = new BitSet();
    final BitSet updated = new BitSet();
    final BitSet deleted = new BitSet();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private int count;

    synchronized void accept(ChangeEvent<String, String> event) {
        String value = event.value();
        if (value == null || !event.destination().endsWith(".t")) {
            return; // a tombstone after a deletion, or a definition
        }
        Matcher change = CHANGE.matcher(value);
        if (!change.find()) {
            fail("not understood: " + value);
            return;
        }
        switch (change.group(6)) {
            case "c" -> mark(inserted, change.group(4));
            case "u" -> {
                if (!"changed".equals(change.group(5))) {
                    fail("an update to another value: " + value);
                }
                mark(updated, change.group(4));
            }
            case "d" -> mark(deleted, change.group(2));
            default -> fail("neither insert, update nor delete: " + value);
        }
    }

    private void mark(BitSet set, String id) {
        int row = Integer.parseInt(id);
        if (set.get(row)) {
            fail("row " + row + " came twice");
        }
        set.set(row);
        count++;
    }

    void fail(String text) {
        failure.compareAndSet(null, text);
    }

    @Nullable
    String failure() {
        return failure.get();
    }

    synchronized int count() {
        return count;
    }
}
