package dev.lockstep.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.lab.spec.CheckSpec;
import dev.lockstep.engine.lab.spec.Comparison;
import dev.lockstep.engine.lab.spec.Condition;
import org.junit.jupiter.api.Test;

class CheckRunTest {
    private static final long BEGIN = 7_000_000_000L;
    private static final Sight YES = new Sight(true, "yes");
    private static final Sight NO = new Sight(false, "no");

    private static CheckRun check(long withinMillis, long forMillis) {
        CheckRun run = new CheckRun(new CheckSpec("check", "step", withinMillis, forMillis,
                new Condition.Status("m", "x", new Comparison(Comparison.Op.IS, "1"))));
        run.begin(BEGIN);
        return run;
    }

    private static long millis(long millis) {
        return BEGIN + millis * 1_000_000;
    }

    @Test
    void withoutTimesTheFirstLookDecides() {
        CheckRun good = check(0, 0);
        good.saw(millis(30), YES);
        assertThat(good.state()).isEqualTo(CheckRun.State.PASSED);
        CheckRun bad = check(0, 0);
        bad.saw(millis(30), NO);
        assertThat(bad.state()).isEqualTo(CheckRun.State.FAILED);
    }

    @Test
    void withinWaitsUntilItBecomesTrue() {
        CheckRun run = check(250, 0);
        run.saw(millis(0), NO);
        run.saw(millis(249), NO);
        assertThat(run.state()).isEqualTo(CheckRun.State.RUNNING);
        run.saw(millis(250), YES);
        assertThat(run.state()).isEqualTo(CheckRun.State.PASSED);
        assertThat(run.decidedAfterNanos()).isEqualTo(250_000_000);
    }

    @Test
    void withinFailsWhenTheTimeIsUp() {
        CheckRun run = check(250, 0);
        run.saw(millis(250), NO);
        assertThat(run.state()).isEqualTo(CheckRun.State.FAILED);
    }

    @Test
    void whatIsTrueTooLateFails() {
        CheckRun run = check(250, 0);
        run.saw(millis(200), NO);
        run.saw(millis(300), YES);
        assertThat(run.state()).isEqualTo(CheckRun.State.FAILED);
        assertThat(run.seen()).isEqualTo("yes, but only after 300 ms");
    }

    @Test
    void forMustStayTrueToTheEnd() {
        CheckRun run = check(0, 20_000);
        run.saw(millis(10), YES);
        run.saw(millis(19_999), YES);
        assertThat(run.state()).isEqualTo(CheckRun.State.RUNNING);
        run.saw(millis(20_000), YES);
        assertThat(run.state()).isEqualTo(CheckRun.State.PASSED);
    }

    @Test
    void forFailsAtTheFirstLapse() {
        CheckRun run = check(5_000, 20_000);
        run.saw(millis(100), NO);
        run.saw(millis(1_000), YES);
        run.saw(millis(4_000), NO);
        assertThat(run.state()).isEqualTo(CheckRun.State.FAILED);
    }

    @Test
    void aDecisionIsFinal() {
        CheckRun run = check(0, 0);
        run.saw(millis(1), NO);
        run.saw(millis(2), YES);
        assertThat(run.state()).isEqualTo(CheckRun.State.FAILED);
        assertThat(run.seen()).isEqualTo("no");
    }

    @Test
    void countsNothingBeyondItsLimit() {
        assertThat(check(250, 0).countUntil(millis(400))).isEqualTo(millis(250));
        assertThat(check(250, 0).countUntil(millis(100))).isEqualTo(millis(100));
        assertThat(check(0, 20_000).countUntil(millis(20_040))).isEqualTo(millis(20_000));
        assertThat(check(0, 0).countUntil(millis(99))).isEqualTo(millis(99));
    }

    @Test
    void beginsOnce() {
        CheckRun run = check(0, 0);
        assertThatThrownBy(() -> run.begin(BEGIN)).isInstanceOf(IllegalStateException.class);
    }
}
