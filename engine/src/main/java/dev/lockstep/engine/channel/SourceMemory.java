package dev.lockstep.engine.channel;

import org.jspecify.annotations.Nullable;

/** Which source has answered all of a channel's requests up to the dump, since this node started. Any thread. */
final class SourceMemory {
    private record Known(ChannelConfiguration configuration, boolean semiSync) {}

    private volatile @Nullable Known known;

    /** Whether the source answered just the same requests before; with semi-sync, if that is wanted. */
    boolean knows(ChannelConfiguration configuration, boolean wantsSemiSync) {
        Known last = known;
        return last != null && last.configuration.equals(configuration) && (last.semiSync || !wantsSemiSync);
    }

    /** It has answered them. */
    void answered(ChannelConfiguration configuration, boolean semiSync) {
        known = new Known(configuration, semiSync);
    }
}
