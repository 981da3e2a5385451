package dev.lockstep.engine.channel;

/**
 * Why a receiver or applier thread stopped or reconnects: what {@code Last_IO_Error} and {@code Last_SQL_Error} show.
 *
 * @param errno the server's error number, 0 for none
 * @param message the server's text
 * @param epochMicros when, in microseconds of Unix time
 */
public record ChannelError(int errno, String message, long epochMicros) {
    /** No error. */
    public static final ChannelError NONE = new ChannelError(0, "", 0);
}
