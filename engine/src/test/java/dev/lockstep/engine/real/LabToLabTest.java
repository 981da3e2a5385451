package dev.lockstep.engine.real;

import java.nio.file.Path;

/** A lab node as source of another, both MySQL. */
class LabToLabTest extends InteropPair {
    @Override
    Pair start(Path folder) throws Exception {
        return new Pair(MySqlNodes.start(folder.resolve("source"), 11),
                MySqlNodes.start(folder.resolve("replica"), 12));
    }
}
