package dev.lockstep.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.lab.torture.Torture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * The invariants of semi-sync under random schedules of load and trouble on profile {@code lockstep}. A few in each build;
 * {@code -Dlockstep.schedules=1000} plays more, {@code -Dlockstep.seed=} plays a seed again.
 */
class RandomSchedulesTest {
    private static final String PROFILE = "lockstep";

    @Test
    void invariantsHoldUnderRandomSchedules() throws Exception {
        int schedules = Integer.getInteger("lockstep.schedules", 5);
        long seed = Long.getLong("lockstep.seed", ThreadLocalRandom.current().nextLong(1_000_000_000_000L));
        System.out.println(schedules + " schedules from seed " + seed);
        Torture.Summary summary = Torture.run(PROFILE, seed, schedules, LabOptions.DEFAULT,
                (number, played, millis, violation) -> System.out.println("schedule " + number + ", seed " + played + ", "
                        + millis + " ms: " + (violation == null ? "ok" : violation)));
        System.out.println(summary.told() + " commits told, " + summary.acknowledged() + " of them acknowledged");
        assertThat(summary.violations()).isEmpty();
        assertThat(summary.acknowledged()).isPositive();
    }
}
