package dev.lockstep.engine.world;

import java.util.BitSet;

/** Numbers of a server's open connections: each gets the lowest that is free, as a system gives descriptors. Thread-safe. */
final class Descriptors {
    private final BitSet taken = new BitSet();

    synchronized int take() {
        int free = taken.nextClearBit(0);
        taken.set(free);
        return free;
    }

    synchronized void giveBack(int number) {
        taken.clear(number);
    }
}
