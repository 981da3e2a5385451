package dev.lockstep.engine.node.session;

import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Everything that {@code SHOW PROCESSLIST} shows, and the numbers given to it. Guarded by {@code LOCK_thd_list}. */
public final class ProcessList {
    private final TracedLock lockThdList;
    private final Map<Long, ServerProcess> processes = new LinkedHashMap<>();
    private volatile int mostAtOnce;
    private final AtomicLong lastId = new AtomicLong();

    /** Empty. */
    public ProcessList(World world) {
        this.lockThdList = world.lock("LOCK_thd_list");
    }

    /** A number that no process of this run of the server has had. */
    public long nextId() {
        return lastId.incrementAndGet();
    }

    /** How many numbers have been given: the status variable {@code Connections}. */
    public long lastId() {
        return lastId.get();
    }

    /** The largest number of processes at one time: {@code Max_used_connections}. */
    public int mostAtOnce() {
        return mostAtOnce;
    }

    /** Shows a process from now on. */
    public void add(ServerProcess process) {
        lockThdList.lock("add_thd");
        try {
            processes.put(process.id(), process);
            mostAtOnce = Math.max(mostAtOnce, processes.size());
        } finally {
            lockThdList.unlock();
        }
    }

    /** Shows it no longer. */
    public void remove(long id) {
        lockThdList.lock("remove_thd");
        try {
            processes.remove(id);
        } finally {
            lockThdList.unlock();
        }
    }

    /** The process with that number. */
    public Optional<ServerProcess> find(long id) {
        lockThdList.lock("find_thd");
        try {
            return Optional.ofNullable(processes.get(id));
        } finally {
            lockThdList.unlock();
        }
    }

    /** All, by the order of their numbers. */
    public List<ServerProcess> all() {
        lockThdList.lock("do_for_all_thd");
        try {
            return new ArrayList<>(processes.values());
        } finally {
            lockThdList.unlock();
        }
    }
}
