package dev.lockstep.engine.channel;

import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.link.PacketLink;
import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.world.TransportTimeoutException;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.world.WorldThread;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * The dump thread's own reading of an ACK: counterpart of {@code ReplSemiSyncMaster::readSlaveReply} (MySQL 5.5 and 5.6,
 * MariaDB up to 10.2; semisync.md D.1). It stops and waits after each event that wants an ACK; whatever goes wrong is logged
 * and forgotten, and the thread goes on. Both sides count packets from 0 for the ACK, so that the next event is number 1.
 */
final class DumpThreadReply {
    private static final int READ_ERROR = 1158;
    private static final int READ_TIMEOUT = 1159;
    private static final int OUT_OF_ORDER = 1156;

    private final BinlogSource source;
    private final World world;
    private final PacketLink link;
    private final long serverId;
    private final BooleanSupplier current;

    /** For the dump to the replica of that {@code serverId}. */
    DumpThreadReply(BinlogSource source, PacketLink link, long serverId, BooleanSupplier current) {
        this.source = source;
        this.world = source.world();
        this.link = link;
        this.serverId = serverId;
        this.current = current;
    }

    /** Reads and handles the ACK of the event that was just flushed. */
    void read() {
        WorldThread thread = world.threads().current();
        long begin = world.clock().nanos();
        link.resetSequence();
        thread.begin(Activity.READING_ACKS);
        try {
            byte[] packet = link.readPacket(source.netReadTimeoutSeconds() * 1_000_000_000L);
            source.semiSync().replyAwaited((world.clock().nanos() - begin) / 1_000);
            source.semiSync().reportReplyPacket(serverId, packet, current);
        } catch (TransportTimeoutException e) {
            failed(begin, "Got timeout reading communication packets", READ_TIMEOUT);
        } catch (MalformedBytesException e) {
            failed(begin, "Got packets out of order", OUT_OF_ORDER);
        } catch (IOException e) {
            failed(begin, "Got an error reading communication packets", READ_ERROR);
        } finally {
            thread.end(Activity.READING_ACKS);
        }
    }

    private void failed(long begin, String text, int errno) {
        source.semiSync().replyAwaited((world.clock().nanos() - begin) / 1_000);
        source.log().error("Read semi-sync reply network error: " + text + " (errno: " + errno + ")");
    }
}
