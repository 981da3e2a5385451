package dev.lockstep.engine.real;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;

/** A MariaDB 10.11 as source of a lab node of the same version. */
class MariaDbToLabTest extends InteropPair {
    @Override
    Pair start(Path folder) throws Exception {
        LabServer replica = LabServer.lax(folder.resolve("replica"), 12, Profiles.MARIADB_10_11, "ssl=ON");
        Path source = folder.resolve("source");
        return new Pair(RealServer.mariaDb().start(source, 11, MariaDbDistribution.tls(replica.data(), source)),
                replica);
    }
}
