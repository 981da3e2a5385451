package dev.lockstep.engine.channel;

import dev.lockstep.engine.world.World;

/**
 * Looks after a dump thread that was told to end. One that stands in a write to a full socket, or waits for an ACK, does not
 * hear; on a real server {@code net_write_timeout} ends such a write after 60 seconds. Here the connection is closed then.
 */
final class ZombieWatch {
    /** Default of {@code net_write_timeout}. */
    static final long LIMIT_NANOS = 60_000_000_000L;

    private static final long STEP_NANOS = 100_000_000L;

    private final World world;
    private final DumpThreads threads;
    private final BinlogSender zombie;

    ZombieWatch(World world, DumpThreads threads, BinlogSender zombie) {
        this.world = world;
        this.threads = threads;
        this.zombie = zombie;
    }

    /** In a thread of its own, which ends with the zombie. */
    void start() {
        world.threads().start("zombie watch", this::watch);
    }

    private void watch() {
        long deadline = world.clock().nanos() + LIMIT_NANOS;
        while (threads.serves(zombie)) {
            if (world.clock().nanos() >= deadline) {
                zombie.cutOff();
                return;
            }
            world.threads().sleep(STEP_NANOS);
        }
    }
}
