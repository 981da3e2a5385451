package dev.lockstep.engine.wire;

import java.io.IOException;

/** Takes packets in the order in which they go to the other side. */
@FunctionalInterface
public interface PacketSink {
    /** One payload; splitting and sequence numbers are the sink's affair. */
    void packet(byte[] payload) throws IOException;
}
