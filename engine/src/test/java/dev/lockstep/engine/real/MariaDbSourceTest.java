package dev.lockstep.engine.real;

import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import java.nio.file.Path;

/** With a real MariaDB 10.11. */
class MariaDbSourceTest extends RealSource {
    @Override
    Pair start(Path below) throws Exception {
        return new Pair(RealServer.mariaDb().start(below.resolve("source"), 11),
                LabServer.start(below.resolve("replica"), 12, profile()));
    }

    @Override
    ServerProfile profile() {
        return Profiles.MARIADB_10_11;
    }
}
