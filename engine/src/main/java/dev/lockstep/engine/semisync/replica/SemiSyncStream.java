package dev.lockstep.engine.semisync.replica;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.wire.SemiSyncHeader;
import dev.lockstep.engine.world.ServerLog;

/**
 * The hooks of one channel's receiver thread, in the order in which they are called. Only that thread calls them. What they
 * decide on may be shared with other channels, see {@link SemiSyncReplica}.
 */
public abstract sealed class SemiSyncStream permits PluginStream, BuiltInStream {
    static final String THREAD_START = "thread_start";
    static final String RECONNECT = "slave_reconnect";
    static final String REQUEST_TRANSMIT = "before_request_transmit";
    static final String AFTER_READ_EVENT = "after_read_event";
    static final String AFTER_QUEUE_EVENT = "after_queue_event";
    static final String THREAD_STOP = "thread_stop";

    private final SemiSyncReplica replica;
    private final String channel;
    private final Flag strip;
    private final ServerLog log;
    private Belief asked;

    SemiSyncStream(SemiSyncReplica replica, String channel, Flag strip) {
        this.replica = replica;
        this.channel = channel;
        this.strip = strip;
        log = replica.log(channel);
        asked = strip.read();
    }

    /** What is believed now: whether packets carry a header. */
    public final boolean on() {
        return strip.value();
    }

    /** What was believed when {@link #afterReadEvent} was called last, and who had written it. */
    public final Belief asked() {
        return asked;
    }

    final String channel() {
        return channel;
    }

    final boolean reads(Flag flag) {
        return strip == flag;
    }

    final SemiSyncReplica replica() {
        return replica;
    }

    final ServerLog log() {
        return log;
    }

    final void strip(boolean value, String hook) {
        replica.write(strip, value, channel, hook);
    }

    /** Hook thread_start, before connecting; {@code source} is {@code user@host:port}. */
    public abstract void receiverStarts(String source, BinlogPosition from);

    /** The connection was lost and will be made anew. */
    public abstract void reconnects(String source, BinlogPosition from);

    final void noteStart(String source, BinlogPosition from, boolean semiSync) {
        log
                .note("Slave I/O thread: Start " + (semiSync ? "semi-sync" : "asynchronous")
                        + " replication to master '" + source + "' in log '"
                        + (from.file().isEmpty() ? "FIRST" : from.file()) + "' at position " + from.offset());
    }

    /** Hook before_request_transmit: whether to ask the source for semi-sync. If not, the belief stays what it was. */
    public abstract boolean wanted();

    /** Asking the source failed. */
    public abstract void requestFailed();

    /** The source does not know {@code rpl_semi_sync_master_enabled}. */
    public final void sourceLacksIt() {
        log.warning("Master server does not support semi-sync, fallback to asynchronous replication");
        strip(false, REQUEST_TRANSMIT);
    }

    /** The source knows semi-sync but has it switched off. */
    public abstract void sourceHasItOff();

    /** The source took {@code SET @rpl_semi_sync_slave= 1}: from now on its packets carry the header. */
    public abstract void sourceAgreed();

    /**
     * Hook after_read_event: the event in a packet whose OK byte is at {@code offset - 1}.
     *
     * @return where the event begins
     * @throws dev.lockstep.engine.bytes.MalformedBytesException if a header is believed to be there and is not
     */
    public final int afterReadEvent(byte[] packet, int offset) {
        asked = strip.read();
        if (!asked.value()) {
            headerLeft();
            return offset;
        }
        headerStripped(SemiSyncHeader.decode(packet, offset).reply() == SemiSyncHeader.Reply.WANTED);
        return offset + SemiSyncHeader.BYTES;
    }

    abstract void headerLeft();

    abstract void headerStripped(boolean replyWanted);

    /** Hook after_queue_event: whether to send an ACK. */
    public abstract boolean replyDue();

    /** An ACK could not be sent. */
    public abstract void replyFailed(String why);

    /**
     * Hook thread_stop, for whatever reason the receiver thread ends.
     *
     * @param killDumpThread ends the source's dump thread through a connection of its own
     * @return whether the connection ends with a COM_QUIT, as any client's does, if it is still open
     */
    public abstract boolean receiverStops(Runnable killDumpThread);
}
