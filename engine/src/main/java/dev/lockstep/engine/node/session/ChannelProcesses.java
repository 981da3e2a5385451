package dev.lockstep.engine.node.session;

import dev.lockstep.engine.channel.ChannelStatus;
import dev.lockstep.engine.channel.ChannelThread;
import dev.lockstep.engine.channel.ChannelThreadState;
import dev.lockstep.engine.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The threads of replication channels as the process list shows them. A thread gets its number and the begin of its time
 * when it is first seen to run.
 */
public final class ChannelProcesses {
    private record Thread(String channel, ChannelThread which) {}

    private final World world;
    private final ProcessList numbers;
    private final Map<Thread, Seen> running = new HashMap<>();

    /** What stays the same while a thread runs. */
    private record Seen(long id, long sinceNanos) {}

    /** Numbers are those of {@code numbers}. */
    public ChannelProcesses(World world, ProcessList numbers) {
        this.world = world;
        this.numbers = numbers;
    }

    /** Those that run now, by the statuses of the channels. */
    synchronized List<ServerProcess> list(Map<String, ChannelStatus> statuses) {
        List<ServerProcess> processes = new ArrayList<>();
        running.keySet().removeIf(thread -> !statuses.containsKey(thread.channel()));
        statuses.forEach((name, status) -> {
            add(processes, new Thread(name, ChannelThread.RECEIVER), status.receiver(), status.receiverStage());
            add(processes, new Thread(name, ChannelThread.APPLIER), status.applier(), status.applierStage());
        });
        return processes;
    }

    /** The number of a channel's thread that {@link #list} has seen; empty if it does not run. */
    synchronized Optional<Long> id(String channel, ChannelThread which) {
        return Optional.ofNullable(running.get(new Thread(channel, which))).map(Seen::id);
    }

    private void add(List<ServerProcess> processes, Thread thread, ChannelThreadState state, String stage) {
        if (!state.running()) {
            running.remove(thread);
            return;
        }
        Seen seen = running.computeIfAbsent(thread, key -> new Seen(numbers.nextId(), world.clock().nanos()));
        processes.add(new ChannelProcess(seen.id(), seen.sinceNanos(), stage));
    }

    /** A thread that no KILL reaches: STOP SLAVE ends it. */
    private record ChannelProcess(long id, long sinceNanos, String state) implements ServerProcess {
        @Override
        public String user() {
            return "system user";
        }

        @Override
        public String host() {
            return "";
        }

        @Override
        public @Nullable String database() {
            return null;
        }

        @Override
        public String command() {
            return "Connect";
        }

        @Override
        public @Nullable String info() {
            return null;
        }

        @Override
        public void kill() {}

        @Override
        public void killQuery() {}
    }
}
