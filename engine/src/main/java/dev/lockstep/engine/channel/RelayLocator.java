package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.log.BinlogStream;
import dev.lockstep.engine.log.BinlogStream.Item;
import dev.lockstep.engine.log.SourceTracker;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the place in a relay log from which on nothing is applied yet, given how far the source's log is applied. */
final class RelayLocator {
    private RelayLocator() {}

    /**
     * Empty if the relay log ends before that position, or begins behind it, so that something is missing between them. No
     * file in {@code applied} stands for the begin of the source's log.
     */
    static Optional<BinlogPosition> find(ChannelRelay relay, FormatDescription own, BinlogPosition applied)
            throws IOException {
        SourceTracker tracker = new SourceTracker(own);
        BinlogPosition start = new BinlogPosition(relay.firstFile(), BinlogPosition.FIRST_OFFSET);
        try (BinlogStream stream = relay.stream(start)) {
            boolean first = true;
            for (Item item = stream.next(); item != null; item = stream.next()) {
                BinlogPosition reached = follow(tracker, item);
                if (reached == null) {
                    continue;
                }
                if (reached.reaches(applied)) {
                    boolean gap = first && !reached.equals(applied) && !applied.file().isEmpty();
                    return gap ? Optional.empty() : Optional.of(stream.position());
                }
                first = false;
            }
        }
        return Optional.empty();
    }

    private static @Nullable BinlogPosition follow(SourceTracker tracker, Item item) {
        switch (item) {
            case Item.FileEntered entered -> tracker.accept(entered.description());
            case Item.Event event -> tracker.accept(event.event());
        }
        return tracker.position().orElse(null);
    }
}
