package dev.lockstep.engine.trace;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.State;
import dev.lockstep.engine.trace.TraceEvent.Progress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the trace says about one instant: what topology, status and scenario views draw. Immutable.
 *
 * @param nanos the instant
 * @param nodes by name, in the order in which they started first
 * @param channels in the order in which they were configured
 * @param story the scenario, if one is played
 * @param load whether the load is on, and how many clients it has
 * @param samples last answers to regularly asked statements, by node and statement
 * @param faults what is broken on purpose, in the order in which it was
 */
public record LabState(long nanos, Map<String, NodeState> nodes, List<ChannelState> channels, StoryState story,
        LoadState load, Map<SampleKey, TraceEvent.StatusSampled> samples, List<FaultState> faults) {

    /** Which answer. */
    public record SampleKey(String node, String statement) {}

    /**
     * A server.
     *
     * @param up whether it runs
     * @param variables values of global variables, as far as the trace tells them
     * @param semiSyncOn {@code Rpl_semi_sync_master_status}
     * @param clients {@code Rpl_semi_sync_master_clients}
     * @param waiting sessions now inside the ACK wait
     * @param committed transactions committed since the node started
     * @param semiSyncCommitted those of them that were acknowledged in time
     * @param flushed end of the last transaction in the binlog, null if there was none
     * @param transactions number of transactions written to the binlog
     * @param dumps its dump threads
     * @param realVersion what a real server answers to {@code VERSION()}; empty for one of the lab's own. Of a real one the
     *     trace knows only what it answers: no waits, dump threads or numbers of transactions
     */
    public record NodeState(String name, String profile, long serverId, String host, int port, boolean up,
            Map<String, String> variables, boolean semiSyncOn, int clients, int waiting, long committed,
            long semiSyncCommitted, @Nullable BinlogPosition flushed, long transactions, List<DumpState> dumps,
            String realVersion) {
        /** Whether it is a real server. */
        public boolean real() {
            return !realVersion.isEmpty();
        }
    }

    /**
     * A dump thread on a source.
     *
     * @param startedNanos when it was registered and began to send; -1 while it has not: it waits in {@code add_slave}
     * @param lastSentNanos when it last sent an event, -1 if never
     * @param lastAckNanos when its replica's last ACK was read, -1 if never
     */
    public record DumpState(int thread, long replicaServerId, boolean semiSync, long requestedNanos, long startedNanos,
            long sent, @Nullable BinlogPosition lastSent, long lastSentNanos, long acks,
            @Nullable BinlogPosition lastAck,
            long lastAckNanos) {}

    /**
     * A replication channel, seen from the replica.
     *
     * @param source the node that it points to, null if no node of the lab listens there
     * @param receiverError the last error of the receiver (I/O) thread, {@link ThreadError#NONE} if there is none
     * @param applierError the last error of the applier (SQL) thread
     * @param semiSync what the receiver believes of its stream
     * @param headers what the stream really carries
     * @param misread the first packet since the receiver started that was read with the wrong belief, null if none was
     * @param lastReceived source position in the relay log, null if nothing came
     * @param lastReceivedNanos when the last event came, -1 if never
     * @param receiverStartedNanos when the receiver last said Yes, -1 if never
     * @param behindReceived transactions in the source's binlog that are not in the relay log; {@link #UNKNOWN} if the source
     *     is a real server, whose transactions nobody counts
     * @param behindApplied transactions in the source's binlog that are not applied, likewise
     */
    public record ChannelState(String replica, String channel, @Nullable String source, int sourcePort, State receiver,
            State applier, ThreadError receiverError, ThreadError applierError, boolean semiSync, Headers headers,
            TraceEvent.@Nullable PacketRead misread, long received, @Nullable BinlogPosition lastReceived,
            long lastReceivedNanos, long receiverStartedNanos, long applied, @Nullable BinlogPosition lastApplied,
            long acksSent, long lastAckSentNanos, long behindReceived, long behindApplied) {

        /** Stands for a number that nobody knows. */
        public static final long UNKNOWN = -1;

        /** Whether it is known how far the replica is behind. */
        public boolean behindKnown() {
            return behindReceived != UNKNOWN;
        }

        /** Whether one of its threads has ended with an error, or says one. */
        public boolean failed() {
            return receiverError.errno() != 0 || applierError.errno() != 0;
        }
    }

    /** What a thread of a channel says in {@code Last_IO_Errno} or {@code Last_SQL_Errno}; 0 and empty for nothing. */
    public record ThreadError(int errno, String text) {
        /** No error. */
        public static final ThreadError NONE = new ThreadError(0, "");
    }

    /** Whether a stream carries semi-sync headers. */
    public enum Headers {
        /** There is no stream yet, or the trace does not tell. */
        UNKNOWN,
        /** Two bytes stand before each event. */
        CARRIED,
        /** Events come bare. */
        ABSENT
    }

    /** A scenario as it stands; empty texts while none is played. */
    public record StoryState(String scenario, String variant, List<Item> steps, List<Item> checks,
            String narrationTitle,
            String narration) {
        /** A step or a check. */
        public record Item(String title, Progress progress, String seen, long sinceNanos) {}
    }

    /** The load. */
    public record LoadState(boolean on, int clients) {}

    /**
     * Something that is broken on purpose.
     *
     * @param node of a line its replica
     * @param channel of a line the channel, empty for the default one
     * @param sinceNanos since when
     */
    public record FaultState(String node, String channel, Fault fault, long sinceNanos) {}

    /** What is broken of a node. */
    public List<FaultState> faultsOfNode(String node) {
        return faults.stream().filter(one -> one.fault() instanceof Fault.OfNode && one.node().equals(node)).toList();
    }

    /** What is broken of the line of a channel. */
    public List<FaultState> faultsOfChannel(String replica, String channel) {
        return faults.stream().filter(one -> one.fault() instanceof Fault.OfLink && one.node().equals(replica)
                && one.channel().equals(channel)).toList();
    }
}
