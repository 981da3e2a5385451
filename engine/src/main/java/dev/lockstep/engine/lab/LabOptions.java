package dev.lockstep.engine.lab;

import dev.lockstep.engine.world.LockModel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a lab runs.
 *
 * @param folder each node has its data in a folder of its name below; null for a temporary one that is deleted at the end
 * @param lockModel how waiters get locks
 * @param samplePeriodMillis how often each node is asked for its status; 0 for never
 * @param niceness how far the nodes' threads give way to others on the same processors, as nice(1) counts; 0 not at all
 */
public record LabOptions(@Nullable Path folder, LockModel lockModel, int samplePeriodMillis, int niceness) {
    /** Temporary folder, the default lock model, two samples a second. */
    public static final LabOptions DEFAULT = new LabOptions(null, LockModel.DEFAULT, 500);

    /**
     * Within a window: its threads come first, so that it stays smooth while nodes fill all processors. 5 leaves a node
     * thread a third of the share of one that draws; docs/benchmarks.md has the frames a second with and without.
     */
    public static final LabOptions BEHIND_A_WINDOW = new LabOptions(null, LockModel.DEFAULT, 500, 5);

    /** A lab whose nodes' threads are like any other. */
    public LabOptions(@Nullable Path folder, LockModel lockModel, int samplePeriodMillis) {
        this(folder, lockModel, samplePeriodMillis, 0);
    }
}
