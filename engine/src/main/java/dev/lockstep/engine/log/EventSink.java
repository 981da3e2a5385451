package dev.lockstep.engine.log;

import java.io.IOException;

/** Where events go that nobody looks into: bytes as they stand in a log, many at a time, with no object for each. */
@FunctionalInterface
public interface EventSink {
    /**
     * Takes an event, or refuses it, and then it stays the next one. The array holds others, too, and is used again after
     * the call.
     *
     * @param start index of the event's first byte
     * @param length bytes of the whole event
     * @return whether it was taken
     * @throws IOException if it cannot be handed on; it counts as not taken
     */
    boolean take(byte[] bytes, int start, int length) throws IOException;
}
