package dev.lockstep.engine.trace.journey;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.trace.Fault;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LabState.ChannelState;
import dev.lockstep.engine.trace.LabState.DumpState;
import dev.lockstep.engine.trace.LabState.NodeState;
import dev.lockstep.engine.trace.ThreadTrack;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.State;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.trace.journey.WhyChain.Link;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows who holds up whom, from one thread to the next, and writes the links of a {@link WhyChain}. */
final class Holds {
    static final String STAGE_COMMIT = "query end";
    private static final String COUNT = "rpl_semi_sync_master_wait_for_slave_count";
    private static final String FROZEN = "frozen";
    private static final String SESSION = "session ";
    private static final Set<String> GROUP_CONDITIONS = Set.of("COND_done", "COND_wakeup_ready");

    private final LabState state;
    private final JourneyBook book;
    private final TraceLog log;
    private final long nanos;
    private final Map<Integer, ThreadTrack> tracks;
    private final List<Link> links = new ArrayList<>();
    private final Set<String> frees = new LinkedHashSet<>();
    private final Set<Integer> seen = new HashSet<>();

    Holds(LabState state, JourneyBook book, TraceLog log, Map<Integer, ThreadTrack> tracks) {
        this.state = state;
        this.book = book;
        this.log = log;
        this.tracks = tracks;
        nanos = state.nanos();
    }

    List<Link> links() {
        return links;
    }

    List<String> frees() {
        return List.copyOf(frees);
    }

    private void link(ThreadTrack track, String what, long since) {
        links.add(new Link(track.node(), track.name(), what, since));
    }

    // --- commits

    void commit(int thread) {
        ThreadTrack track = tracks.get(thread);
        if (track == null) {
            return;
        }
        Journey journey = book.open().get(thread);
        if (journey != null && !journey.decided()) {
            link(track, "has its transaction in the binlog, up to " + journey.id().end() + ", and no OK for its client",
                    journey.at(Stage.FLUSHED));
        } else {
            link(track, "is about to write its transaction to the binlog", since(thread));
        }
        thread(thread);
    }

    private long since(int thread) {
        TraceEvent.StageChanged stage = book.sessions().stage(thread);
        return stage == null ? -1 : stage.nanos();
    }

    // --- threads

    /** What that thread waits for, and so on. */
    void thread(int thread) {
        ThreadTrack track = tracks.get(thread);
        if (track == null || !seen.add(thread)) {
            return;
        }
        Sessions.AckWait wait = book.sessions().waits().get(thread);
        ThreadGlance glance = ThreadGlance.at(log, track, nanos);
        TraceEvent.ThreadHeld held = book.sessions().held(thread);
        if (wait != null) {
            acks(track, wait);
        } else if (glance.lockWait() != null) {
            lock(glance, glance.lockWait());
        } else if (held != null) {
            held(track, held);
        } else if (glance.doing() == Activity.WAITING && GROUP_CONDITIONS.contains(glance.condition())) {
            follower(glance);
        } else {
            busy(glance);
        }
    }

    private void held(ThreadTrack track, TraceEvent.ThreadHeld held) {
        boolean frozen = held.hook().equals(FROZEN);
        link(track, frozen ? "is frozen, as a fault" : "is held from outside at " + held.hook(), held.nanos());
        frees.add(frozen
                ? "Heal freeze=" + held.owner() + " on " + held.node() + "."
                : "Release " + held.hook() + " on " + held.node() + ".");
    }

    private void lock(ThreadGlance glance, ThreadGlance.LockWait wait) {
        String lock = log.locks().get(wait.lock()).name();
        ThreadGlance.Holder holder = ThreadGlance.holder(log, wait.lock(), wait.holderThen(), nanos);
        String site = wait.site().isEmpty() ? "" : " in " + wait.site();
        link(glance.track(), "waits for the lock " + lock + site, wait.sinceNanos());
        if (holder == null) {
            frees.add("Nobody is seen holding " + lock + ".");
            return;
        }
        long[] taken = ThreadGlance.taken(holder.track(), wait.lock(), glance.track().id(), wait.sinceNanos(), nanos);
        boolean starved = taken[1] > 1;
        if (starved) {
            starved(holder, lock, taken);
        } else if (holder.holds()) {
            link(holder.track(), "holds " + lock, holder.sinceNanos());
        } else {
            link(holder.track(), "had " + lock + " last and has given it back: it is free for the next to run",
                    holder.sinceNanos());
            return;
        }
        int before = links.size();
        thread(holder.track().id());
        if (links.size() == before + 1 && holder.track().name().equals(links.get(before).who())) {
            merge(before);
        }
    }

