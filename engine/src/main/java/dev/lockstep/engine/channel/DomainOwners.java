package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.binlog.gtid.MariaDbGtidPosition;
import dev.lockstep.engine.world.TracedCondition;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * {@code gtid_ignore_duplicates} of MariaDB: several channels bring the same groups of a domain by different ways, and each
 * is applied once. A channel has a domain while it applies a group of it; others wait until it lets go, and then pass over
 * what is applied already. One for a node; any applier may ask.
 */
public final class DomainOwners {
    private final TracedLock lock;
    private final TracedCondition released;
    private final Map<Long, String> owners = new ConcurrentHashMap<>();

    /** Nobody has a domain. */
    public DomainOwners(World world) {
        lock = world.lock("LOCK_slave_state");
        released = lock.condition("COND_gtid_ignore_duplicates");
    }

    /**
     * Asks for the domain of a group.
     *
     * @param channel who asks; it has the domain afterwards if the answer is true
     * @param applied {@code gtid_slave_pos} as it is when asked
     * @param stop whether the thread is to end
     * @return whether to apply the group; false if it is applied already, or the thread is to end
     */
    boolean take(String channel, MariaDbGtid group, Supplier<MariaDbGtidPosition> applied, BooleanSupplier stop) {
        lock.lock("check_duplicate_gtid");
        try {
            while (!stop.getAsBoolean()) {
                long last = applied.get().last(group.domainId()).map(MariaDbGtid::sequence).orElse(0L);
                if (Long.compareUnsigned(group.sequence(), last) <= 0) {
                    return false;
                }
                String owner = owners.putIfAbsent(group.domainId(), channel);
                if (owner == null || owner.equals(channel)) {
                    return true;
                }
                released.await();
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** The channel has applied its group, or gave it up. */
    void release(String channel) {
        lock.lock("release_domain_owner");
        try {
            if (owners.values().removeIf(channel::equals)) {
                released.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Those that wait look whether they are to end. */
    void wake() {
        if (!owners.isEmpty()) {
            lock.lock("wakeup_duplicate_gtid");
            released.signalAll();
            lock.unlock();
        }
    }
}
