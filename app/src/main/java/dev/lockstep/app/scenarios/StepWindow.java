package dev.lockstep.app.scenarios;

import dev.lockstep.app.scenarios.StoryViewModel.Line;
import dev.lockstep.app.scenarios.StoryViewModel.Sign;
import java.util.List;

/**
 * Which steps of a long story are shown: a few around the present one, so that narration and checks stay in sight.
 *
 * @param from first shown
 * @param to behind the last shown
 */
record StepWindow(int from, int to) {
    private static final int ALL_UP_TO = 8;
    private static final int SHOWN = 7;
    private static final int BEFORE = 3;

    static StepWindow around(List<Line> steps) {
        int count = steps.size();
        if (count <= ALL_UP_TO) {
            return new StepWindow(0, count);
        }
        int present = present(steps);
        int from = Math.clamp(present - BEFORE, 0, count - SHOWN);
        return new StepWindow(from, from + SHOWN);
    }

    /** The step that runs or failed; otherwise the last that is done. */
    private static int present(List<Line> steps) {
        int last = 0;
        for (int i = 0; i < steps.size(); i++) {
            Sign sign = steps.get(i).sign();
            if (sign == Sign.RUNNING || sign == Sign.FAILED) {
                return i;
            }
            if (sign == Sign.PASSED) {
                last = i;
            }
        }
        return last;
    }
}
