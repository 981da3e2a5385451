package dev.lockstep.app.topology;

import dev.lockstep.engine.trace.LabState.ChannelState;
import dev.lockstep.engine.trace.LabState.Headers;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.State;
import dev.lockstep.engine.trace.TraceEvent.PacketRead;
import org.jspecify.annotations.Nullable;

/**
 * Truth and belief about the semi-sync headers of a stream, side by side on its edge.
 *
 * @param carried whether the stream carries headers
 * @param believed whether the slave thinks so
 */
record Badge(boolean carried, boolean believed) {

    /** What a channel's badge says; null while there is no stream, or where nobody speaks of headers. */
    static @Nullable Badge of(ChannelState channel) {
        PacketRead misread = channel.misread();
        if (misread != null) {
            return new Badge(misread.carried(), misread.believed());
        }
        if (channel.headers() == Headers.UNKNOWN || channel.receiver() != State.YES) {
            return null;
        }
        boolean carried = channel.headers() == Headers.CARRIED;
        return carried || channel.semiSync() ? new Badge(carried, channel.semiSync()) : null;
    }

    boolean agree() {
        return carried == believed;
    }

    /** The truth, in words. */
    String truth() {
        return carried ? "carries headers" : "no headers";
    }

    /** Between the two; not by colour alone. */
    String sign() {
        return agree() ? "=" : "≠";
    }

    /** What the slave thinks, in words. */
    String belief() {
        return agree() ? "slave thinks so" : believed ? "slave thinks headers" : "slave thinks none";
    }

    /** All of it for a narrow label: EF is the first byte of a header. */
    String brief() {
        return (carried ? "EF" : "––") + " " + sign() + " " + (believed ? "EF" : "––");
    }
}
