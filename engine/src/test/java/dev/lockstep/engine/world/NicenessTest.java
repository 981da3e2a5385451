package dev.lockstep.engine.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.trace.TraceLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Threads of nodes give way where they were told to, and nobody else's do. */
@EnabledOnOs(OS.LINUX)
class NicenessTest {
    private static final Path OWN_STAT = Path.of("/proc/thread-self/stat");
    /** nice is the 19th field (proc_pid_stat(5)); the second, in brackets, may hold blanks. */
    private static final int FIELDS_AFTER_NAME = 16;

    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path folder;

    @Test
    void aWorldsThreadsAreAsNiceAsTheWorldAndTheCallerStaysAsItWas() throws IOException {
        int before = niceOfThisThread();
        assertThat(niceOfThread(5)).isEqualTo(Math.min(19, before + 5));
        assertThat(niceOfThisThread()).isEqualTo(before);
    }

    @Test
    void byDefaultThreadsGiveWayToNobody() throws IOException {
        assertThat(niceOfThread(0)).isEqualTo(niceOfThisThread());
    }

    private int niceOfThread(int niceness) throws IOException {
        try (LiveWorlds worlds = new LiveWorlds(new TraceLog(), LockModel.DEFAULT, niceness)) {
            World world = worlds.open("n" + niceness, folder.resolve("n" + niceness));
            AtomicInteger seen = new AtomicInteger(Integer.MIN_VALUE);
            WorldThread outer = world.threads().start("starts another", () -> {
                WorldThread inner = world.threads().start("looks", () -> seen.set(niceOfThisThread()));
                assertThat(inner.join(10 * SECOND)).isTrue();
            });
            assertThat(outer.join(20 * SECOND)).isTrue();
            return seen.get();
        }
    }

    private static int niceOfThisThread() {
        try {
            String stat = java.nio.file.Files.readString(OWN_STAT);
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[FIELDS_AFTER_NAME]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
