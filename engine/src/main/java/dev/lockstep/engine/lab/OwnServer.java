package dev.lockstep.engine.lab;

import dev.lockstep.engine.node.Node;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.world.World;
import java.util.Optional;

/** One of the lab's own servers. */
record OwnServer(Node node, World ownWorld) implements Backend {
    @Override
    public NodeAddress address() {
        return NodeAddress.local(node.port());
    }

    @Override
    public ServerProfile profile() {
        return node.profile();
    }

    @Override
    public long serverId() {
        return node.serverId();
    }

    @Override
    public boolean running() {
        return node.running();
    }

    @Override
    public void shutdown() {
        node.shutdown();
    }

    @Override
    public void kill() {
        node.kill();
    }

    @Override
    public void losePower() {
        node.losePower();
    }

    @Override
    public Optional<World> world() {
        return Optional.of(ownWorld);
    }
}