    /** The holder and what it does are one link. */
    private void merge(int at) {
        Link does = links.remove(at);
        Link holds = links.remove(at - 1);
        links.add(new Link(holds.node(), holds.who(), holds.what() + ", and " + does.what(), holds.sinceNanos()));
    }

    private void starved(ThreadGlance.Holder holder, String lock, long[] taken) {
        link(holder.track(), String.format(Locale.ROOT,
                "has taken %s %,d times meanwhile, %,d times before the one that waits had woken up: it starves", lock,
                taken[0], taken[1]), -1);
        if (lock.equals("Ack_receiver::m_mutex")) {
            frees.add(
                    "A lull in the load: no ACKs come, the receiver's poll runs into its limit of a second, and it naps with "
                            + lock + " free.");
            frees.add(
                    "A server that polls with that mutex free: MySQL 5.7.23 (switch ack-reader=receiver-copy) or later.");
        } else {
            frees.add(
                    "A pause of " + holder.track().name() + ", longer than the wake-up latency of the one that waits.");
        }
    }

    // --- the group

    private void follower(ThreadGlance glance) {
        ThreadTrack track = glance.track();
        Integer leader = leader(track);
        if (leader == null) {
            link(track, "waits for the leader of its group", glance.doingSinceNanos());
            return;
        }
        link(track, "waits, as a follower, for the leader of its group", glance.doingSinceNanos());
        int before = links.size();
        thread(leader);
        if (links.size() > before) {
            Link first = links.get(before);
            links.set(before, new Link(first.node(), first.who() + " (leader)", first.what(), first.sinceNanos()));
        }
    }

    /** The leader is the first of its batch; so it is the last one before a follower that does not follow itself. */
    private @Nullable Integer leader(ThreadTrack follower) {
        Journey own = book.open().get(follower.id());
        boolean flushed = own != null && !own.decided();
        Integer best = null;
        BinlogPosition bestEnd = null;
        for (Map.Entry<Integer, Journey> entry : book.open().entrySet()) {
            Journey other = entry.getValue();
            boolean candidate = other.id().node().equals(follower.node()) && other != own && !other.decided()
                    && !follows(entry.getKey());
            if (flushed && own != null && candidate && own.id().end().reaches(other.id().end())
                    && (bestEnd == null || other.id().end().reaches(bestEnd))) {
                best = entry.getKey();
                bestEnd = other.id().end();
            }
        }
        return best != null ? best : unflushedLeader(follower);
    }

    private boolean follows(int thread) {
        ThreadTrack track = tracks.get(thread);
        if (track == null || book.sessions().waits().containsKey(thread)) {
            return false;
        }
        ThreadGlance glance = ThreadGlance.at(log, track, nanos);
        return glance.doing() == Activity.WAITING && GROUP_CONDITIONS.contains(glance.condition());
    }

    /** The one of the next group who waits for the binlog's lock. */
    private @Nullable Integer unflushedLeader(ThreadTrack follower) {
        for (TraceEvent.StageChanged stage : book.sessions().stages().values()) {
            ThreadTrack track = tracks.get(stage.thread());
            if (track != null && stage.node().equals(follower.node()) && stage.thread() != follower.id()
                    && stage.stage().equals(STAGE_COMMIT)) {
                ThreadGlance glance = ThreadGlance.at(log, track, nanos);
                if (glance.lockWait() != null) {
                    return stage.thread();
                }
            }
        }
        return null;
    }

    // --- at the end of a chain

    private void busy(ThreadGlance glance) {
        ThreadTrack track = glance.track();
        TraceEvent.StageChanged stage = book.sessions().stage(track.id());
        String says = stage == null || stage.stage().isEmpty() ? "" : " (\"" + stage.stage() + "\")";
        Activity doing = glance.doing();
        if (doing == null) {
            link(track, "runs" + says, stage == null ? -1 : stage.nanos());
            return;
        }
        link(track, doing(doing, glance.condition()) + says, glance.doingSinceNanos());
        switch (doing) {
            case FSYNC -> {
                frees.add("The disk, when its fsync returns.");
                state.faultsOfNode(track.node()).stream()
                        .filter(one -> one.fault() instanceof Fault.SlowSync
                                || one.fault() instanceof Fault.FailingSync)
                        .forEach(one -> broken(track.node(), "disk", one));
            }
            case ENGINE -> frees.add(
                    "The table store, when its statement ends. If it waits for a row, the transaction that has that row must end.");
            case NETWORK -> frees.add("The other end of the connection, when it reads.");
            case SLEEPING -> frees.add("The end of its sleep.");
            case POLLING, READING_ACKS, WAITING, WAITING_FOR_EVENT, ACK_WAIT -> {
                // what frees it depends on the one that waits for it
            }
        }
    }

