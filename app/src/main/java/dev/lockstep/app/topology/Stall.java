package dev.lockstep.app.topology;

import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LabState.ChannelState;
import dev.lockstep.engine.trace.LabState.DumpState;
import dev.lockstep.engine.trace.LabState.NodeState;
import dev.lockstep.engine.trace.LockOp;
import dev.lockstep.engine.trace.ThreadTrack;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.State;
import dev.lockstep.engine.trace.TraceLog;
import org.jspecify.annotations.Nullable;

/**
 * Finds channels whose status says that all is well while nothing comes, and why: from the channel's state, the source's
 * dump thread, and that thread's last lock rows.
 *
 * @param silentNanos for how long nothing has come although the source has more
 * @param cause what the source's dump thread does, in words
 */
record Stall(long silentNanos, String cause) {
    /** Shorter silences are ordinary. */
    static final long WORTH_TELLING_NANOS = 1_000_000_000L;
    private static final int ROWS_LOOKED_AT = 64;

    static @Nullable Stall of(LabState state, TraceLog log, ChannelState channel, long now) {
        if (channel.receiver() != State.YES || channel.applier() != State.YES || channel.behindReceived() <= 0) {
            return null;
        }
        long since = Math.max(channel.lastReceivedNanos(), channel.receiverStartedNanos());
        if (since < 0 || now - since < WORTH_TELLING_NANOS) {
            return null;
        }
        return new Stall(now - since, cause(state, log, channel, now));
    }

    private static String cause(LabState state, TraceLog log, ChannelState channel, long now) {
        NodeState source = channel.source() == null ? null : state.nodes().get(channel.source());
        NodeState replica = state.nodes().get(channel.replica());
        if (source == null || replica == null) {
            return "its source is not in this lab";
        }
        DumpState dump = source.dumps().stream().filter(one -> one.replicaServerId() == replica.serverId())
                .reduce((_, last) -> last).orElse(null);
        if (dump == null) {
            return source.name() + " has no dump thread for " + replica.name();
        }
        String lock = waitsFor(log, dump.thread(), now);
        if (lock != null) {
            return "dump → " + replica.name() + " waits for " + lock;
        }
        return dump.startedNanos() < 0
                ? "dump → " + replica.name() + " is not registered yet"
                : "dump → " + replica.name() + " runs and sends nothing";
    }

    /** The lock that a thread waits for at an instant, null if it does not wait for one. */
    static @Nullable String waitsFor(TraceLog log, int thread, long now) {
        ThreadTrack track = log.threads().stream().filter(one -> one.id() == thread).findFirst().orElse(null);
        if (track == null) {
            return null;
        }
        int last = track.firstAtOrAfter(now + 1, track.end()) - 1;
        for (int row = last; row >= Math.max(track.begin(), last - ROWS_LOOKED_AT); row--) {
            LockOp op = track.op(row);
            if (op == LockOp.WAITING || op == LockOp.REQUESTED) {
                int lock = track.subject(row);
                return lock < log.locks().size() ? log.locks().get(lock).name() : null;
            }
            if (op == LockOp.ACQUIRED || op == LockOp.RELEASED) {
                return null;
            }
        }
        return null;
    }
}
