package dev.lockstep.engine.semisync.source;

import dev.lockstep.engine.world.Transport;
import java.util.function.BooleanSupplier;

/** There is no receiver thread: each dump thread reads the ACK of the event that it has just sent (semisync.md D.1). */
final class NoAckReceiver implements AckReceiver {
    @Override
    public void start() {
        // nothing to start
    }

    @Override
    public void stop() {
        // nothing to stop
    }

    @Override
    public boolean running() {
        return false;
    }

    @Override
    public void addReplica(long serverId, Transport transport, BooleanSupplier current) {
        // the dump thread itself knows its connection
    }

    @Override
    public void removeReplica() {
        // nobody else reads it
    }
}
