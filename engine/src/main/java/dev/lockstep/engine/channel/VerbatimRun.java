package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.EventFlags;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.log.BinlogStream;
import dev.lockstep.engine.log.EventSink;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The short way of a dump: events that go out as they stand in the file are framed straight out of what was read, without an
 * object for each. It refuses each event that somebody has to look at: who records the lab, semi-sync that is enabled, a
 * filter, the conversion for an old replica. The dump thread uses it alone.
 */
final class VerbatimRun implements EventSink {
    /** After so many bytes the dump thread looks whether it is to end. */
    private static final int RUN_BYTES = 256 * 1024;
    /** Longer ones need more than one frame. */
    private static final int MAX_EVENT_BYTES = 1 << 23;

    private final DumpPackets packets;
    private final DownConversion conversion;
    private final @Nullable DumpFilter filter;
    private final BooleanSupplier semiSync;
    private final boolean leavesMarked;
    private int bytesLeft;

    /**
     * For one dump.
     *
     * @param semiSync asked for each event: whether it may want an ACK
     * @param leavesMarked whether events that are marked to be skipped are not sent
     */
    VerbatimRun(DumpPackets packets, DownConversion conversion, @Nullable DumpFilter filter, BooleanSupplier semiSync,
            boolean leavesMarked) {
        this.packets = packets;
        this.conversion = conversion;
        this.filter = filter;
        this.semiSync = semiSync;
        this.leavesMarked = leavesMarked;
    }

    /** Sends what comes next in the stream, as far as it can; returns where the last event begins, -1 if it took none. */
    long pass(BinlogStream stream) throws IOException {
        if (!packets.verbatim()) {
            return -1;
        }
        bytesLeft = RUN_BYTES;
        return stream.pass(this);
    }

    @Override
    public boolean take(byte[] bytes, int start, int length) throws IOException {
        int type = EventHeader.type(bytes, start);
        if (bytesLeft <= 0 || length > MAX_EVENT_BYTES || semiSync.getAsBoolean()
                || filter != null && filter.looksAt(type)
                || leavesMarked && EventHeader.has(bytes, start, EventFlags.SKIP_REPLICATION)) {
            return false;
        }
        switch (conversion.fate(type)) {
            case SENT -> packets.verbatim(bytes, start, length);
            case LEFT_OUT -> {
                // the replica takes holes
            }
            case CONVERTED -> {
                return false;
            }
        }
        bytesLeft -= length;
        return true;
    }
}
