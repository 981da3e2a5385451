package dev.lockstep.engine.trace;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.wire.Blob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened on a node, other than a lock operation. Immutable. Times are nanoseconds of the lab's clock;
 * thread numbers are {@link ThreadTrack#id()}.
 */
public sealed interface TraceEvent {
    /** When, in nanoseconds since the lab started. */
    long nanos();

    /** Where: the node's name, or {@link #LAB} for what the lab itself does. */
    String node();

    /** The node name of events that belong to no server. */
    String LAB = "lab";

    // --- nodes and threads

    /**
     * A server accepts connections.
     *
     * @param profile name of its profile; a real server's family and number
     * @param host where clients reach it
     * @param realVersion what a real server answers to {@code VERSION()}; empty for one of the lab's own
     */
    record NodeStarted(long nanos, String node, String profile, long serverId, String host, int port,
            String realVersion) implements TraceEvent {
        /** One of the lab's own servers. */
        public NodeStarted(long nanos, String node, String profile, long serverId, String host, int port) {
            this(nanos, node, profile, serverId, host, port, "");
        }

        /** Whether that address is this server's. */
        public boolean listensAt(String wantedHost, int wantedPort) {
            return port == wantedPort
                    && (host.equalsIgnoreCase(wantedHost) || isHere(host) && isHere(wantedHost));
        }

        /** This machine has several names. */
        private static boolean isHere(String host) {
            return host.isEmpty() || host.equalsIgnoreCase("localhost") || host.startsWith("127.")
                    || host.equals("::1");
        }
    }

    /** A server has ended. */
    record NodeStopped(long nanos, String node, How how) implements TraceEvent {
        /** In which way. */
        public enum How {
            /** Shut down cleanly. */
            STOPPED,
            /** Killed. */
            KILLED,
            /** Its machine lost power: what was not durable is gone. */
            POWER_LOST
        }
    }

    /** A server was taken out of the lab, with its channels. */
    record NodeRemoved(long nanos, String node) implements TraceEvent {}

    /** A thread's stage text changed: what {@code SHOW PROCESSLIST} says. */
    record StageChanged(long nanos, String node, int thread, String stage) implements TraceEvent {}

    /** A line of the server's error log. */
    record LogLine(long nanos, String node, Level level, String text) implements TraceEvent {
        /** As in the server's log. */
        public enum Level {
            NOTE, WARNING, ERROR
        }
    }

    /** A global variable has a (new) value; also told once for each interesting variable when a node starts. */
    record VariableChanged(long nanos, String node, String name, String value) implements TraceEvent {}

    // --- commit on a source

    /** A transaction is in the binlog file, not yet durable: it outlives the process, but not a loss of power. {@code end} is the end of its last event. */
    record TransactionFlushed(long nanos, String node, int thread, BinlogPosition end) implements TraceEvent {}

    /** A group became durable up to {@code end}. */
    record GroupSynced(long nanos, String node, int thread, BinlogPosition end,
            int transactions) implements TraceEvent {}

    /** A commit began to wait for ACKs; {@code killEndsIt} says whether KILL of its session would end the wait. */
    record AckWaitStarted(long nanos, String node, int thread, BinlogPosition position, boolean killEndsIt)
            implements
                TraceEvent {
        /** One that waits on when it is killed. */
        public AckWaitStarted(long nanos, String node, int thread, BinlogPosition position) {
            this(nanos, node, thread, position, false);
        }
    }

    /** A commit's wait is over; {@code wakeUps} is how often it was woken to look whether it is. */
    record AckWaitEnded(long nanos, String node, int thread, BinlogPosition position, Outcome outcome, long waitedNanos,
            int wakeUps)
            implements
                TraceEvent {
        /** One that was woken once. */
        public AckWaitEnded(long nanos, String node, int thread, BinlogPosition position, Outcome outcome,
                long waitedNanos) {
            this(nanos, node, thread, position, outcome, waitedNanos, 1);
        }

        /** Why. */
        public enum Outcome {
            /** Enough replicas have it. */
            ACKED,
            /** The time was up; semi-sync is switched off by this. */
            TIMEOUT,
            /** Semi-sync was switched off meanwhile. */
            SWITCHED_OFF,
            /** The session was killed or the server shuts down. */
            ABORTED
        }
    }

    /** A transaction is committed in the table store and its client may be told. */
    record TransactionCommitted(long nanos, String node, int thread, BinlogPosition end, boolean semiSync)
            implements
                TraceEvent {}

    /**
     * A group was put on the list of those that may need an ACK: {@code ActiveTranx}.
     *
     * @param position end of the group
     */
    record GroupListed(long nanos, String node, int thread, BinlogPosition position) implements TraceEvent {}

    /** A transaction is committed in the table store: others see it. Its client has not been told. */
    record TransactionStored(long nanos, String node, int thread, BinlogPosition end) implements TraceEvent {}

    /** A session's thread hands the answer for all that it has committed since the last one to the network. */
    record ClientAnswered(long nanos, String node, int thread) implements TraceEvent {}

    // --- semi-sync on a source

    /** Semi-sync is operating, or no longer: {@code Rpl_semi_sync_master_status}. */
    record SemiSyncSwitched(long nanos, String node, boolean on, String reason) implements TraceEvent {}

    /** Number of registered semi-sync replicas: {@code Rpl_semi_sync_master_clients}. */
    record SemiSyncClients(long nanos, String node, int clients) implements TraceEvent {}

    /**
     * Enough replicas have everything up to a position.
     *
     * @param thread that found out
     * @param replicaServerId the replica whose ACK was the last one needed; 0 if a smaller count made it enough
     */
    record QuorumReached(long nanos, String node, int thread, long replicaServerId, BinlogPosition position)
            implements
                TraceEvent {}

    // --- dump threads on a source

    /** A replica asked for the binlog; nothing has been sent yet. */
    record DumpRequested(long nanos, String node, int thread, long replicaServerId, BinlogPosition from,
            boolean semiSync)
            implements
                TraceEvent {}

    /** The dump thread is registered with the ACK receiver, if it had to be, and begins to send. */
    record DumpStarted(long nanos, String node, int thread, long replicaServerId) implements TraceEvent {}

    /** The dump thread has ended. */
    record DumpEnded(long nanos, String node, int thread, long replicaServerId, String reason) implements TraceEvent {}

    /**
     * An event was sent to a replica.
     *
     * @param nanos before it was written to the connection
     * @param readNanos when the dump thread had read it from the binlog; {@code nanos} if it made it up
     */
    record EventSent(long nanos, String node, int thread, long replicaServerId, int type, BinlogPosition end, int bytes,
            boolean ackWanted, long readNanos) implements TraceEvent {
        /** One whose reading is of no concern. */
        public EventSent(long nanos, String node, int thread, long replicaServerId, int type, BinlogPosition end,
                int bytes, boolean ackWanted) {
            this(nanos, node, thread, replicaServerId, type, end, bytes, ackWanted, nanos);
        }
    }

    /** The ACK receiver (or an old dump thread) read an ACK. */
    record AckReceived(long nanos, String node, int thread, long replicaServerId, BinlogPosition position)
            implements
                TraceEvent {}

    // --- channels on a replica

    /** A channel points to a source; {@code channel} is empty for the default one. */
    record ChannelConfigured(long nanos, String node, String channel, String sourceHost, int sourcePort)
            implements
                TraceEvent {}

    /** A channel is gone. */
    record ChannelRemoved(long nanos, String node, String channel) implements TraceEvent {}

    /** The receiver (I/O) or applier (SQL) thread of a channel changed its state. */
    record ChannelThreadChanged(long nanos, String node, String channel, ChannelThread which, State state, int errno,
            @Nullable String error) implements TraceEvent {
        /** Which of the two. */
        public enum ChannelThread {
            RECEIVER, APPLIER
        }

        /** As {@code Slave_IO_Running} says it. */
        public enum State {
            NO, CONNECTING, YES
        }
    }

    /** What a channel's receiver believes about its stream. */
    record ChannelSemiSync(long nanos, String node, String channel, boolean on) implements TraceEvent {}

    /**
     * Whether a channel's stream really carries semi-sync headers: fixed when its source took
     * {@code SET @rpl_semi_sync_slave}. Compare with {@link ChannelSemiSync}, what the receiver believes.
     */
    record StreamHeaders(long nanos, String node, String channel, boolean carried) implements TraceEvent {}

    /**
     * Some channel's hook wrote a semi-sync flag of the replica.
     *
     * @param writer the channel whose receiver thread wrote it
     * @param hook such as {@code thread_stop}
     * @param flag such as {@code rpl_semi_sync_slave_status}
     * @param shared whether other channels read the same flag
     */
    record FlagWritten(long nanos, String node, String writer, String hook, String flag, boolean value, boolean shared)
            implements
                TraceEvent {}

    /**
     * A packet of a channel's stream, byte by byte. At a high rate only some packets are kept; those that went wrong
     * always are.
     *
     * @param number of the packet in its connection, from 1
     * @param head the first bytes of the packet, from its OK byte
     * @param length of the whole packet in bytes
     * @param carried whether the source put a header in front of the event (the truth)
     * @param believed what the flag said when the packet was read
     * @param flag the flag that was asked, such as {@code rpl_semi_sync_slave_status}
     * @param writer the channel that wrote that flag last
     * @param hook in which of its hooks
     * @param stripped bytes that the receiver took for a header
     * @param queued where in the relay log the event begins, null if it did not get there
     * @param errno of the error that followed, 0 if none
     * @param error its text, empty if none
     */
    record PacketRead(long nanos, String node, String channel, long number, Blob head, int length, boolean carried,
            boolean believed, String flag, String writer, String hook, int stripped, @Nullable BinlogPosition queued,
            int errno, String error) implements TraceEvent {
        /** At most so many bytes are kept. */
        public static final int MAX_HEAD_BYTES = 256;
    }

    /**
     * The receiver thread has put an event into its relay log; it may still be in the server's memory only.
     *
     * @param arrivedNanos when it had come from the source
     */
    record EventReceived(long nanos, String node, String channel, int type, BinlogPosition end, int bytes,
            boolean ackWanted, long arrivedNanos) implements TraceEvent {
        /** One that was put there as it came. */
        public EventReceived(long nanos, String node, String channel, int type, BinlogPosition end, int bytes,
                boolean ackWanted) {
            this(nanos, node, channel, type, end, bytes, ackWanted, nanos);
        }
    }

    /**
     * What the receiver has put into its relay log is in the file: it outlives the process.
     *
     * @param nanos before it was handed to the file, or after it became durable
     * @param end a position of the source
     * @param synced whether it is durable, too: it outlives a loss of power
     */
    record RelayLogWritten(long nanos, String node, String channel, BinlogPosition end, boolean synced)
            implements
                TraceEvent {}

    /** The receiver thread has sent an ACK; {@code nanos} is before it was written to the connection. */
    record AckSent(long nanos, String node, String channel, BinlogPosition position) implements TraceEvent {}

    /**
     * The applier has committed a transaction.
     *
     * @param end a position of the source
     * @param thread the applier's, which wrote its copy of the transaction into the replica's own binlog just before, if there
     *     is one; 0 if not known
     */
    record TransactionApplied(long nanos, String node, String channel, BinlogPosition end, int thread)
            implements
                TraceEvent {
        /** By a thread that is not known. */
        public TransactionApplied(long nanos, String node, String channel, BinlogPosition end) {
            this(nanos, node, channel, end, 0);
        }
    }

    /**
     * A thread that had waited for a lock for 100 ms or more has it.
     *
     * @param lock the server's name of the lock
     * @param thread number of the thread that waited
     * @param name the server's name of that thread
     * @param waitedNanos how long
     * @param barged how often another thread took the lock after this one had been woken for it
     * @param reason what let it in at last, for a person
     */
    record LongWaitEnded(long nanos, String node, String lock, int thread, String name, long waitedNanos, int barged,
            String reason) implements TraceEvent {}

    // --- what real servers tell when they are asked

    /**
     * Where a channel of a real server says that it is: positions of its source, null if it has none yet. Told at every answer,
     * for one that has not moved and lacks nothing is not silent.
     */
    record ChannelSampled(long nanos, String node, String channel, @Nullable BinlogPosition received,
            @Nullable BinlogPosition applied) implements TraceEvent {}

    /** Where a real server says that its binlog ends. */
    record BinlogSampled(long nanos, String node, BinlogPosition end) implements TraceEvent {}

    // --- the fault seam

    /**
     * Somebody outside steers a place of a node's threads, to bring about an order of threads.
     *
     * @param owner whose place it is: a channel
     * @param hook which place
     * @param limitNanos how long a thread waits there: at most if held, always if delayed
     */
    record HookSteered(long nanos, String node, String owner, String hook, Steering steering, long limitNanos)
            implements
                TraceEvent {
        /** How. */
        public enum Steering {
            /** Threads stop there until they are released. */
            HELD,
            /** Threads wait there for a while. */
            DELAYED,
            /** Threads pass again. */
            FREE
        }
    }

    /** A thread came to a steered place and waits, or goes on. */
    record ThreadHeld(long nanos, String node, String owner, String hook, int thread, boolean held)
            implements
                TraceEvent {}

    /**
     * Something was broken on purpose.
     *
     * @param node of a line its replica
     * @param channel of a line the channel, empty for the default one; empty for a fault of a node
     */
    record FaultSet(long nanos, String node, String channel, Fault fault) implements TraceEvent {}

    /**
     * It is whole again.
     *
     * @param reason what it did, or why it ended by itself; empty if somebody mended it
     */
    record FaultHealed(long nanos, String node, String channel, Fault fault, String reason) implements TraceEvent {}

    // --- the lab

    /** What a server answered to a statement that the lab asks it regularly. */
    record StatusSampled(long nanos, String node, String statement, List<String> columns,
            List<List<@Nullable String>> rows)
            implements
                TraceEvent {
        /** Keeps own copies. */
        public StatusSampled {
            columns = List.copyOf(columns);
            rows = rows.stream()
                    .map(row -> java.util.Collections.unmodifiableList(new java.util.ArrayList<@Nullable String>(row)))
                    .toList();
        }
    }

    /** A statement that a person or a scenario sent to a node; leaves a mark on the recording. */
    record StatementSent(long nanos, String node, String origin, String sql,
            @Nullable String error) implements TraceEvent {}

    /** The load was switched or its rate changed. */
    record LoadChanged(long nanos, String node, boolean on, int clients) implements TraceEvent {}

    /** A moment worth a mark on the recording, such as a scenario's step. */
    record Marked(long nanos, String node, String text) implements TraceEvent {}

    /** A scenario began, with the variant that is played. */
    record ScenarioStarted(long nanos, String node, String scenario, String variant) implements TraceEvent {}

    /** A step of the scenario began or ended. */
    record StepChanged(long nanos, String node, int step, String title, Progress progress) implements TraceEvent {}

    /** A check of the scenario has a (new) result. {@code seen} says what was found, for a person. */
    record CheckChanged(long nanos, String node, int check, String title, Progress progress, String seen)
            implements
                TraceEvent {}

    /** A sentence of the scenario's narration is now to be shown. */
    record Narrated(long nanos, String node, String title, String text) implements TraceEvent {}

    /** How a step or a check stands. */
    enum Progress {
        PENDING, RUNNING, PASSED, FAILED
    }
}
