package dev.lockstep.app.topology;

import dev.lockstep.app.i18n.Messages;
import java.util.Arrays;
import java.util.List;

/** What can be broken by click, with the words that it begins with. */
enum FaultKind {
    LATENCY(Place.LINE, "latency=50ms jitter=5ms to-source"), STALL(Place.LINE, "stall=to-source"), LOSE_ACK(Place.LINE,
            "lose-ack=1"), SPLIT_ACK(Place.LINE, "split-ack=5 gap=200ms"), CUT(Place.LINE, "cut=close"), SLOW_FSYNC(
                    Place.NODE, "slow-fsync=200ms files=binlog"), FAILING_FSYNC(Place.NODE,
                            "failing-fsync=binlog"), TORN_WRITE(Place.NODE, "torn-write=binlog"), FLIP_BYTE(Place.NODE,
                                    "flip-byte=relay-log"), FREEZE(Place.NODE,
                                            "freeze=ack-receiver"), CLOCK(Place.NODE, "clock=90s");

    /** Where. */
    enum Place {
        LINE, NODE
    }

    private final Place place;
    private final String words;

    FaultKind(Place place, String words) {
        this.place = place;
        this.words = words;
    }

    /** All of a place. */
    static List<FaultKind> of(Place place) {
        return Arrays.stream(values()).filter(kind -> kind.place == place).toList();
    }

    /** What it begins with. */
    String words() {
        return words;
    }

    /** Its name for a menu. */
    String title() {
        return Messages.text("fault.kind." + key());
    }

    /** A sentence on what it does, and what else can be written. */
    String about() {
        return Messages.text("fault.about." + key());
    }

    private String key() {
        return words.substring(0, words.indexOf('='));
    }

    @Override
    public String toString() {
        return title();
    }
}
