package dev.lockstep.engine.channel;

/**
 * What {@code Slave_IO_Running} and {@code Slave_SQL_Running} say.
 *
 * <pre>
 * NO         -> CONNECTING   the receiver thread was started
 * NO         -> YES          the applier thread was started
 * CONNECTING -> YES          the source has taken the dump command
 * CONNECTING -> NO           stopped, or given up
 * YES        -> CONNECTING   connection lost
 * YES        -> NO           stopped, or an error
 * </pre>
 */
public enum ChannelThreadState {
    /** There is no thread. */
    NO("No"),
    /** Receiver only: it tries to reach its source. */
    CONNECTING("Connecting"),
    /** Running, and a receiver is connected. */
    YES("Yes");

    private final String text;

    ChannelThreadState(String text) {
        this.text = text;
    }

    /** As {@code SHOW SLAVE STATUS} prints it. */
    public String text() {
        return text;
    }

    /** Whether the thread exists. */
    public boolean running() {
        return this != NO;
    }

    /** Whether that state may come next. */
    public boolean mayBecome(ChannelThreadState next) {
        return next != this;
    }
}
