package dev.lockstep.engine.real;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;

/** A real MariaDB replicates from a lab node. */
class LabToMariaDbTest extends InteropPair {
    @Override
    Pair start(Path folder) throws Exception {
        return new Pair(
                LabServer.start(folder.resolve("lab"), 1, Profiles.MARIADB_10_11, "sync_binlog=0",
                        "innodb_flush_log_at_trx_commit=0", "ssl=ON"),
                RealServer.mariaDb().start(folder.resolve("mariadb"), 2));
    }
}
