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
 */
public record LabOptions(@Nullable Path folder, LockModel lockModel, int samplePeriodMillis) {
    /** Temporary folder, the default lock model, two samples a second. */
    public static final LabOptions DEFAULT = new LabOptions(null, LockModel.DEFAULT, 500);
}
