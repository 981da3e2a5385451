package dev.lockstep.engine.world;

import java.io.IOException;

/** Nothing could be read within the time. The stream is intact. */
public final class TransportTimeoutException extends IOException {
    private static final long serialVersionUID = 1;

    /** After how long. */
    public TransportTimeoutException(long timeoutNanos) {
        super("nothing received for " + timeoutNanos / 1_000_000 + " ms");
    }
}
