package dev.lockstep.engine.channel;

import java.io.IOException;
import java.util.Set;

/** A channel of a replica. */
@SuppressWarnings("DoNotCallSuggester")
public final class ReplicationChannel implements AutoCloseable {
    private final ReplicaHost host;
    private final String name;

    private ReplicationChannel(ReplicaHost host, String name) {
        this.host = host;
        this.name = name;
    }

    /** Opens a channel, with what its state files say if there are any. Starts no thread. */
    public static ReplicationChannel open(ReplicaHost host, String name) throws IOException {
        return new ReplicationChannel(host, name);
    }

    /** Name; the default channel's is empty. */
    public String name() {
        return name;
    }

    /** Whether CHANGE MASTER TO was run for it. */
    public boolean configured() {
        throw new UnsupportedOperationException(host.toString());
    }

    /** {@code CHANGE MASTER TO}. */
    public void configure(ChannelChange change) throws ChannelRefusedException, IOException {
        throw new UnsupportedOperationException();
    }

    /** {@code START SLAVE}; a thread that runs already is left alone. */
    public void start(Set<ChannelThread> which) throws ChannelRefusedException, IOException {
        throw new UnsupportedOperationException();
    }

    /** {@code STOP SLAVE}: comes back when the threads have ended; one that does not run is left alone. */
    public void stop(Set<ChannelThread> which) {
        throw new UnsupportedOperationException();
    }

    /** {@code RESET SLAVE}: drops relay logs and positions, keeps the configuration in memory. */
    public void reset() throws ChannelRefusedException, IOException {
        throw new UnsupportedOperationException();
    }

    /** {@code RESET SLAVE ALL}: drops the configuration too. */
    public void resetAll() throws ChannelRefusedException, IOException {
        throw new UnsupportedOperationException();
    }

    /** What {@code SHOW SLAVE STATUS} shows. */
    public ChannelStatus status() {
        throw new UnsupportedOperationException();
    }

    /** Stops the threads and closes the files. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
