package dev.lockstep.engine.real;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** A real MySQL 8.0 replicates from a lab node. */
@Tag("real-mysql")
class LabToMySqlTest extends InteropPair {
    @Override
    Pair start(Path folder) throws Exception {
        return new Pair(
                LabServer.lax(folder.resolve("lab"), 1, Profiles.MYSQL_5_7_23),
                RealServer.mySql80().start(folder.resolve("mysql"), 2));
    }
}
