package dev.lockstep.engine.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.trace.LockOp;
import dev.lockstep.engine.trace.ThreadTrack;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lock model promises: a thread that re-takes at once starves a waiter, a thread that naps lets it in. */
class LockModelTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    private final TraceLog trace = new TraceLog();
    private final LiveWorlds worlds = new LiveWorlds(trace, LockModel.DEFAULT);

    @AfterEach
    void close() {
        worlds.close();
    }

    private World world() throws IOException {
        return worlds.open("n", folder);
    }

    @Test
    void waiterStarvesWhileTheHolderRetakesAtOnce() throws IOException {
        World world = world();
        TracedLock lock = world.lock("m_mutex");
        AtomicBoolean stop = new AtomicBoolean();
        AtomicBoolean entered = new AtomicBoolean();
        AtomicInteger rounds = new AtomicInteger();
        WorldThread holder = holder(world, lock, stop, rounds);
        WorldThread waiter = world.threads().start("dump", () -> {
            lock.lock("add_slave");
            entered.set(true);
            lock.unlock();
        });
        assertThat(waiter.join(2 * SECOND)).isFalse();
        assertThat(entered).isFalse();
        assertThat(rounds.get()).isGreaterThan(100);
        assertThat(count(holder.id(), LockOp.BARGED)).isGreaterThan(100);
        stop.set(true);
        assertThat(waiter.join(SECOND)).as("free once the holder has gone").isTrue();
        assertThat(entered).isTrue();
    }

    private static WorldThread holder(World world, TracedLock lock, AtomicBoolean stop, AtomicInteger rounds) {
        Poller poller;
        try {
            poller = world.network().poller();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        WorldThread holder = world.threads().start("Ack_receiver", () -> {
            while (!stop.get()) {
                lock.lock("run");
                poller.poll(List.of(), 1_000_000);
                rounds.incrementAndGet();
                lock.unlock();
            }
        });
        while (rounds.get() == 0) {
            Thread.onSpinWait();
        }
        return holder;
    }

    @Test
    void theReceiversNapOfOneMicrosecondLetsTheWaiterIn() throws IOException {
        World world = world();
        TracedLock lock = world.lock("m_mutex");
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger rounds = new AtomicInteger();
        world.threads().start("Ack_receiver", () -> {
            while (!stop.get()) {
                lock.lock("run");
                busy(200_000);
                rounds.incrementAndGet();
                lock.unlock();
                world.threads().sleep(1_000);
            }
        });
        for (int i = 0; i < 50; i++) {
            WorldThread waiter = world.threads().start("dump", () -> {
                lock.lock("add_slave");
                lock.unlock();
            });
            assertThat(waiter.join(SECOND)).isTrue();
        }
        stop.set(true);
    }

    @Test
    void releaserThatIsBackAndWaitsToBeServedHasNotGoneElsewhere() throws IOException {
        World world = world();
        TracedLock lock = world.lock("m_mutex");
        AtomicInteger released = new AtomicInteger();
        AtomicInteger observed = new AtomicInteger();
        AtomicBoolean entered = new AtomicBoolean();
        int rounds = 60;
        WorldThread holder = world.threads().start("Ack_receiver", () -> {
            lock.lock("run");
            world.threads().sleep(SECOND / 5); // the waiter is in the queue by now
            for (int round = 1; round <= rounds; round++) {
                lock.unlock();
                released.set(round);
                while (observed.get() < round) {
                    Thread.onSpinWait();
                }
                busy(100_000);
                lock.lock("run");
            }
            lock.unlock();
        });
        WorldThread waiter = world.threads().start("dump", () -> {
            lock.lock("add_slave");
            entered.set(true);
            lock.unlock();
        });
        for (int round = 1; round <= rounds; round++) {
            while (released.get() < round) {
                Thread.onSpinWait();
            }
            synchronized (lock) { // both have to queue for the lock's own monitor
                assertThat(entered).as("round " + round).isFalse();
                observed.set(round);
                busy(400_000);
            }
        }
        assertThat(holder.join(SECOND)).isTrue();
        assertThat(waiter.join(SECOND)).isTrue();
        List<TraceEvent.LongWaitEnded> waits = trace.events(0, trace.eventEnd()).stream()
                .filter(TraceEvent.LongWaitEnded.class::isInstance).map(TraceEvent.LongWaitEnded.class::cast).toList();
        assertThat(waits).singleElement().satisfies(wait -> {
            assertThat(wait.name()).isEqualTo("dump");
            assertThat(wait.barged()).isEqualTo(rounds);
            assertThat(wait.reason()).contains("Ack_receiver let go of it");
        });
    }

    private static void busy(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onlyOneThreadIsInsideAtATime(boolean modelled) throws IOException {
        try (LiveWorlds own = new LiveWorlds(trace, modelled ? LockModel.DEFAULT : new LockModel.Os())) {
            World world = own.open("x", folder);
            TracedLock lock = world.lock("L");
            TracedCondition condition = lock.condition("C");
            int[] counter = new int[1];
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger clashes = new AtomicInteger();
            WorldThread[] threads = new WorldThread[6];
            for (int t = 0; t < threads.length; t++) {
                threads[t] = world.threads().start("t" + t, () -> {
                    for (int i = 0; i < 2_000; i++) {
                        lock.lock("count");
                        if (inside.incrementAndGet() != 1) {
                            clashes.incrementAndGet();
                        }
                        counter[0]++;
                        inside.decrementAndGet();
                        if (i % 50 == 0) {
                            condition.signalAll();
                            condition.await(100_000);
                        }
                        lock.unlock();
                    }
                });
            }
            for (WorldThread thread : threads) {
                assertThat(thread.join(30 * SECOND)).isTrue();
            }
            assertThat(clashes).hasValue(0);
            assertThat(counter[0]).isEqualTo(12_000);
        }
    }

    @Test
    void killedWorldEndsThreadsThatWait() throws IOException {
        World world = world();
        TracedLock lock = world.lock("L");
        TracedCondition condition = lock.condition("C");
        WorldThread sleeper = world.threads().start("sleeper", () -> world.threads().sleep(100 * SECOND));
        WorldThread holder = world.threads().start("holder", () -> {
            lock.lock("hold");
            world.threads().sleep(100 * SECOND);
        });
        busy(20_000_000);
        WorldThread waiter = world.threads().start("waiter", () -> lock.lock("wait"));
        World other = worlds.open("o", folder);
        TracedLock otherLock = other.lock("L2");
        TracedCondition never = otherLock.condition("C2");
        WorldThread waitsForever = other.threads().start("w", () -> {
            otherLock.lock("w");
            never.await();
        });
        busy(20_000_000);
        world.kill();
        for (WorldThread thread : new WorldThread[]{sleeper, holder, waiter}) {
            assertThat(thread.join(2 * SECOND)).as(thread.name()).isTrue();
        }
        assertThat(waitsForever.alive()).isTrue();
        other.kill();
        assertThat(waitsForever.join(2 * SECOND)).isTrue();
        assertThatThrownBy(() -> lock.lock("late")).isInstanceOf(WorldKilledError.class);
        assertThatThrownBy(() -> condition.signal()).isInstanceOf(WorldKilledError.class);
    }

    @Test
    void refusesWhatAMutexRefuses() throws IOException {
        World world = world();
        TracedLock lock = world.lock("L");
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
        lock.lock("a");
        assertThatThrownBy(() -> lock.lock("b")).isInstanceOf(IllegalMonitorStateException.class);
        assertThat(lock.heldByCurrentThread()).isTrue();
        lock.unlock();
        assertThatThrownBy(() -> lock.condition("C").await(1)).isInstanceOf(IllegalMonitorStateException.class);
    }

    @Test
    void traceTellsRequestWaitAcquireRelease() throws IOException {
        World world = world();
        TracedLock lock = world.lock("L");
        AtomicBoolean release = new AtomicBoolean();
        WorldThread holder = world.threads().start("holder", () -> {
            lock.lock("hold");
            while (!release.get()) {
                world.threads().sleep(1_000_000);
            }
            lock.unlock();
        });
        awaitRows(holder, 1);
        WorldThread waiter = world.threads().start("waiter", () -> {
            lock.lock("add_slave");
            lock.unlock();
        });
        awaitRows(waiter, 2);
        busy(10_000_000);
        release.set(true);
        assertThat(waiter.join(SECOND)).isTrue();
        ThreadTrack track = trace.threadsByNumber().get(waiter.id());
        assertThat(track).isNotNull();
        assertThat(track.end()).isEqualTo(4);
        assertThat(track.op(0)).isEqualTo(LockOp.REQUESTED);
        assertThat(track.op(1)).isEqualTo(LockOp.WAITING);
        assertThat(track.other(1)).isEqualTo(holder.id());
        assertThat(trace.siteText(track.site(1))).isEqualTo("add_slave");
        assertThat(track.op(2)).isEqualTo(LockOp.ACQUIRED);
        assertThat(track.op(3)).isEqualTo(LockOp.RELEASED);
        assertThat(track.nanos(2) - track.nanos(1)).isGreaterThan(5_000_000);
    }

    private void awaitRows(WorldThread thread, int rows) {
        ThreadTrack track = trace.threadsByNumber().get(thread.id());
        assertThat(track).isNotNull();
        while (track.end() < rows) {
            Thread.onSpinWait();
        }
    }

    private long count(int thread, LockOp op) {
        ThreadTrack track = trace.threadsByNumber().get(thread);
        assertThat(track).isNotNull();
        long found = 0;
        for (int row = track.begin(); row < track.end(); row++) {
            if (track.op(row) == op) {
                found++;
            }
        }
        return found;
    }
}
