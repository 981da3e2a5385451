package dev.lockstep.engine.lab;

import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.world.World;
import java.util.Optional;

/** What stands behind a node of a running lab: one of the lab's own servers, or a real one. Any thread may call. */
interface Backend {
    /** Where clients reach it. */
    NodeAddress address();

    /** What it behaves as, or is. */
    ServerProfile profile();

    /** {@code server_id}. */
    long serverId();

    /** Whether it accepts connections, as far as is known. */
    boolean running();

    /** Ends it in good order, and waits for that. */
    void shutdown();

    /** Ends it as {@code kill -9} does. */
    void kill();

    /** Ends it as a power cut of its machine does, if it can. */
    default void losePower() throws LabException {
        throw new LabException("a real server's machine is this one: the lab cannot take its power; kill it instead");
    }

    /** It does not answer any more: from now on it counts as not running. */
    default void lost() {}

    /** The world of one of the lab's own. */
    default Optional<World> world() {
        return Optional.empty();
    }
}
