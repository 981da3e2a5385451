package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventTypes;
import dev.lockstep.engine.binlog.GtidLog;
import dev.lockstep.engine.binlog.PreviousGtids;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.log.BinlogDirectory;
import dev.lockstep.engine.log.BinlogReader;
import dev.lockstep.engine.log.ReadOptions;
import dev.lockstep.engine.world.Files;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Auto-positioning: where to begin for a replica that has certain GTIDs, and which groups to leave out (skip_event in
 * rpl_binlog_sender.cc, MySQL 5.7).
 */
final class GtidSkipper implements DumpFilter {
    private final GtidSet owned;
    private boolean skipping;

    /** For a replica that has {@code owned}. */
    GtidSkipper(GtidSet owned) {
        this.owned = owned;
    }

    @Override
    public BinlogPosition start(Files files, BinlogDirectory binlog) throws IOException, DumpFailedException {
        for (String name : binlog.index().names().reversed()) {
            if (owned.contains(previous(files, name))) {
                return binlog.marks()
                        .last(name,
                                mark -> mark.state() instanceof PreviousGtids(GtidSet gtids) && owned.contains(gtids))
                        .map(mark -> new BinlogPosition(name, mark.offset()))
                        .orElse(new BinlogPosition(name, BinlogPosition.FIRST_OFFSET));
            }
        }
        throw new DumpFailedException(
                "The slave is connecting using CHANGE MASTER TO MASTER_AUTO_POSITION = 1, but the "
                        + "master has purged binary logs containing GTIDs that the slave requires.");
    }

    private static GtidSet previous(Files files, String name) throws IOException {
        try (BinlogReader reader = BinlogReader.open(files, name, ReadOptions.BINLOG)) {
            EncodedEvent second = reader.next(reader.fileSize());
            return second != null && second.type() == EventTypes.PREVIOUS_GTIDS
                    && reader.decode(second) instanceof PreviousGtids(GtidSet gtids) ? gtids : GtidSet.EMPTY;
        }
    }

    @Override
    public boolean tellsSkipped() {
        return true;
    }

    @Override
    public boolean looksAt(int type) {
        return skipping || type == EventTypes.GTID;
    }

    @Override
    public boolean skips(EncodedEvent event, Supplier<BinlogEvent> body) {
        switch (event.type()) {
            case EventTypes.GTID -> skipping = body.get() instanceof GtidLog gtid && owned.contains(gtid.gtid());
            case EventTypes.ANONYMOUS_GTID, EventTypes.ROTATE, EventTypes.STOP, EventTypes.PREVIOUS_GTIDS ->
                skipping = false;
            default -> {
            }
        }
        return skipping;
    }
}
