package dev.lockstep.engine.real;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;

/** A lab node as source of another, both MySQL. */
class LabToLabTest extends InteropPair {
    @Override
    Pair start(Path folder) throws Exception {
        return new Pair(LabServer.lax(folder.resolve("source"), 11, Profiles.MYSQL_5_7_23),
                LabServer.lax(folder.resolve("replica"), 12, Profiles.MYSQL_5_7_23));
    }
}
