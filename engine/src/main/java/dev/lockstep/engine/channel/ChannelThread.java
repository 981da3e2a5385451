package dev.lockstep.engine.channel;

import java.util.EnumSet;
import java.util.Set;

/** The two threads of a channel, as START and STOP SLAVE name them. */
public enum ChannelThread {
    /** {@code IO_THREAD}. */
    RECEIVER,
    /** {@code SQL_THREAD}. */
    APPLIER;

    /** Both. */
    public static final Set<ChannelThread> BOTH = Set.copyOf(EnumSet.allOf(ChannelThread.class));
}
