package dev.lockstep.app.session;

import dev.lockstep.engine.trace.LabState.ChannelState;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.State;

/**
 * What is true of a channel at an instant, whatever its server says.
 *
 * @param flow whether events come
 * @param sinceNanos when the last event came or the receiver said Yes, whichever was later; -1 if neither ever was
 * @param silentNanos how long ago that is
 */
public record ChannelTruth(Flow flow, long sinceNanos, long silentNanos) {
    /** A channel that gets nothing for longer than this although there is something to get is starved. */
    public static final long STARVED_AFTER_NANOS = 1_000_000_000;

    /** Whether events come. */
    public enum Flow {
        /** The receiver does not run. */
        STOPPED,
        /** The receiver tries to connect. */
        CONNECTING,
        /** Events come, or have come a moment ago. */
        FLOWING,
        /** Everything that the source has is there. */
        IDLE,
        /** The receiver says Yes, the source has more, and nothing comes. */
        STARVED
    }

    /** The truth about a channel at an instant. */
    public static ChannelTruth of(ChannelState channel, long nowNanos) {
        long since = Math.max(channel.lastReceivedNanos(), channel.receiverStartedNanos());
        long silent = since < 0 ? 0 : Math.max(0, nowNanos - since);
        return new ChannelTruth(flow(channel, silent), since, silent);
    }

    private static Flow flow(ChannelState channel, long silentNanos) {
        if (channel.receiver() == State.NO) {
            return Flow.STOPPED;
        }
        if (channel.receiver() == State.CONNECTING) {
            return Flow.CONNECTING;
        }
        if (channel.behindReceived() == 0) {
            return Flow.IDLE;
        }
        if (!channel.behindKnown()) { // nobody counts a real server's transactions, so silence proves nothing
            return silentNanos > STARVED_AFTER_NANOS ? Flow.IDLE : Flow.FLOWING;
        }
        return silentNanos > STARVED_AFTER_NANOS ? Flow.STARVED : Flow.FLOWING;
    }

    /** Whether it starves. */
    public boolean starved() {
        return flow == Flow.STARVED;
    }
}
