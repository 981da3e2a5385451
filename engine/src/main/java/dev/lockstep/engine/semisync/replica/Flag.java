package dev.lockstep.engine.semisync.replica;

/**
 * A flag that receiver threads read and write as the server's do: with no lock, whatever the others do meanwhile. Who wrote
 * it last is kept with it, for the trace only; nothing decides on it.
 */
final class Flag {
    /** Whether one channel has it or all of them. */
    enum Reach {
        SHARED, OWN
    }

    private final String name;
    private final Reach reach;
    private volatile Belief last;

    Flag(String name, Reach reach) {
        this.name = name;
        this.reach = reach;
        last = new Belief(name, false, "", "");
    }

    boolean value() {
        return last.value();
    }

    /** Value and last writer, of one moment. */
    Belief read() {
        return last;
    }

    boolean shared() {
        return reach == Reach.SHARED;
    }

    /** A value to be written; a hook that writes it often keeps it. */
    Belief of(boolean value, String writer, String hook) {
        return new Belief(name, value, writer, hook);
    }

    /** Writes; returns what was there before, which another thread may have changed meanwhile. */
    Belief write(Belief now) {
        Belief before = last;
        last = now;
        return before;
    }
}
