package dev.lockstep.engine.real;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;

/** A real MariaDB replicates from a lab node. */
class LabToMariaDbTest extends InteropPair {
    @Override
    Pair start(Path folder) throws Exception {
        return new Pair(
                LabServer.lax(folder.resolve("lab"), 1, Profiles.MARIADB_10_11, "ssl=ON"),
                RealServer.mariaDb().start(folder.resolve("mariadb"), 2));
    }
}
