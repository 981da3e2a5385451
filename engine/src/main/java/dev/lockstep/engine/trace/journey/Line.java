package dev.lockstep.engine.trace.journey;

import dev.lockstep.engine.binlog.BinlogPosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The last transactions of one node's binlog, in its order. Most events name a position up to which something holds, and
 * positions only grow: so each stage has a mark up to which the line has been told, and an event costs what it moves.
 */
final class Line {
    private static final int MOST_LATE_UNLOOKED = 64;

    private final int limit;
    private final Consumer<Journey> leaving;
    private @Nullable Journey[] ring;
    private @Nullable BinlogPosition end;
    /** Number of the oldest that is kept, and of the one that comes next; the place is the number modulo the length. */
    private long first;
    private long next;
    private final Map<String, long[]> told = new HashMap<>();
    /** Those that are not decided, though so many came after them that they have lost their place; in the line's order. */
    private final List<Late> late = new ArrayList<>();
    /** So many may be late before it is looked which of them are decided by now. */
    private int lateUntilLooked = MOST_LATE_UNLOOKED;

    private record Late(long number, Journey journey) {}

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
        late.forEach(one -> line.keepCopy(one, copies));
        for (long i = first; i < next; i++) {
            line.keepCopy(new Late(i, get(i)), copies);
        }
        return line;
    }

    private void keepCopy(Late one, Map<Journey, Journey> copies) {
        if (!one.journey().decided()) {
            Journey copy = new Journey(one.journey());
            copies.put(one.journey(), copy);
            late.add(new Late(one.number(), copy));
            copy.before = null;
        }
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
        if (oldest.decided()) {
            leaving.accept(oldest);
        } else {
            late.add(new Late(first, oldest));
            letDecidedLeave();
        }
        first++;
    }

    /** Looks when they have doubled; if that many are open, the oldest leave as they are. */
    private void letDecidedLeave() {
        if (late.size() < lateUntilLooked) {
            return;
        }
        int tooMany = late.size() - limit;
        List<Late> kept = new ArrayList<>();
        for (int i = 0; i < late.size(); i++) {
            if (i < tooMany || late.get(i).journey().decided()) {
                leaving.accept(late.get(i).journey());
            } else {
                kept.add(late.get(i));
            }
        }
        late.clear();
        late.addAll(kept);
        lateUntilLooked = Math.max(MOST_LATE_UNLOOKED, 2 * kept.size());
    }

    private int place(long number) {
        return (int) (number % ring.length);
    }

    private Journey get(long number) {
        return Objects.requireNonNull(ring[place(number)]);
    }

    /** All that are kept, oldest first. */
    List<Journey> all() {
        List<Journey> all = new ArrayList<>(late.stream().map(Late::journey).toList());
        for (long i = first; i < next; i++) {
            all.add(get(i));
        }
        return all;
    }

    /** The one that ends there, if it is kept. */
    @Nullable
    Journey find(BinlogPosition end) {
        long number = leastWhere(first, next, i -> get(i).id().end().compareTo(end) >= 0);
        if (number < next && get(number).id().end().equals(end)) {
            return get(number);
        }
        int place = (int) leastWhere(0, late.size(), i -> lateAt(i).journey().id().end().compareTo(end) >= 0);
        Journey found = place < late.size() ? late.get(place).journey() : null;
        return found != null && found.id().end().equals(end) ? found : null;
    }

    private Late lateAt(long place) {
        return late.get((int) place);
    }

    /** The least number from {@code low} on for which that holds, as it does for all behind; {@code high} if for none. */
    private static long leastWhere(long low, long high, LongPredicate holds) {
        long from = low;
        long to = high;
        while (from < to) {
            long middle = (from + to) >>> 1;
            if (holds.test(middle)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    /** Tells those up to a position, who have not been told of that stage, what came; {@code who} is empty for the source. */
    void upTo(Stage stage, String who, BinlogPosition end, Consumer<Journey> tell) {
        long[] marks = told.computeIfAbsent(who, _ -> new long[Stage.values().length]);
        long at = marks[stage.ordinal()];
        long untold = at;
        int place = (int) leastWhere(0, late.size(), i -> lateAt(i).number() >= untold);
        while (place < late.size() && late.get(place).journey().id().end().compareTo(end) <= 0) {
            tell.accept(late.get(place).journey());
            at = late.get(place).number() + 1;
            place++;
        }
        if (place == late.size()) {
            at = Math.max(first, at);
            while (at < next && get(at).id().end().compareTo(end) <= 0) {
                tell.accept(get(at));
                at++;
            }
        }
        marks[stage.ordinal()] = at;
    }

    /** The server has ended: nothing more comes of those that are open. */
    void close() {
        for (long i = next - 1; i >= first && next - i < 4096; i--) {
            get(i).end();
        }
        late.forEach(one -> one.journey().end());
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
