package dev.lockstep.app.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.app.sample.Stages;
import dev.lockstep.app.theme.Theme;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LockName;
import dev.lockstep.engine.trace.LockOp;
import dev.lockstep.engine.trace.ThreadTrack;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.trace.TraceTimeline;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;

/**
 * A million spans in view, every frame another picture: the timeline must draw in far less than the 33 ms of a frame at
 * 30 frames a second. What is asserted is the processor time of the window's thread, which a busy machine does not
 * change; the frames that were reached are printed.
 */
class TimelineFramesTest {
    private static final int LANES = 10;
    private static final int SPANS_PER_LANE = 100_000;
    private static final long PERIOD_NANOS = 100_000;
    private static final int FRAMES = 120;
    private static final long LENGTH_NANOS = SPANS_PER_LANE * PERIOD_NANOS;

    @Test
    void aMillionSpansAreDrawnFastEnough() throws Exception {
        TraceLog log = millionSpans();
        LabState state = new TraceTimeline(log).latest(LENGTH_NANOS);
        TimelineViewModel model = new TimelineViewModel();
        Stage stage = Stages.show(() -> new TimelineView(model), Theme.LIGHT, 972, 420);
        for (int pulse = 0; pulse < 12 || model.reading(); pulse++) {
            Stages.runFx(() -> model.show(state, log, LENGTH_NANOS));
        }
        assertThat(model.rows()).hasSize(LANES);
        Stages.runFx(model::fit);
        Frames frames = new Frames(model);
        Stages.runFx(frames::start);
        assertThat(frames.done.await(120, TimeUnit.SECONDS)).isTrue();
        System.out.printf(Locale.ROOT,
                "timeline, 1,000,000 spans in view: %.0f frames a second, %.1f ms of the window's thread and %.1f ms of all threads a frame%n",
                frames.perSecond(), frames.cpuMillisPerFrame(), frames.allMillisPerFrame());
        assertThat(frames.cpuMillisPerFrame()).isLessThan(30);
        Stages.close(stage);
    }

    /** Moves the window a little in every frame. */
    private static final class Frames extends AnimationTimer {
        private final CountDownLatch done = new CountDownLatch(1);
        private final TimelineViewModel model;
        private int count;
        private long firstNanos;
        private long lastNanos;
        private long firstCpuNanos;
        private long lastCpuNanos;
        private long firstAllNanos;
        private long lastAllNanos;

        Frames(TimelineViewModel model) {
            this.model = model;
        }

        @Override
        public void handle(long now) {
            if (count == 20) {
                firstNanos = now;
                firstAllNanos = allNanos();
                firstCpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            }
            lastNanos = now;
            lastAllNanos = allNanos();
            lastCpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            if (count++ == FRAMES) {
                stop();
                done.countDown();
                return;
            }
            model.pan(count % 2 == 0 ? 3_000_000 : -3_000_000);
        }

        private static long allNanos() {
            return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                    ? system.getProcessCpuTime()
                    : 0;
        }

        double allMillisPerFrame() {
            return (lastAllNanos - firstAllNanos) / 1e6 / (FRAMES - 20);
        }

        double perSecond() {
            return (FRAMES - 20) * 1e9 / (lastNanos - firstNanos);
        }

        double cpuMillisPerFrame() {
            return (lastCpuNanos - firstCpuNanos) / 1e6 / (FRAMES - 20);
        }
    }

    private static TraceLog millionSpans() {
        TraceLog log = new TraceLog();
        LockName mutex = log.lock("m", "Ack_receiver::m_mutex");
        Random random = new Random(1);
        for (int lane = 0; lane < LANES; lane++) {
            ThreadTrack track = log.thread("m", lane == 0 ? "Ack_receiver" : "session " + lane, 0);
            for (int span = 0; span < SPANS_PER_LANE; span++) {
                long at = span * PERIOD_NANOS + random.nextInt(40_000);
                if (span % 3 == 0) {
                    track.record(LockOp.REQUESTED, mutex.id(), 0, 0, at - 20_000);
                    track.record(LockOp.WAITING, mutex.id(), 1, 0, at - 20_000);
                }
                if (span % 11 == 0) {
                    track.record(LockOp.BARGED, mutex.id(), 2, 0, at);
                }
                track.record(LockOp.ACQUIRED, mutex.id(), 0, 0, at);
                track.record(LockOp.RELEASED, mutex.id(), 0, 0, at + 2_000 + random.nextInt(30_000));
            }
        }
        return log;
    }
}
