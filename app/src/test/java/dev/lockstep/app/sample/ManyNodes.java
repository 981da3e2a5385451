package dev.lockstep.app.sample;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.ChannelThread;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.State;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.trace.TraceTimeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Recordings of labs with many nodes and channels, for tests of layout and drawing. */
public final class ManyNodes {
    private static final int FIRST_PORT = 41000;

    private final TraceLog log = new TraceLog();
    private final List<TraceEvent> events = new ArrayList<>();
    private final int nodes;

    private ManyNodes(int nodes) {
        this.nodes = nodes;
        for (int i = 0; i < nodes; i++) {
            events.add(new TraceEvent.NodeStarted(i, name(i), "mysql-5.7.22", i + 1L, "127.0.0.1", FIRST_PORT + i));
        }
    }

    /** One source and replicas of it. */
    public static ManyNodes star(int nodes) {
        ManyNodes made = new ManyNodes(nodes);
        for (int i = 1; i < nodes; i++) {
            made.channel(i, "", 0);
        }
        return made.finished();
    }

    /** Every node but the first few replicates from one or more of the nodes before it. */
    public static ManyNodes mesh(int nodes, int channels, long seed) {
        ManyNodes made = new ManyNodes(nodes);
        Random random = new Random(seed);
        for (int i = 0; i < channels; i++) {
            int replica = 1 + i % (nodes - 1);
            made.channel(replica, i < nodes - 1 ? "" : "c" + i, random.nextInt(Math.min(replica, 6)));
        }
        return made.finished();
    }

    /** Each node follows the one before it, and the first one the last. */
    public static ManyNodes ring(int nodes) {
        ManyNodes made = new ManyNodes(nodes);
        for (int i = 0; i < nodes; i++) {
            made.channel((i + 1) % nodes, "", i);
        }
        return made.finished();
    }

    /** Each node but the first follows the one before it. */
    public static ManyNodes chain(int nodes) {
        ManyNodes made = new ManyNodes(nodes);
        for (int i = 1; i < nodes; i++) {
            made.channel(i, "", i - 1);
        }
        return made.finished();
    }

    /** Neighbours follow each other, in a ring. */
    public static ManyNodes mutualRing(int nodes) {
        ManyNodes made = new ManyNodes(nodes);
        for (int i = 0; i < nodes; i++) {
            made.channel((i + 1) % nodes, "up", i);
            made.channel(i, "down", (i + 1) % nodes);
        }
        return made.finished();
    }

    /** One node follows all others, by several channels each. */
    public static ManyNodes fanIn(int nodes, int channels) {
        ManyNodes made = new ManyNodes(nodes);
        for (int i = 0; i < channels; i++) {
            made.channel(0, "master" + (i + 1), 1 + i % (nodes - 1));
        }
        return made.finished();
    }

    /** Every node follows every other. */
    public static ManyNodes allMasters(int nodes) {
        ManyNodes made = new ManyNodes(nodes);
        for (int replica = 0; replica < nodes; replica++) {
            for (int source = 0; source < nodes; source++) {
                if (source != replica) {
                    made.channel(replica, name(source), source);
                }
            }
        }
        return made.finished();
    }

    /** Channels anywhere, also in circles and several between the same two. */
    public static ManyNodes anything(int nodes, int channels, long seed) {
        ManyNodes made = new ManyNodes(nodes);
        Random random = new Random(seed);
        for (int i = 0; i < channels; i++) {
            int replica = random.nextInt(nodes);
            made.channel(replica, "c" + i, (replica + 1 + random.nextInt(nodes - 1)) % nodes);
        }
        return made.finished();
    }

    private static String name(int node) {
        return node == 0 ? "m" : "s" + node;
    }

    private void channel(int replica, String channel, int source) {
        long at = 1_000L + events.size();
        String name = name(replica);
        events.add(new TraceEvent.ChannelConfigured(at, name, channel, "127.0.0.1", FIRST_PORT + source));
        events.add(new TraceEvent.ChannelThreadChanged(at, name, channel, ChannelThread.RECEIVER, State.YES, 0, null));
        events.add(new TraceEvent.ChannelThreadChanged(at, name, channel, ChannelThread.APPLIER, State.YES, 0, null));
        events.add(new TraceEvent.ChannelSemiSync(at, name, channel, replica % 3 != 0));
        int thread = 100 + events.size();
        BinlogPosition start = new BinlogPosition("bin.000001", 4);
        events.add(new TraceEvent.DumpRequested(at, name(source), thread, replica + 1L, start, true));
        if (replica % 5 == 4) {
            return; // never registered
        }
        for (long second = 1; second < 40; second++) {
            BinlogPosition end = new BinlogPosition("bin.000001", 100 * second);
            long sent = second * 100_000_000L + replica * 1_000_000L;
            events.add(new TraceEvent.EventSent(sent, name(source), thread, replica + 1L, 31, end, 100, true));
            events.add(new TraceEvent.EventReceived(sent + 500_000, name, channel, 31, end, 100, true));
            events.add(new TraceEvent.AckSent(sent + 600_000, name, channel, end));
            events.add(new TraceEvent.AckReceived(sent + 900_000, name(source), 1, replica + 1L, end));
        }
    }

    private ManyNodes finished() {
        for (long second = 1; second < 40; second++) {
            for (int i = 0; i < Math.min(nodes, 6); i++) {
                events.add(new TraceEvent.TransactionFlushed(second * 100_000_000L, name(i), 1,
                        new BinlogPosition("bin.000001", 100 * second)));
            }
        }
        events.sort((a, b) -> Long.compare(a.nanos(), b.nanos()));
        events.forEach(log::emit);
        return this;
    }

    /** The recording. */
    public TraceLog log() {
        return log;
    }

    /** Its end. */
    public long endNanos() {
        return 4_000_000_000L;
    }

    /** The state at its end. */
    public LabState state() {
        return new TraceTimeline(log).at(endNanos());
    }
}
