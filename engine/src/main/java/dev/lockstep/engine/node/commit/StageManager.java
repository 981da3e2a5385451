package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hands batches of transactions from stage to stage: counterpart of {@code Stage_manager} (binlog.cc, 5.7). Who finds a
 * stage's queue empty leads that stage; everybody else sleeps among the {@link Followers} until the leader of the last stage
 * has done the work for all.
 */
final class StageManager {
    /** The stages in their order. */
    enum Stage {
        FLUSH("LOCK_flush_queue"), SYNC("LOCK_sync_queue"), COMMIT("LOCK_commit_queue");

        private final String mutex;

        Stage(String mutex) {
            this.mutex = mutex;
        }
    }

    private static final long DELAY_STEP_NANOS = 100_000;

    private final World world;
    private final Map<Stage, StageQueue> queues = new EnumMap<>(Stage.class);

    StageManager(World world, Stage... stages) {
        this.world = world;
        for (Stage stage : stages) {
            queues.put(stage, new StageQueue(world.lock(stage.mutex)));
        }
    }

    /**
     * Appends the batch to the stage's queue while {@code leave}, the previous stage's mutex, is still held, then gives that
     * up. The leader comes back holding {@code enter}; a follower at once, to sleep until its transaction is done.
     *
     * @return whether the caller leads the stage
     */
    boolean changeStage(Stage stage, Commit batch, @Nullable TracedLock leave, TracedLock enter) {
        boolean leader = queue(stage).append(batch);
        if (leave != null) {
            leave.unlock();
        }
        if (leader) {
            enter.lock("change_stage");
            return true;
        }
        return false;
    }

    private StageQueue queue(Stage stage) {
        return Objects.requireNonNull(queues.get(stage));
    }

    /** Takes everything that waits for the stage. */
    Commit fetch(Stage stage) {
        Commit batch = queue(stage).fetch();
        if (batch == null) {
            throw new IllegalStateException("the leader of stage " + stage + " found its queue empty");
        }
        return batch;
    }

    /** The leader of the sync stage lets the batch grow: {@code wait_count_or_timeout}. */
    void delay(Stage stage, long micros, long enough) {
        long left = micros * 1_000;
        while (left > 0 && (enough == 0 || queue(stage).size() < enough)) {
            long step = Math.min(left, Math.max(DELAY_STEP_NANOS, micros * 100));
            world.threads().sleep(step);
            left -= step;
        }
    }
}
