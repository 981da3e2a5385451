package dev.lockstep.engine.node.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.profile.BinlogPublish;
import dev.lockstep.engine.profile.CommitForm;
import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.world.LiveWorlds;
import dev.lockstep.engine.world.LockModel;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.world.WorldThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class GroupCommitTest {
    private static final int THREADS = 8;
    private static final int EACH = 50;

    @TempDir
    Path folder;

    private LiveWorlds worlds;
    private World world;
    private TracedLock lockLog;
    private final FakeLog log = new FakeLog();
    private final FakeHooks hooks = new FakeHooks();
    private final List<Long> committed = Collections.synchronizedList(new ArrayList<>());
    private GroupCommit commits;

    @BeforeEach
    void open() throws IOException {
        worlds = new LiveWorlds(new TraceLog(), LockModel.DEFAULT);
        world = worlds.open("n", folder);
        lockLog = world.lock("LOCK_log");
        commits = GroupCommit.of(world, Profiles.MYSQL_5_7_23, lockLog, log, hooks, new Settings(1));
    }

    @AfterEach
    void close() {
        worlds.close();
    }

    @ParameterizedTest
    @EnumSource(CommitForm.class)
    void commitsInTheOrderOfTheBinlog(CommitForm form) {
        take(form);
        runLoad();
        assertThat(committed).hasSize(THREADS * EACH).isSorted();
        assertThat(log.rows).hasSize(THREADS * EACH);
    }

    @ParameterizedTest
    @EnumSource(CommitForm.class)
    void publishesNothingThatIsNotDurableAndHooked(CommitForm form) {
        take(form);
        runLoad();
        assertThat(log.publishedBeforeSync.get()).isZero();
        assertThat(log.publishedBeforeHook.get()).isZero();
        assertThat(log.published).isEqualTo(THREADS * EACH);
    }

    @Test
    void groupsWhatGathersWhileAGroupWaitsForItsAck() throws Exception {
        hooks.gate = new CountDownLatch(1);
        List<WorldThread> threads = startLoad(1);
        TimeUnit.MILLISECONDS.sleep(500);
        int syncs = log.syncs.get();
        hooks.gate.countDown();
        join(threads);
        assertThat(syncs).isLessThanOrEqualTo(THREADS).isGreaterThanOrEqualTo(2);
        assertThat(hooks.afterSyncCalls.get()).isEqualTo(2);
        assertThat(committed).hasSize(THREADS);
    }

    @ParameterizedTest
    @EnumSource(CommitForm.class)
    void tellsTheFailureToEachTransactionOfTheGroup(CommitForm form) {
        take(form);
        log.broken = true;
        Commit own = new Commit(work(), world.threads().current());
        commits.commit(own);
        assertThat(own.failure()).isInstanceOf(IOException.class);
        assertThat(committed).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(CommitForm.class)
    void rotatesOnlyWhenNothingIsBetweenFlushAndCommit(CommitForm form) throws Exception {
        take(form);
        log.limit = 20;
        runLoad();
        assertThat(log.rotations.get()).isGreaterThan(5);
        assertThat(log.rotatedInFlight.get()).isZero();
    }

    @Test
    void theChainReportsAndAwaitsEachTransaction() {
        take(CommitForm.CHAINED);
        runLoad();
        assertThat(hooks.afterFlushCalls.get()).isEqualTo(THREADS * EACH);
        assertThat(hooks.afterSyncCalls.get()).isEqualTo(THREADS * EACH);
    }

    @Test
    void aWaitForAcksInTheChainKeepsTheThirdGroupFromTheBinlog() throws Exception {
        take(CommitForm.CHAINED);
        hooks.gate = new CountDownLatch(1);
        List<WorldThread> threads = startLoad(1);
        TimeUnit.MILLISECONDS.sleep(500);
        assertThat(lockLog.tryLock("SHOW MASTER STATUS")).as("LOCK_log is held by the group that waits its turn")
                .isFalse();
        hooks.gate.countDown();
        join(threads);
        assertThat(committed).hasSize(THREADS);
    }

    @Test
    void inStagesAWaitForAcksLeavesTheBinlogFree() throws Exception {
        hooks.gate = new CountDownLatch(1);
        List<WorldThread> threads = startLoad(1);
        TimeUnit.MILLISECONDS.sleep(500);
        assertThat(lockLog.tryLock("SHOW MASTER STATUS")).isTrue();
        lockLog.unlock();
        hooks.gate.countDown();
        join(threads);
    }

    @Test
    void withoutGroupCommitEachTransactionPaysItsFsync() {
        take(CommitForm.SERIAL);
        runLoad();
        assertThat(log.syncs.get()).isEqualTo(THREADS * EACH);
    }

    @Test
    void olderVersionsPublishWhatIsNotDurable() {
        commits = GroupCommit.of(world, Profiles.MYSQL_5_7_23.with(BinlogPublish.AFTER_FLUSH), lockLog, log, hooks,
                new Settings(1));
        runLoad();
        assertThat(log.publishedBeforeSync.get()).isPositive();
        assertThat(log.publishedBeforeHook.get()).isZero();
    }

    private void take(CommitForm form) {
        commits = GroupCommit.of(world, Profiles.MYSQL_5_7_23.with(form), lockLog, log, hooks, new Settings(1));
    }

    private void runLoad() {
        join(startLoad(EACH));
    }

    private List<WorldThread> startLoad(int each) {
        List<WorldThread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(world.threads().start("session " + i, () -> {
                for (int n = 0; n < each; n++) {
                    Commit own = new Commit(work(), world.threads().current());
                    commits.commit(own);
                    if (own.failure() != null) {
                        throw new IllegalStateException(own.failure());
                    }
                }
            }));
        }
        return threads;
    }

    private static void join(List<WorldThread> threads) {
        for (WorldThread thread : threads) {
            assertThat(thread.join(TimeUnit.SECONDS.toNanos(20))).isTrue();
        }
    }

    private Commit.Work work() {
        return new Commit.Work() {
            @Override
            public BinlogPosition flush(LogicalClock clock, long sequenceNumber) throws IOException {
                assertThat(lockLog.heldByCurrentThread()).isTrue();
                return log.append();
            }

            @Override
            public void commit(BinlogPosition end) {
                committed.add(end.offset());
            }
        };
    }

    private record Settings(long syncBinlog) implements CommitSettings {
        @Override
        public long syncDelayMicros() {
            return 0;
        }

        @Override
        public long syncNoDelayCount() {
            return 0;
        }
    }

    private final class FakeLog implements BinlogOutput {
        final List<Long> rows = new ArrayList<>();
        final AtomicInteger syncs = new AtomicInteger();
        final AtomicInteger rotations = new AtomicInteger();
        final AtomicInteger rotatedInFlight = new AtomicInteger();
        final AtomicInteger publishedBeforeSync = new AtomicInteger();
        final AtomicInteger publishedBeforeHook = new AtomicInteger();
        volatile long flushed;
        volatile long synced;
        volatile long published;
        long limit = Long.MAX_VALUE;
        long fileBegin;
        boolean broken;

        BinlogPosition append() throws IOException {
            if (broken) {
                throw new IOException("disk full");
            }
            rows.add((long) rows.size() + 1);
            return new BinlogPosition("bin.000001", rows.size());
        }

        @Override
        public BinlogPosition flush() {
            flushed = rows.size();
            return new BinlogPosition("bin.000001", flushed);
        }

        @Override
        public void sync() {
            synced = flushed;
            syncs.incrementAndGet();
        }

        @Override
        public void publish(BinlogPosition end) {
            if (synced < end.offset()) {
                publishedBeforeSync.incrementAndGet();
            }
            if (hooks.hooked < end.offset()) {
                publishedBeforeHook.incrementAndGet();
            }
            published = Math.max(published, end.offset());
        }

        @Override
        public boolean full() {
            return rows.size() - fileBegin >= limit;
        }

        @Override
        public void rotate() {
            fileBegin = rows.size();
            rotations.incrementAndGet();
            if (committed.size() != rows.size()) {
                rotatedInFlight.incrementAndGet();
            }
        }

        @Override
        public void failed(IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static final class FakeHooks implements CommitHooks {
        volatile long hooked;
        volatile CountDownLatch gate = new CountDownLatch(0);
        final AtomicInteger afterFlushCalls = new AtomicInteger();
        final AtomicInteger afterSyncCalls = new AtomicInteger();

        @Override
        public void afterFlush(BinlogPosition end) {
            hooked = end.offset();
            afterFlushCalls.incrementAndGet();
        }

        @Override
        public boolean afterSync(BinlogPosition end) {
            afterSyncCalls.incrementAndGet();
            try {
                assertThat(gate.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return true;
        }

        @Override
        public boolean afterCommit(BinlogPosition end) {
            return false;
        }
    }
}
