package dev.lockstep.engine.world;

import java.io.IOException;

/** A listening socket. */
public interface Listener extends AutoCloseable {
    /** The port it listens on. */
    int port();

    /** Waits for a connection; throws when the listener is closed. */
    Transport accept() throws IOException;

    @Override
    void close();
}
