package dev.lockstep.engine.channel;

import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged;
import dev.lockstep.engine.world.TracedCondition;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.world.WorldThread;
import org.jspecify.annotations.Nullable;

/**
 * The place of one of a channel's two threads: whether it runs, how it ended, and how it is started and stopped. The moves
 * are those of {@link ChannelThreadState}. Guarded by the server's {@code run_lock} of that thread; {@code stop_cond} tells
 * that it has ended.
 */
final class ThreadSlot {
    /** What the slot runs. */
    interface Body {
        /** Runs until {@link ThreadSlot#stopRequested()}, or until it fails; returns how it ended. */
        ChannelError run();

        /** Wakes the thread from whatever it waits for, so that it sees the request to stop. Any thread may call. */
        void interrupt();
    }

    private final World world;
    private final String channel;
    private final ChannelThread which;
    private final TracedLock runLock;
    private final TracedCondition stopCondition;
    private ChannelThreadState state = ChannelThreadState.NO;
    private ChannelError error = ChannelError.NONE;
    private @Nullable Body body;
    private @Nullable WorldThread thread;
    private volatile boolean stopRequested;

    ThreadSlot(World world, String channel, ChannelThread which) {
        this.world = world;
        this.channel = channel;
        this.which = which;
        String owner = which == ChannelThread.RECEIVER ? "Master_info" : "Relay_log_info";
        runLock = world.lock(owner + "::run_lock");
        stopCondition = runLock.condition("stop_cond");
    }

    /** Starts the thread; false if it runs already. */
    boolean start(String threadName, ChannelThreadState first, Body work) {
        runLock.lock("start_slave_thread");
        try {
            if (state.running()) {
                return false;
            }
            stopRequested = false;
            error = ChannelError.NONE;
            body = work;
            move(first);
            thread = world.threads().start(threadName, () -> live(work));
            return true;
        } finally {
            runLock.unlock();
        }
    }

    private void live(Body work) {
        ChannelError ended = new ChannelError(1593, "Fatal error: the thread was ended by an internal error", 0);
        try {
            ended = work.run();
        } finally {
            if (!world.killed()) {
                ended(ended);
            }
        }
    }

    private void ended(ChannelError how) {
        runLock.lock("handle_slave");
        try {
            if (how.errno() != 0) {
                error = how;
            }
            body = null;
            thread = null;
            move(ChannelThreadState.NO);
            stopCondition.signalAll();
        } finally {
            runLock.unlock();
        }
    }

    /** Asks the thread to end, and does not wait. */
    void request() {
        runLock.lock("terminate_slave_thread");
        try {
            ask();
        } finally {
            runLock.unlock();
        }
    }

    private void ask() {
        Body running = body;
        if (state.running() && running != null) {
            stopRequested = true;
            running.interrupt();
        }
    }

    /** Asks the thread to end and waits until it has; false if it did not run. */
    boolean stop() {
        runLock.lock("terminate_slave_thread");
        try {
            boolean ran = state.running();
            while (state.running()) {
                ask();
                // like the server: a signal may come just before the thread begins to wait, so it is repeated
                stopCondition.await(200_000_000L);
            }
            return ran;
        } finally {
            runLock.unlock();
        }
    }

    /** Whether the thread is to end. */
    boolean stopRequested() {
        return stopRequested;
    }

    /** The running thread's own state and error; the same state again only tells the error. */
    void become(ChannelThreadState next, ChannelError why) {
        runLock.lock("set_slave_running");
        try {
            error = why;
            if (state.mayBecome(next)) {
                move(next);
            } else {
                tell();
            }
        } finally {
            runLock.unlock();
        }
    }

    private void move(ChannelThreadState next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException(which + " of channel '" + channel + "' cannot go from " + state + " to "
                    + next);
        }
        state = next;
        tell();
    }

    private void tell() {
        ChannelThreadChanged.ChannelThread role = switch (which) {
            case RECEIVER -> ChannelThreadChanged.ChannelThread.RECEIVER;
            case APPLIER -> ChannelThreadChanged.ChannelThread.APPLIER;
        };
        ChannelThreadChanged.State shown = switch (state) {
            case NO -> ChannelThreadChanged.State.NO;
            case CONNECTING -> ChannelThreadChanged.State.CONNECTING;
            case YES -> ChannelThreadChanged.State.YES;
        };
        world.trace()
                .emit(new ChannelThreadChanged(world.clock().nanos(), world.node(), channel, role, shown, error.errno(),
                        error.errno() == 0 ? null : error.message()));
    }

    /** A moment's view. */
    record View(ChannelThreadState state, String stage, ChannelError error) {}

    View view() {
        runLock.lock("show_slave_status");
        try {
            WorldThread running = thread;
            return new View(state, running == null ? "" : running.stage(), error);
        } finally {
            runLock.unlock();
        }
    }

    boolean running() {
        return view().state().running();
    }
}