    private static String doing(Activity doing, String condition) {
        return switch (doing) {
            case POLLING -> "polls the connections of replicas";
            case READING_ACKS -> "reads ACKs";
            case SLEEPING -> "sleeps";
            case WAITING -> "waits for the condition " + condition;
            case WAITING_FOR_EVENT -> "waits for the next event of the log";
            case NETWORK -> "writes to or reads from the network";
            case FSYNC -> "waits for fsync";
            case ENGINE -> "works in the table store";
            case ACK_WAIT -> "is in the semi-sync hook";
        };
    }

    // --- ACKs

    private void acks(ThreadTrack track, Sessions.AckWait wait) {
        NodeState node = state.nodes().get(track.node());
        BinlogPosition position = wait.event().position();
        long count = node == null ? 1 : number(node.variables().getOrDefault(COUNT, "1"), 1);
        List<String> have = new ArrayList<>();
        List<DumpState> lack = new ArrayList<>();
        for (DumpState dump : node == null ? List.<DumpState>of() : node.dumps()) {
            if (dump.semiSync() && acknowledged(track.node(), dump, position)) {
                have.add(book.named(dump.replicaServerId()));
            } else if (dump.semiSync()) {
                lack.add(dump);
            }
        }
        String has = have.isEmpty() ? "none has come" : have.size() + " has come, from " + String.join(", ", have);
        link(track, "waits for " + count + (count == 1 ? " ACK" : " ACKs") + " for " + position + ": " + has,
                wait.event().nanos());
        if (lack.isEmpty()) {
            links.add(new Link(track.node(), "semi-sync",
                    have.isEmpty() ? "no semi-sync replica is connected" : "no other semi-sync replica is connected",
                    -1));
            frees.add("A semi-sync replica that connects and acknowledges " + position + ".");
            absent(track.node());
        } else {
            lack.forEach(dump -> lacking(track.node(), dump, position));
        }
        ways(track.node(), wait);
    }

    /** Replicas that are configured for the source and have no dump thread. */
    private void absent(String source) {
        for (ChannelState channel : state.channels()) {
            if (source.equals(channel.source()) && channel.receiver() != State.YES) {
                links.add(new Link(channel.replica(), "receiver",
                        channel.receiver() == State.NO ? "does not run" : "tries to connect", -1));
                frees.add(channel.receiver() == State.NO
                        ? "START SLAVE on " + channel.replica() + "."
                        : "A connection from " + channel.replica() + " to " + source + ".");
            }
        }
    }

    private boolean acknowledged(String source, DumpState dump, BinlogPosition position) {
        BinlogPosition last = dump.lastAck();
        if (last != null && last.reaches(position)) {
            return true;
        }
        return book.journey(new TransactionId(source, position))
                .map(journey -> journey.at(Stage.ACK_RECEIVED, book.named(dump.replicaServerId())) != Journey.NEVER)
                .orElse(false);
    }

    /** Where the ACK of a replica is. */
    private void lacking(String source, DumpState dump, BinlogPosition position) {
        String replica = book.named(dump.replicaServerId());
        Journey journey = book.journey(new TransactionId(source, position)).orElse(null);
        ChannelState channel = state.channels().stream()
                .filter(each -> each.replica().equals(replica) && source.equals(each.source())).findFirst()
                .orElse(null);
        frees.add("An ACK of " + replica + " for " + position + ".");
        if (channel != null) {
            line(channel);
        }
        if (journey != null && journey.at(Stage.ACK_SENT, replica) != Journey.NEVER) {
            links.add(new Link(replica, "receiver", "has sent the ACK; " + source + " has not read it yet",
                    journey.at(Stage.ACK_SENT, replica)));
            threadNamed(source, "Ack_receiver");
        } else if (journey == null || journey.at(Stage.SENT, replica) == Journey.NEVER) {
            links.add(new Link(source, "dump thread for " + replica, "has not sent it", -1));
            thread(dump.thread());
        } else {
            long received = journey.at(Stage.RECEIVED, replica);
            links.add(new Link(replica, "receiver",
                    received == Journey.NEVER
                            ? "was sent it, and has not put it into its relay log"
                            : "has it, and has not acknowledged",
                    received == Journey.NEVER ? journey.at(Stage.SENT, replica) : received));
            if (channel != null) {
                receiverThread(channel);
            }
        }
    }

