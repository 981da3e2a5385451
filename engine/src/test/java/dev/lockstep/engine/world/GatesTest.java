package dev.lockstep.engine.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Threads are held at the place that was named, and nowhere else. */
@Timeout(30)
class GatesTest {
    private static final long SECOND = 1_000_000_000L;

    private final TraceLog trace = new TraceLog();
    private final LiveWorlds worlds = new LiveWorlds(trace, LockModel.DEFAULT);
    private final AtomicInteger passed = new AtomicInteger();
    @TempDir
    private Path folder;
    @SuppressWarnings("NullAway.Init")
    private World world;

    @BeforeEach
    void open() throws IOException {
        world = worlds.open("n", folder);
    }

    @AfterEach
    void close() {
        worlds.close();
    }

    private WorldThread passer(String owner, String hook) {
        return world.threads().start("passer", () -> {
            world.gates().pass(owner, hook);
            passed.incrementAndGet();
        });
    }

    private void awaitHeld() {
        while (!world.gates().held("c", "read_event")) {
            world.threads().sleep(1_000_000);
        }
    }

    @Test
    void aThreadIsHeldUntilItIsReleased() {
        world.gates().hold("c", "read_event", 20 * SECOND);
        WorldThread thread = passer("c", "read_event");
        awaitHeld();
        assertThat(passed).hasValue(0);
        world.gates().release("c", "read_event");
        assertThat(thread.join(10 * SECOND)).isTrue();
        assertThat(passed).hasValue(1);
        assertThat(world.gates().held("c", "read_event")).isFalse();
        assertThat(passer("c", "read_event").join(10 * SECOND)).as("the place is free").isTrue();
    }

    @Test
    void otherOwnersAndHooksPass() {
        world.gates().hold("c", "read_event", 20 * SECOND);
        assertThat(passer("d", "read_event").join(10 * SECOND)).isTrue();
        assertThat(passer("c", "queue_event").join(10 * SECOND)).isTrue();
        assertThat(passed).hasValue(2);
    }

    @Test
    void aHoldThatNobodyEndsEndsByItself() {
        world.gates().hold("c", "read_event", SECOND / 20);
        long before = world.clock().nanos();
        assertThat(passer("c", "read_event").join(10 * SECOND)).isTrue();
        assertThat(world.clock().nanos() - before).isGreaterThanOrEqualTo(SECOND / 20);
    }

    @Test
    void aDelaySlowsEachThreadThatPasses() {
        world.gates().delay("c", "read_event", SECOND / 50);
        long before = world.clock().nanos();
        assertThat(passer("c", "read_event").join(10 * SECOND)).isTrue();
        assertThat(passer("c", "read_event").join(10 * SECOND)).isTrue();
        assertThat(world.clock().nanos() - before).isGreaterThanOrEqualTo(2 * (SECOND / 50));
    }

    @Test
    void aNodeThatIsKilledTakesItsHeldThreadsAlong() {
        world.gates().hold("c", "read_event", 20 * SECOND);
        WorldThread thread = passer("c", "read_event");
        awaitHeld();
        world.kill();
        assertThat(thread.join(10 * SECOND)).isTrue();
        assertThat(passed).hasValue(0);
    }

    @Test
    void holdsWithoutLimitAreRefused() {
        assertThatThrownBy(() -> world.gates().hold("c", "read_event", Gates.MAX_HOLD_NANOS + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> world.gates().delay("c", "read_event", 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theTraceTellsWhoIsSteeredAndWhoWaits() {
        world.gates().hold("c", "read_event", 20 * SECOND);
        WorldThread thread = passer("c", "read_event");
        awaitHeld();
        world.gates().release("c", "read_event");
        thread.join(10 * SECOND);
        List<String> told = trace.events(0, Long.MAX_VALUE).stream().map(event -> switch (event) {
            case TraceEvent.HookSteered e -> e.owner() + " " + e.hook() + " " + e.steering();
            case TraceEvent.ThreadHeld e -> e.owner() + " " + e.hook() + " " + e.thread() + " " + e.held();
            default -> "";
        }).filter(text -> !text.isEmpty()).toList();
        assertThat(told).containsExactly("c read_event HELD", "c read_event " + thread.id() + " true",
                "c read_event FREE", "c read_event " + thread.id() + " false");
    }
}
