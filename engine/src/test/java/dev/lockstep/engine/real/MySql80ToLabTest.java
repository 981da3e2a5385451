package dev.lockstep.engine.real;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** A MySQL 8.0 as source of a lab node of version 5.7. */
@Tag("real-mysql")
class MySql80ToLabTest extends InteropPair {
    @Override
    Pair start(Path folder) throws Exception {
        RealServer source = RealServer.mySql80().start(folder.resolve("source"), 11, "--log-slave-updates=ON");
        return new Pair(source, LabServer.lax(folder.resolve("replica"), 12, Profiles.MYSQL_5_7_23));
    }

    @Override
    boolean certificateNamesItsHost() {
        return false;
    }
}
