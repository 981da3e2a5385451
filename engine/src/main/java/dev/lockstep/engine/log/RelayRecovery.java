package dev.lockstep.engine.log;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventTypes;
import dev.lockstep.engine.binlog.GtidLog;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.world.Files;
import dev.lockstep.engine.world.WorldFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a relay log held when its server came up again.
 *
 * @param truncatedBytes the incomplete or damaged event that was cut off the last file
 * @param sourceEnd position in the source's log after the last event that is whole: where receiving can go on
 * @param sourceDescription the source's format description that is in force there
 * @param gtids MySQL: GTIDs of the last file that names a position, with that of a transaction that is not complete
 */
public record RelayRecovery(long truncatedBytes, Optional<BinlogPosition> sourceEnd,
        Optional<EncodedEvent> sourceDescription, GtidSet gtids) {
    private static final RelayRecovery NOTHING = new RelayRecovery(0, Optional.empty(), Optional.empty(),
            GtidSet.EMPTY);

    /** Scans from the last file back to the first that names a source position; truncates the last one. */
    static RelayRecovery of(Files files, List<String> names) throws IOException {
        long truncated = 0;
        for (int i = names.size() - 1; i >= 0; i--) {
            Scan scan = new Scan(files, names.get(i));
            boolean last = i == names.size() - 1;
            truncated += last ? scan.truncate() : 0;
            if (scan.tracker != null && scan.tracker.position().isPresent()) {
                return new RelayRecovery(truncated, scan.tracker.position(), scan.tracker.description(), scan.gtids);
            }
        }
        return new RelayRecovery(truncated, NOTHING.sourceEnd, NOTHING.sourceDescription, NOTHING.gtids);
    }

    /** One file, read to its end or to its first damage. */
    private static final class Scan {
        private final Files files;
        private final String name;
        private final long size;
        private @Nullable SourceTracker tracker;
        private GtidSet gtids = GtidSet.EMPTY;
        private long valid;

        Scan(Files files, String name) throws IOException {
            this.files = files;
            this.name = name;
            this.size = files.size(name);
            try (BinlogReader reader = BinlogReader.open(files, name, ReadOptions.RELAY_LOG)) {
                read(reader, new SourceTracker(reader.format()));
            }
        }

        private void read(BinlogReader reader, SourceTracker source) throws IOException {
            tracker = source;
            valid = reader.position();
            try {
                for (EncodedEvent event = reader.next(size); event != null; event = reader.next(size)) {
                    source.accept(event);
                    see(reader, event);
                    valid = reader.position();
                }
            } catch (DamagedLogException e) {
                if (valid == BinlogPosition.FIRST_OFFSET) {
                    throw e;
                }
            }
        }

        private void see(BinlogReader reader, EncodedEvent event) throws DamagedLogException {
            if (event.type() == EventTypes.GTID) {
                BinlogEvent body = reader.decode(event);
                gtids = body instanceof GtidLog log ? gtids.plus(log.gtid()) : gtids;
            }
        }

        long truncate() throws IOException {
            if (valid < size) {
                try (WorldFile file = files.open(name)) {
                    file.truncate(valid);
                    file.force();
                }
            }
            return size - valid;
        }
    }
}
