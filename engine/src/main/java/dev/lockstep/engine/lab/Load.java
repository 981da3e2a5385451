package dev.lockstep.engine.lab;

import dev.lockstep.engine.lab.spec.LoadSpec;
import org.HdrHistogram.Histogram;

/** The clients that write. Methods may be called from any thread. */
public final class Load {
    private volatile LoadSpec spec;

    Load(Lab lab, LoadSpec spec) {
        this.spec = spec;
    }

    /** Its present settings. */
    public LoadSpec spec() {
        return spec;
    }

    /** Whether it is switched on. */
    public boolean on() {
        return false;
    }

    /** Starts the clients: setup first, if it has not been run. Returns when they run. */
    public void switchOn() throws LabException {}

    /** Stops them; each ends with the statement that it has sent. Waits at most a few seconds for that. */
    public void switchOff() {}

    /** Changes clients and rate, while it runs, too. */
    public void change(int clients, int ratePerSecond) throws LabException {}

    /** Commits that were answered with OK since the lab began. */
    public long commits() {
        return 0;
    }

    /** Statements that failed since the lab began. */
    public long errors() {
        return 0;
    }

    /** Text of the last failure, empty if there was none. */
    public String lastError() {
        return "";
    }

    /** Commits a second, over the last full second. */
    public double commitsPerSecond() {
        return 0;
    }

    /** How long clients waited for their commits during the last seconds, in microseconds. A copy. */
    public Histogram recentLatencyMicros() {
        return new Histogram(3);
    }
}
