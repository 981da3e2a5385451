package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.semisync.replica.Belief;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.world.World;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the packets of a channel's stream to the trace, byte by byte: the first ones of each connection, every one that
 * went wrong, and of the others so many a second that looking costs little. Only the receiver's thread uses it.
 */
final class PacketWatch {
    /** How many packets of each connection are always kept. */
    static final int FIRST_PACKETS = 10;
    /** How many packets are kept in a second at most. */
    static final int PACKETS_PER_SECOND = 200;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final World world;
    private final String channel;
    private boolean carried;
    private long number;
    private long windowStart;
    private int keptInWindow;

    PacketWatch(World world, String channel) {
        this.world = world;
        this.channel = channel;
        windowStart = world.clock().nanos();
    }

    /** A dump begins; whether its packets carry headers is fixed now. */
    void begin(boolean headers) {
        carried = headers;
        number = 0;
        world.trace().emit(new TraceEvent.StreamHeaders(world.clock().nanos(), world.node(), channel, headers));
    }

    /** A packet was read. */
    void next() {
        number++;
    }

    /** It was taken in; a packet that was misread is always kept, too. */
    void handled(byte[] packet, Belief belief, int stripped, @Nullable BinlogPosition queued) {
        long now = world.clock().nanos();
        if (carried != belief.value() || number <= FIRST_PACKETS || withinRate(now)) {
            emit(now, packet, belief, stripped, queued, 0, "");
        }
    }

    /** It ended the thread. */
    void failed(byte[] packet, Belief belief, int stripped, ReceiverFailure why) {
        emit(world.clock().nanos(), packet, belief, stripped, null, why.errno(), String.valueOf(why.getMessage()));
    }

    private boolean withinRate(long now) {
        if (now - windowStart >= SECOND_NANOS) {
            windowStart = now;
            keptInWindow = 0;
        }
        return keptInWindow++ < PACKETS_PER_SECOND;
    }

    private void emit(long now, byte[] packet, Belief belief, int stripped, @Nullable BinlogPosition queued, int errno,
            String error) {
        byte[] head = Arrays.copyOf(packet, Math.min(packet.length, TraceEvent.PacketRead.MAX_HEAD_BYTES));
        world.trace()
                .emit(new TraceEvent.PacketRead(now, world.node(), channel, number, Blob.of(head), packet.length,
                        carried, belief.value(), belief.flag(), belief.writer(), belief.hook(), stripped, queued, errno,
                        error));
    }
}
