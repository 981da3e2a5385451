package dev.lockstep.engine.profile;

/** What becomes of an ACK that comes in two pieces (bug #99628). */
public enum SplitAck implements Switch {
    /** The receiver waits one millisecond for the rest; the rest is then read as the next packet. */
    LOST("its rest is taken for the next packet: bug #99628"),
    /** What has come is kept until the rest comes. */
    KEPT("kept until the rest has come");

    private final String summary;

    SplitAck(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
