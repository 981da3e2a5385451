package dev.lockstep.engine.log;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventDecoder;
import dev.lockstep.engine.binlog.EventFlags;
import dev.lockstep.engine.binlog.EventTypes;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.binlog.Rotate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows the events of a source as they come in or as a relay log holds them, and knows how far the source's log has been
 * read and which format description is in force. The relay log's own events, which carry
 * {@link EventFlags#RELAY_LOG}, do not count. Not thread-safe.
 */
public final class SourceTracker {
    private static final long WRAP = 1L << 32;

    private EventDecoder decoder;
    private @Nullable BinlogPosition position;
    private @Nullable EncodedEvent description;

    /** Begins with the format description that stands before the first event, usually the relay log's own. */
    public SourceTracker(FormatDescription own) {
        decoder = new EventDecoder(own);
    }

    /** Follows an event. */
    public void accept(EncodedEvent event) {
        boolean own = event.header().has(EventFlags.RELAY_LOG);
        if (event.type() == EventTypes.FORMAT_DESCRIPTION) {
            decoder = new EventDecoder(EventDecoder.formatDescription(event));
            description = own ? description : event;
        }
        if (own) {
            return;
        }
        if (event.type() == EventTypes.ROTATE) {
            rotated(new EventDecoder(decoder.format(), event.checksum()).decode(event));
        } else if (position != null && event.header().endLogPos() != 0) {
            position = new BinlogPosition(position.file(), after(position.offset(), event.header().endLogPos()));
        }
    }

    private void rotated(BinlogEvent event) {
        if (event instanceof Rotate rotate) {
            position = new BinlogPosition(rotate.nextFile(), rotate.position());
        }
    }

    /** Headers hold the low 32 bits of a position only. */
    private static long after(long before, long low) {
        long candidate = before - before % WRAP + low;
        return candidate < before ? candidate + WRAP : candidate;
    }

    /** How far the source's log has been read; empty until a rotate event has named its file. */
    public Optional<BinlogPosition> position() {
        return Optional.ofNullable(position);
    }

    /** The source's format description; empty until it has been seen. */
    public Optional<EncodedEvent> description() {
        return Optional.ofNullable(description);
    }
}
