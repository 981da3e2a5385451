package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.EventFlags;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.binlog.Query;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a channel's threads do. Any thread may call. */
final class ChannelCounter {
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong definitions = new AtomicLong();
    private final AtomicLong transactions = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private final AtomicLong lastRead = new AtomicLong();
    private final AtomicLong lastApplied = new AtomicLong();

    /** The receiver has put an event into the relay log. */
    void received(EventHeader header) {
        if (header.timestampSeconds() != 0 && !header.has(EventFlags.ARTIFICIAL)) {
            lastRead.set(header.timestampSeconds());
        }
    }

    /** The applier has done an event; {@code complete} if a group ends with it. */
    void applied(EventHeader header, BinlogEvent event, boolean complete) {
        events.incrementAndGet();
        if (complete) {
            boolean definition = event instanceof Query query && !query.sql().equals("COMMIT")
                    && !query.sql().equals("ROLLBACK");
            (definition ? definitions : transactions).incrementAndGet();
            lastApplied.set(header.timestampSeconds());
        }
    }

    /** The applier tries a group once more. */
    void retried() {
        retries.incrementAndGet();
    }

    ChannelCounts now() {
        return new ChannelCounts(events.get(), definitions.get(), transactions.get(), retries.get(), lastRead.get(),
                lastApplied.get());
    }
}
