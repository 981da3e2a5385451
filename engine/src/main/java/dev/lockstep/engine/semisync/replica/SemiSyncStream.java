package dev.lockstep.engine.semisync.replica;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.semisync.replica.SemiSyncReplica.State;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.wire.SemiSyncHeader;

/**
 * The hooks of one channel's receiver thread (semisync.md E.2), in the order in which they are called. What they decide on
 * may be shared with other channels, see {@link SemiSyncReplica}.
 */
public final class SemiSyncStream {
    private final SemiSyncReplica replica;
    private final String channel;
    private final State state;

    SemiSyncStream(SemiSyncReplica replica, String channel, State state) {
        this.replica = replica;
        this.channel = channel;
        this.state = state;
    }

    /** What is believed now. */
    public boolean on() {
        return state.on;
    }

    boolean shares(State other) {
        return state == other;
    }

    /** Hook thread_start, before connecting; {@code source} is {@code user@host:port}. */
    public void receiverStarts(String source, BinlogPosition from) {
        boolean semiSync = replica.enabled();
        replica.log()
                .note("Slave I/O thread: Start " + (semiSync ? "semi-sync" : "asynchronous")
                        + " replication to master '" + source + "' in log '"
                        + (from.file().isEmpty() ? "FIRST" : from.file()) + "' at position " + from.offset());
        if (semiSync) {
            replica.set(state, true);
        }
    }

    /** Hook before_request_transmit: whether to ask the source for semi-sync. If not, the belief stays what it was. */
    public boolean wanted() {
        return replica.enabled();
    }

    /** The source does not know {@code rpl_semi_sync_master_enabled}. */
    public void sourceLacksIt() {
        replica.log().warning("Master server does not support semi-sync, fallback to asynchronous replication");
        replica.set(state, false);
    }

    /** The source took {@code SET @rpl_semi_sync_slave= 1}: from now on its packets carry the header. */
    public void sourceAgreed() {
        replica.set(state, true);
    }

    /**
     * Hook after_read_event: the event in a packet whose OK byte is at {@code offset - 1}.
     *
     * @return where the event begins
     * @throws dev.lockstep.engine.bytes.MalformedBytesException if a header is believed to be there and is not
     */
    public int afterReadEvent(byte[] packet, int offset) {
        if (!state.on) {
            return offset;
        }
        state.replyWanted = SemiSyncHeader.decode(packet, offset).reply() == SemiSyncHeader.Reply.WANTED;
        return offset + SemiSyncHeader.BYTES;
    }

    /** Hook after_queue_event: whether to send an ACK. */
    public boolean replyDue() {
        return state.on && state.replyWanted;
    }

    /** Hook thread_stop, for whatever reason the receiver thread ends. */
    public void receiverStops() {
        replica.set(state, false);
    }

    void tell() {
        replica.world()
                .trace()
                .emit(new TraceEvent.ChannelSemiSync(replica.world().clock().nanos(), replica.world().node(), channel,
                        state.on));
    }
}
