package dev.lockstep.engine.real;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;

/** A MariaDB 10.11 as source of a lab node of the same version. */
class MariaDbToLabTest extends InteropPair {
    @Override
    Pair start(Path folder) throws Exception {
        RealServer source = RealServer.mariaDb().start(folder.resolve("source"), 11,
                "--log-slave-updates=ON");
        return new Pair(source, LabServer.start(folder.resolve("replica"), 12, Profiles.MARIADB_10_11));
    }
}
