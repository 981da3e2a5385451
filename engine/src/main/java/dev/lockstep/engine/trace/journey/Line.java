package dev.lockstep.engine.trace.journey;

import dev.lockstep.engine.binlog.BinlogPosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The last transactions of one node's binlog, in its order. Most events name a position up to which something holds, and
 * positions only grow: so each stage has a mark up to which the line has been told, and an event costs what it moves.
 */
final class Line {
    private final int limit;
    private final Consumer<Journey> leaving;
    private @Nullable Journey[] ring;
    private @Nullable BinlogPosition end;
    /** Number of the oldest that is kept, and of the one that comes next; the place is the number modulo the length. */
    private long first;
    private long next;
    private final Map<String, long[]> told = new HashMap<>();
    /** Those that are not decided, though so many came after them that they have lost their place. */
    private final List<Journey> late = new ArrayList<>();

    Line(int limit, Consumer<Journey> leaving) {
        this.limit = limit;
        this.leaving = leaving;
        ring = new Journey[64];
    }

    /** Of what is here only those that are open, as independent copies; places and marks stay as they are. */
    Line openOnly(Consumer<Journey> told, Map<Journey, Journey> copies) {
        Line line = new Line(limit, told);
        line.end = end;
        line.first = next;
        line.next = next;
        this.told.forEach((who, marks) -> line.told.put(who, marks.clone()));
        for (Journey journey : all()) {
            if (!journey.decided()) {
                Journey copy = new Journey(journey);
                copies.put(journey, copy);
                line.late.add(copy);
            }
        }
        for (Journey copy : line.late) {
            copy.before = null;
        }
        return line;
    }

    /** Where the last one that was added ends. */
    @Nullable
    BinlogPosition end() {
        return end;
    }

    /** Takes one more in; it must end behind the last. */
    void add(Journey journey) {
        if (next - first == ring.length) {
            makeRoom();
        }
        ring[place(next)] = journey;
        next++;
        end = journey.id().end();
    }

    private void makeRoom() {
        if (ring.length < limit) {
            @Nullable
            Journey[] larger = new Journey[Math.min(limit, ring.length * 2)];
            for (long i = first; i < next; i++) {
                larger[(int) (i % larger.length)] = ring[place(i)];
            }
            ring = larger;
            return;
        }
        Journey oldest = get(first);
        first++;
        if (oldest.decided()) {
            leaving.accept(oldest);
        } else {
            late.add(oldest);
        }
        late.removeIf(journey -> {
            boolean done = journey.decided();
            if (done) {
                leaving.accept(journey);
            }
            return done;
        });
    }

    private int place(long number) {
        return (int) (number % ring.length);
    }

    private Journey get(long number) {
        return Objects.requireNonNull(ring[place(number)]);
    }

    /** All that are kept, oldest first. */
    List<Journey> all() {
        List<Journey> all = new ArrayList<>(late);
        for (long i = first; i < next; i++) {
            all.add(get(i));
        }
        return all;
    }

    /** The one that ends there, if it is kept. */
    @Nullable
    Journey find(BinlogPosition end) {
        long low = first;
        long high = next;
        while (low < high) {
            long middle = (low + high) >>> 1;
            int order = get(middle).id().end().compareTo(end);
            if (order == 0) {
                return get(middle);
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return null;
    }

    /** Tells those up to a position, who have not been told of that stage, what came; {@code who} is empty for the source. */
    void upTo(Stage stage, String who, BinlogPosition end, Consumer<Journey> tell) {
        long[] marks = told.computeIfAbsent(who, _ -> new long[Stage.values().length]);
        long at = Math.max(first, marks[stage.ordinal()]);
        while (at < next && get(at).id().end().compareTo(end) <= 0) {
            tell.accept(get(at));
            at++;
        }
        marks[stage.ordinal()] = at;
        for (Journey journey : late) {
            if (journey.id().end().compareTo(end) <= 0) {
                tell.accept(journey);
            }
        }
    }

    /** The server has ended: nothing more comes of those that are open. */
    void close() {
        for (long i = next - 1; i >= first && next - i < 4096; i--) {
            get(i).end();
        }
        late.forEach(Journey::end);
    }

    /** All leave. */
    void clear() {
        all().forEach(leaving);
        late.clear();
        Arrays.fill(ring, null);
        first = 0;
        next = 0;
        told.clear();
    }
}
