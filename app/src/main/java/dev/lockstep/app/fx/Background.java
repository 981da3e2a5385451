package dev.lockstep.app.fx;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Work that must not be done on the window's thread. Outcomes come back on the window's thread, through the pump. */
public interface Background extends AutoCloseable {

    /** Does some work; then exactly one of the two is told. */
    <T> void run(Callable<T> work, Consumer<T> done, Consumer<Exception> failed);

    @Override
    void close();

    /** Threads of their own, so that one slow statement does not hold up another. */
    static Background threads(FxPump pump) {
        return new Threads(pump);
    }

    /** Does everything at once in the calling thread, for tests. */
    static Background inline() {
        return new Inline();
    }

    /** See {@link #threads}. */
    final class Threads implements Background {
        private final FxPump pump;
        private final ExecutorService executor = Executors
                .newThreadPerTaskExecutor(Thread.ofPlatform().name("window-work-", 1).daemon().factory());

        private Threads(FxPump pump) {
            this.pump = pump;
        }

        @Override
        public <T> void run(Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
            executor.execute(() -> {
                try {
                    T result = work.call();
                    pump.post(() -> done.accept(result));
                } catch (Exception e) {
                    pump.post(() -> failed.accept(e));
                }
            });
        }

        @Override
        public void close() {
            executor.shutdownNow();
        }
    }

    /** See {@link #inline}. */
    final class Inline implements Background {
        private Inline() {}

        @Override
        public <T> void run(Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
            T result;
            try {
                result = work.call();
            } catch (Exception e) {
                failed.accept(e);
                return;
            }
            done.accept(result);
        }

        @Override
        public void close() {}
    }
}
