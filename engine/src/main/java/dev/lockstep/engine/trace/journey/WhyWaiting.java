package dev.lockstep.engine.trace.journey;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LabState.ChannelState;
import dev.lockstep.engine.trace.ThreadTrack;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.State;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.trace.journey.WhyChain.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out who waits at an instant and why: the chain from the one who waits to what it lacks. Reads the trace only. For
 * one instant and one thread.
 */
public final class WhyWaiting {
    /** Shorter waits of a replica are the way of things. */
    private static final long REPLICA_NANOS = 1_000_000_000;

    private final LabState state;
    private final JourneyBook book;
    private final TraceLog log;
    private final long nanos;
    private final Map<Integer, ThreadTrack> tracks;

    /** At the instant of {@code state}; {@code book} must be of the same instant. */
    public WhyWaiting(LabState state, JourneyBook book, TraceLog log) {
        this.state = state;
        this.book = book;
        this.log = log;
        nanos = state.nanos();
        tracks = new HashMap<>(log.threadsByNumber());
    }

    /** Somebody who waits, and since when. */
    public record Waiter(Subject subject, long sinceNanos, String name) {}

    /** All who have waited for so long, those who wait longest first. */
    public List<Waiter> waiters(long atLeastNanos) {
        List<Waiter> waiters = new ArrayList<>();
        commits(atLeastNanos, waiters);
        statements(atLeastNanos, waiters);
        for (ChannelState channel : state.channels()) {
            long since = starvedSince(channel);
            if (since >= 0 && nanos - since >= Math.max(atLeastNanos, REPLICA_NANOS)) {
                waiters.add(new Waiter(new Subject.Replica(channel.replica(), channel.channel()), since,
                        replicaName(channel)));
            }
        }
        waiters.sort(Comparator.comparingLong(Waiter::sinceNanos));
        return waiters;
    }

    private void commits(long atLeastNanos, List<Waiter> waiters) {
        Map<Integer, Long> since = new HashMap<>();
        book.open().forEach((thread, journey) -> {
            if (journey.at(Stage.RELEASED) == Journey.NEVER && !journey.decided()) {
                since.put(thread, journey.at(Stage.FLUSHED));
            }
        });
        book.sessions().stages().values().stream().filter(stage -> stage.stage().equals(Holds.STAGE_COMMIT))
                .forEach(stage -> since.merge(stage.thread(), stage.nanos(), Math::min));
        book.sessions().waits().values().forEach(wait -> since.merge(wait.event().thread(), wait.event().nanos(),
                Math::min));
        since.forEach((thread, begin) -> {
            ThreadTrack track = tracks.get(thread);
            if (track != null && track.endedNanos() > nanos && nanos - begin >= atLeastNanos) {
                waiters.add(new Waiter(new Subject.Commit(track.node(), thread), begin, track.name()));
            }
        });
    }

    private void statements(long atLeastNanos, List<Waiter> waiters) {
        for (ThreadTrack track : tracks.values()) {
            if (track.name().startsWith("session ") && track.startedNanos() <= nanos && track.endedNanos() > nanos) {
                ThreadGlance glance = ThreadGlance.at(log, track, nanos);
                if (glance.doing() == Activity.ENGINE && nanos - glance.doingSinceNanos() >= atLeastNanos) {
                    waiters.add(new Waiter(new Subject.Statement(track.node(), track.id()), glance.doingSinceNanos(),
                            track.name()));
                }
            }
        }
    }

    private static String replicaName(ChannelState channel) {
        return channel.channel().isEmpty() ? channel.replica() : channel.replica() + " " + channel.channel();
    }

    /** Since when a replica whose receiver says that it works lacks something and gets nothing; -1 if it does not. */
    private long starvedSince(ChannelState channel) {
        String source = channel.source();
        if (source == null || channel.receiver() == State.NO || channel.behindReceived() <= 0 || !book.up(source)) {
            return -1;
        }
        return Math.max(channel.lastReceivedNanos(), Math.max(channel.receiverStartedNanos(), missingSince(channel)));
    }

    /** When the first transaction was flushed that the replica lacks; -1 if it is too long ago. */
    private long missingSince(ChannelState channel) {
        BinlogPosition last = channel.lastReceived();
        for (Journey journey : book.journeys(String.valueOf(channel.source()))) {
            if (last == null || !last.reaches(journey.id().end())) {
                return journey.at(Stage.FLUSHED);
            }
        }
        return -1;
    }

    /** Why it waits. */
    public WhyChain explain(Waiter waiter) {
        Holds chain = new Holds(state, book, log, tracks);
        String question = switch (waiter.subject()) {
            case Subject.Commit commit -> {
                chain.commit(commit.thread());
                yield "Why does the commit of " + waiter.name() + " on " + commit.node() + " wait?";
            }
            case Subject.Statement statement -> {
                chain.thread(statement.thread());
                yield "Why does the statement of " + waiter.name() + " on " + statement.node() + " wait?";
            }
            case Subject.Replica replica -> {
                state.channels().stream().filter(channel -> channel.replica().equals(replica.node())
                        && channel.channel().equals(replica.channel())).findFirst().ifPresent(chain::replica);
                yield "Why does " + waiter.name() + " get nothing?";
            }
        };
        return new WhyChain(waiter.subject(), question, waiter.sinceNanos(), chain.links(), chain.frees());
    }
}
