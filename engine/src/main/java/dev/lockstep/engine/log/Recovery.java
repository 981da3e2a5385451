package dev.lockstep.engine.log;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.world.Files;
import java.io.IOException;
import java.util.List;

/**
 * What the last file of a log held when its server came up again.
 *
 * @param end end of the last whole transaction; the file is truncated to it
 * @param truncatedBytes what was cut off behind it
 * @param shutdown whether the file was closed cleanly
 * @param gtids MySQL: all GTIDs of the log up to {@code end}, those of the files before included
 * @param mariaDbGtids MariaDB: likewise, the last of each domain and server, the one that came last at the end
 * @param xids numbers of the transactions in the last file, in its order
 */
public record Recovery(BinlogPosition end, long truncatedBytes, Shutdown shutdown, GtidSet gtids,
        List<MariaDbGtid> mariaDbGtids, List<Long> xids) {
    /** How the file's server ended. */
    public enum Shutdown {
        /** The in-use flag is cleared. */
        CLEAN,
        /** The in-use flag is set. */
        CRASHED
    }

    /** Keeps its own lists. */
    public Recovery {
        mariaDbGtids = List.copyOf(mariaDbGtids);
        xids = List.copyOf(xids);
    }

    static Recovery of(Files files, String name, ReadOptions options) throws IOException {
        return new RecoveryScan(files, name, options).run();
    }
}
