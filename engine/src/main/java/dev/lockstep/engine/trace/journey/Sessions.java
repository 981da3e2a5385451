package dev.lockstep.engine.trace.journey;

import dev.lockstep.engine.trace.TraceEvent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What threads say of themselves: their stage texts, held places and waits for ACKs. */
final class Sessions {
    private final Map<Integer, TraceEvent.StageChanged> stages;
    private final Map<Integer, TraceEvent.ThreadHeld> held;
    private final Map<Integer, AckWait> waits;

    /** A wait for ACKs, and its limit, which is that of its begin. */
    record AckWait(TraceEvent.AckWaitStarted event, long timeoutMillis) {}

    Sessions() {
        stages = new HashMap<>();
        held = new HashMap<>();
        waits = new HashMap<>();
    }

    Sessions(Sessions other) {
        stages = new HashMap<>(other.stages);
        held = new HashMap<>(other.held);
        waits = new HashMap<>(other.waits);
    }

    void stage(TraceEvent.StageChanged event) {
        stages.put(event.thread(), event);
    }

    void held(TraceEvent.ThreadHeld event) {
        if (event.held()) {
            held.put(event.thread(), event);
        } else {
            held.remove(event.thread());
        }
    }

    /** A wait begins; {@code timeoutMillis} is the limit that the node has now, -1 if it is not known. */
    void waits(TraceEvent.AckWaitStarted event, long timeoutMillis) {
        waits.put(event.thread(), new AckWait(event, timeoutMillis));
    }

    void waited(TraceEvent.AckWaitEnded event) {
        waits.remove(event.thread());
    }

    void nodeEnded(String node) {
        stages.values().removeIf(event -> event.node().equals(node));
        held.values().removeIf(event -> event.node().equals(node));
        waits.values().removeIf(wait -> wait.event().node().equals(node));
    }

    /** The stage text of a thread, null if it never said one. */
    TraceEvent.@Nullable StageChanged stage(int thread) {
        return stages.get(thread);
    }

    /** At which place somebody holds a thread, null if nobody does. */
    TraceEvent.@Nullable ThreadHeld held(int thread) {
        return held.get(thread);
    }

    /** Threads that wait for ACKs. */
    Map<Integer, AckWait> waits() {
        return waits;
    }

    /** All stage texts. */
    Map<Integer, TraceEvent.StageChanged> stages() {
        return stages;
    }
}
