package dev.lockstep.engine.node;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.log.BinlogDirectory;
import dev.lockstep.engine.log.ReadOptions;
import dev.lockstep.engine.log.Recovery;
import dev.lockstep.engine.world.ServerLog;
import java.io.IOException;
import java.util.Optional;

/**
 * Semi-sync recovery of MariaDB (MDEV-21117, MDEV-33465): a source that comes back as a replica takes out of its binlog what
 * its engine has not committed, instead of committing it. With AFTER_SYNC that is every transaction whose commit
 * still waited for its ACK.
 */
final class TailTruncation {
    private final BinlogDirectory directory;
    private final Optional<BinlogPosition> committed;
    private final ServerLog log;

    /** {@code committed} is up to where the engine had committed. */
    TailTruncation(BinlogDirectory directory, Optional<BinlogPosition> committed, ServerLog log) {
        this.directory = directory;
        this.committed = committed;
        this.log = log;
    }

    /** Cuts off what is behind that; what the log holds now. */
    Optional<Recovery> run(Recovery found) throws IOException {
        if (committed.isEmpty() || !directory.index().names().contains(committed.get().file())) {
            log.error(
                    "Crash recovery: nothing says which transactions the engine has committed; none is taken out of the"
                            + " binary log");
            return Optional.of(found);
        }
        BinlogPosition end = committed.get();
        if (found.end().compareTo(end) <= 0) {
            return Optional.of(found);
        }
        long bytes = directory.truncate(end);
        log.warning("Crash recovery as a slave: the binary log was truncated to " + end.file() + ":" + end.offset()
                + ", since the engine has not committed the " + bytes + " bytes behind");
        return directory.recover(ReadOptions.BINLOG);
    }
}
