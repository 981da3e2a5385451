package dev.lockstep.engine.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.trace.TraceLog;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Threads that call into a world from outside live on when it is over, and do not keep it. */
@Timeout(60)
class ForgottenWorldTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aRecordingThatNobodyLooksAtAnyMoreIsGone() throws Exception {
        WeakReference<TraceLog> recording = calledFromHere();
        while (recording.get() != null) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(recording.get()).isNull();
    }

    private WeakReference<TraceLog> calledFromHere() throws IOException {
        TraceLog trace = new TraceLog();
        try (LiveWorlds worlds = new LiveWorlds(trace, LockModel.DEFAULT)) {
            World world = worlds.open("m", folder);
            assertThat(world.threads().current()).isSameAs(world.threads().current());
        }
        return new WeakReference<>(trace);
    }
}