    /** What somebody has broken on the line of a channel. */
    private void line(ChannelState channel) {
        state.faultsOfChannel(channel.replica(), channel.channel())
                .forEach(one -> broken(channel.replica(), "line to " + channel.source(), one));
    }

    private void broken(String node, String what, LabState.FaultState one) {
        links.add(new Link(node, what, "is broken on purpose: " + one.fault().text(), one.sinceNanos()));
        frees.add("Heal " + one.fault().text() + " on " + node + ".");
    }

    private void threadNamed(String node, String name) {
        tracks.values().stream().filter(track -> track.node().equals(node) && track.name().equals(name)
                && track.startedNanos() <= nanos && track.endedNanos() > nanos).findFirst()
                .ifPresent(track -> thread(track.id()));
    }

    private void receiverThread(ChannelState channel) {
        threadNamed(channel.replica(),
                channel.channel().isEmpty() ? "slave_io" : "slave_io '" + channel.channel() + "'");
    }

    private void ways(String source, Sessions.AckWait wait) {
        if (wait.timeoutMillis() >= 0) {
            long left = wait.event().nanos() + wait.timeoutMillis() * 1_000_000 - nanos;
            frees.add(String.format(Locale.ROOT,
                    "Its time limit, in %s: %s had rpl_semi_sync_master_timeout = %,d ms when the wait began, and a shorter one "
                            + "does not help those who wait already.",
                    duration(Math.max(0, left)), source, wait.timeoutMillis()));
        }
        NodeState node = state.nodes().get(source);
        if (node != null && node.clients() == 0
                && "ON".equals(node.variables().get("rpl_semi_sync_master_wait_no_slave"))) {
            frees.add("SET GLOBAL rpl_semi_sync_master_wait_no_slave = OFF on " + source + ".");
        }
        frees.add("SET GLOBAL rpl_semi_sync_master_enabled = OFF on " + source + ".");
        ThreadTrack waiter = tracks.get(wait.event().thread());
        if (wait.event().killEndsIt() && waiter != null && waiter.name().startsWith(SESSION)) {
            frees.add("KILL QUERY " + waiter.name().substring(SESSION.length()) + " on " + source
                    + ": the transaction stays, without the ACKs.");
        }
    }

    private static String duration(long nanos) {
        double seconds = nanos / 1e9;
        return seconds >= 120
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f s", seconds);
    }

    private static long number(String text, long otherwise) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            return otherwise;
        }
    }

    // --- replicas

    /** Why nothing comes to a replica. */
    void replica(ChannelState channel) {
        String source = String.valueOf(channel.source());
        String lacks = channel.behindKnown()
                ? String.format(Locale.ROOT, "lacks %,d transactions of %s", channel.behindReceived(), source)
                : "gets nothing from " + source;
        links.add(new Link(channel.replica(), "receiver", lacks, channel.lastReceivedNanos()));
        if (channel.receiver() == State.NO) {
            links.add(new Link(channel.replica(), "receiver", channel.receiverError().errno() == 0
                    ? "does not run"
                    : "has ended with error " + channel.receiverError().errno() + ": " + channel.receiverError().text(),
                    -1));
            frees.add("START SLAVE on " + channel.replica() + ".");
            return;
        }
        NodeState node = state.nodes().get(source);
        NodeState own = state.nodes().get(channel.replica());
        DumpState dump = node == null || own == null
                ? null
                : node.dumps().stream().filter(each -> each.replicaServerId() == own.serverId())
                        .reduce((first, second) -> second).orElse(null);
        if (dump == null) {
            links.add(new Link(source, "no dump thread", "nobody serves " + channel.replica(), -1));
            receiverThread(channel);
            return;
        }
        line(channel);
        boolean waits = dump.startedNanos() < 0;
        links.add(new Link(source, "dump thread for " + channel.replica(),
                waits ? "has its request, and has not sent one event" : "has sent " + dump.sent() + " events",
                waits ? dump.requestedNanos() : dump.lastSentNanos()));
        thread(dump.thread());
        if (!waits) {
            receiverThread(channel);
        }
    }
}
