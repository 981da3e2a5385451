package dev.lockstep.engine.lab.torture;

import dev.lockstep.engine.trace.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What is done to a lab, and when: made of a seed alone, so that the same seed asks for the same things again. (What the
 * threads of the servers make of it is up to the machine.)
 *
 * @param seed what it was made of
 * @param clients how many write
 * @param byGtid whether replicas ask by GTID, or by file and position
 * @param crashAtEnd whether the source is killed at the end, or the receivers are stopped
 * @param steps in their order
 */
record Schedule(long seed, int clients, boolean byGtid, boolean crashAtEnd, List<Step> steps) {
    static final int REPLICAS = 3;
    private static final int MAX_CLIENTS = 8;
    private static final int MAX_STEPS = 12;
    private static final int MAX_PAUSE_MILLIS = 90;

    /** An act, and the pause before it. */
    record Step(int pauseMillis, Act act) {}

    /** The schedule of that seed. */
    static Schedule of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int clients = random.nextInt(1, MAX_CLIENTS + 1);
        boolean byGtid = random.nextBoolean();
        boolean crashAtEnd = random.nextInt(4) == 0;
        List<Step> steps = new ArrayList<>();
        for (int i = random.nextInt(3, MAX_STEPS + 1); i > 0; i--) {
            steps.add(new Step(random.nextInt(MAX_PAUSE_MILLIS), act(random)));
        }
        return new Schedule(seed, clients, byGtid, crashAtEnd, List.copyOf(steps));
    }

    private static Act act(SplittableRandom random) {
        int replica = random.nextInt(1, REPLICAS + 1);
        int dice = random.nextInt(100);
        if (dice < 32) {
            return set(random);
        } else if (dice < 42) {
            return new Act.Stop(replica, pick(random, "", "", " IO_THREAD", " SQL_THREAD"));
        } else if (dice < 54) {
            return new Act.Start(replica);
        } else if (dice < 58) {
            return new Act.ResetReplica(replica);
        } else if (dice < 60) {
            return new Act.ResetSource();
        } else if (dice < 67) {
            return new Act.KillClient(random.nextInt(MAX_CLIENTS), random.nextBoolean());
        } else if (dice < 74) {
            return new Act.KillDump(replica);
        } else if (dice < 79) {
            int node = random.nextInt(3) == 0 ? 0 : replica;
            return random.nextInt(3) == 0 ? new Act.PowerCut(node) : new Act.Crash(node);
        } else if (dice < 81) {
            return new Act.Restart(random.nextInt(3) == 0 ? 0 : replica);
        } else if (dice < 87) {
            return new Act.Break(replica, fault(random));
        } else if (dice < 90) {
            return new Act.Mend(replica);
        } else if (dice < 96) {
            return new Act.Hold(replica, pick(random, "before_reply", "read_event", "request_dump", "queue_event",
                    "thread_stop"), random.nextInt(5, 150));
        } else {
            return new Act.Rotate();
        }
    }

    private static Act.Set set(SplittableRandom random) {
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> new Act.Set("rpl_semi_sync_master_wait_for_slave_count", "" + random.nextInt(1,
                    REPLICAS + 1));
            case 3, 4 -> new Act.Set("rpl_semi_sync_master_timeout", pick(random, "30", "200", "4000", "4000"));
            case 5 -> new Act.Set("rpl_semi_sync_master_wait_point", pick(random, "AFTER_SYNC", "AFTER_SYNC",
                    "AFTER_COMMIT"));
            case 6 -> new Act.Set("rpl_semi_sync_master_wait_no_slave", pick(random, "ON", "OFF"));
            default -> new Act.Set("rpl_semi_sync_master_enabled", pick(random, "ON", "OFF"));
        };
    }

    private static Fault.OfLink fault(SplittableRandom random) {
        Fault.Direction direction = random.nextBoolean() ? Fault.Direction.TO_SOURCE : Fault.Direction.TO_REPLICA;
        return switch (random.nextInt(7)) {
            case 0, 1 -> new Fault.Latency(direction, random.nextInt(1, 40), random.nextInt(0, 10));
            case 2 -> new Fault.LostAck(random.nextInt(1, 4));
            case 3 -> new Fault.SplitAck(random.nextInt(1, 8), random.nextInt(2, 10));
            case 4 -> new Fault.Stall(direction);
            // not SILENT, which leaves a socket behind on purpose
            default -> new Fault.Cut(random.nextBoolean() ? Fault.Cut.How.CLOSE : Fault.Cut.How.RESET);
        };
    }

    private static String pick(SplittableRandom random, String... values) {
        return values[random.nextInt(values.length)];
    }
}
