package dev.lockstep.engine.node.session;

import dev.lockstep.engine.wire.ReplicationCommand.ComRegisterSlave;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Replicas that sent COM_REGISTER_SLAVE: what {@code SHOW SLAVE HOSTS} shows. Guarded by {@code LOCK_slave_list}. */
public final class Registrations {
    /** A registered replica; {@code session} is the connection that registered it. */
    record Replica(long serverId, String host, int port, String uuid, long session) {}

    private final TracedLock lock;
    private final Map<Long, Replica> replicas = new TreeMap<>();

    /** None yet. */
    public Registrations(World world) {
        this.lock = world.lock("LOCK_slave_list");
    }

    void add(ComRegisterSlave command, String uuid, long session) {
        lock.lock("register_slave");
        try {
            replicas.put(command.serverId(),
                    new Replica(command.serverId(), command.host(), command.port(), uuid, session));
        } finally {
            lock.unlock();
        }
    }

    /** The connection has ended. */
    void remove(long session) {
        lock.lock("unregister_slave");
        try {
            replicas.values().removeIf(replica -> replica.session() == session);
        } finally {
            lock.unlock();
        }
    }

    List<Replica> all() {
        lock.lock("show_slave_hosts");
        try {
            return new ArrayList<>(replicas.values());
        } finally {
            lock.unlock();
        }
    }
}
