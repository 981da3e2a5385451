package dev.lockstep.engine.node;

import dev.lockstep.engine.node.session.ClientConnection;
import dev.lockstep.engine.node.session.Server;
import dev.lockstep.engine.node.session.ServerProcess;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.Shutdown;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.NodeStopped.How;
import dev.lockstep.engine.world.Listener;
import dev.lockstep.engine.world.Transport;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.world.WorldThread;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One running server: listens on a loopback port and is talked to like any server. Everything else about it goes over that
 * port.
 *
 * <pre>
 * (start) -> RUNNING -> STOPPING -> STOPPED    shutdown, close, the statement SHUTDOWN
 *            RUNNING, STOPPING   -> KILLED     kill
 * </pre>
 *
 * <p>Any thread may call any method. A node is started anew by {@link #start} with another world on the same folder.
 */
public final class Node implements AutoCloseable {
    private static final long SESSIONS_END_NANOS = 3_000_000_000L;
    private static final long PORT_OPEN_NANOS = 3_000_000_000L;
    private static final long ACCEPT_ENDS_NANOS = 1_000_000_000L;
    private static final long STEP_NANOS = 5_000_000L;

    private enum State {
        RUNNING, STOPPING, STOPPED, KILLED
    }

    private final World world;
    private final NodeConfig config;
    private final NodeParts parts;
    private final Listener listener;
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

    private volatile @Nullable WorldThread acceptThread;

    private Node(World world, NodeConfig config, NodeParts parts, Listener listener) {
        this.world = world;
        this.config = config;
        this.parts = parts;
        this.listener = listener;
    }

    /**
     * Recovers what is in the world's data folder, or makes it at the first start, and listens when it returns.
     *
     * @throws IOException if the port is taken, a variable is not accepted, or the folder cannot be recovered
     */
    public static Node start(World world, NodeConfig config) throws IOException {
        Listener listener = listen(world, config.port());
        AtomicReference<@Nullable Node> started = new AtomicReference<>();
        NodeParts parts;
        try {
            parts = NodeParts.assemble(world, config, listener.port(), rule -> requestShutdown(world, started, rule));
        } catch (SqlError e) {
            listener.close();
            throw new IOException(config.name() + ": cannot open the table store: " + e.text(), e);
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
        Node node = new Node(world, config, parts, listener);
        started.set(node);
        node.acceptThread = world.threads().start("main", node::acceptConnections);
        world.trace().emit(new TraceEvent.NodeStarted(world.clock().nanos(), world.node(), config.profile().name(),
                config.serverId(), "127.0.0.1", listener.port()));
        parts.variables().tell(world);
        parts.log().note("mysqld: ready for connections. Version: '" + config.profile().version() + "'  port: "
                + listener.port());
        parts.startChannels();
        return node;
    }

    /**
     * Tries for a while if the port was asked for: the socket of a node that was killed just now lives until the system has
     * brought its last call back ({@code port_open_timeout}).
     */
    private static Listener listen(World world, int port) throws IOException {
        long deadline = world.clock().nanos() + PORT_OPEN_NANOS;
        while (true) {
            try {
                return world.network().listen(port);
            } catch (IOException e) {
                if (port == 0 || world.clock().nanos() > deadline) {
                    throw e;
                }
                world.threads().sleep(STEP_NANOS);
            }
        }
    }

    /** For the statement SHUTDOWN: returns at once, since the session that asks has to end too. */
    private static void requestShutdown(World world, AtomicReference<@Nullable Node> started, Shutdown rule) {
        world.threads().start("signal_handler", () -> {
            Node node = started.get();
            if (node != null) {
                node.shutdown(rule);
            }
        });
    }

    private void acceptConnections() {
        while (state.get() == State.RUNNING) {
            try {
                Transport transport = listener.accept();
                if (state.get() != State.RUNNING) {
                    transport.close();
                    return;
                }
                ClientConnection connection = new ClientConnection(parts.server(), transport);
                world.threads().start("session " + connection.id(), connection);
            } catch (IOException e) {
                if (state.get() == State.RUNNING) {
                    parts.log().error("Error in accept: " + e.getMessage());
                    world.threads().sleep(STEP_NANOS);
                }
            }
        }
    }

    /** Name in the lab. */
    public String name() {
        return config.name();
    }

    /** Loopback port it listens on. */
    public int port() {
        return listener.port();
    }

    /** Which server version it behaves as. */
    public ServerProfile profile() {
        return config.profile();
    }

    /** {@code server_id}. */
    public long serverId() {
        return config.serverId();
    }

    /** Whether it accepts connections. */
    public boolean running() {
        return state.get() == State.RUNNING;
    }

    /** Ends it as SHUTDOWN does: sessions, channels, binlog, tables, in this order. Waits until it has ended. */
    public void shutdown() {
        shutdown(config.profile().shutdown());
    }

    private void shutdown(Shutdown rule) {
        if (!state.compareAndSet(State.RUNNING, State.STOPPING)) {
            awaitStopped();
            return;
        }
        parts.log().note("mysqld: Normal shutdown");
        listener.close();
        if (rule == Shutdown.AWAITS_ACKS) {
            parts.server().semiSync().awaitAllReplies();
        }
        parts.server().semiSync().shutdown();
        endSessions();
        parts.close();
        if (state.compareAndSet(State.STOPPING, State.STOPPED)) {
            world.trace().emit(new TraceEvent.NodeStopped(world.clock().nanos(), world.node(), How.STOPPED));
        }
        world.close();
    }

    private void awaitStopped() {
        while (state.get() == State.STOPPING) {
            world.threads().sleep(STEP_NANOS);
        }
    }

    private void endSessions() {
        Server server = parts.server();
        killSessions(server);
        WorldThread self = world.threads().current();
        long deadline = world.clock().nanos() + SESSIONS_END_NANOS;
        while (sessions(server) > 0 && self.alive()) {
            if (world.clock().nanos() > deadline) {
                parts.log().warning("mysqld: Forcing close of " + sessions(server) + " connections");
                server.semiSync().disable();
                deadline = Long.MAX_VALUE;
            }
            world.threads().sleep(STEP_NANOS);
            killSessions(server);
        }
    }

    private static void killSessions(Server server) {
        server.processes().all().forEach(ServerProcess::kill);
    }

    private static int sessions(Server server) {
        return server.processes().all().size();
    }

    /** Ends it as {@code kill -9} does: nothing more is written, nobody is told. */
    public void kill() {
        crash(How.KILLED);
    }

    /** The same, and what was not made durable is gone: {@link World#losePower()}. */
    public void losePower() {
        crash(How.POWER_LOST);
    }

    private void crash(How how) {
        State before = state.getAndSet(State.KILLED);
        if (before == State.KILLED || before == State.STOPPED) {
            state.set(before);
            return;
        }
        boolean settle = how == How.POWER_LOST && parts.appliesUnlogged();
        world.trace().emit(new TraceEvent.NodeStopped(world.clock().nanos(), world.node(), how));
        // First, so that a replica that sees its connection reset and connects again at once is refused; and not before the
        // acceptor has left, because a thread that is interrupted while it accepts loses the connection without closing it.
        listener.close();
        WorldThread acceptor = acceptThread;
        if (acceptor != null) {
            acceptor.join(ACCEPT_ENDS_NANOS);
        }
        world.kill();
        if (settle) {
            parts.settleTables();
        }
        parts.abandon();
        if (how == How.POWER_LOST) {
            world.losePower();
        }
    }

    /** Same as {@link #shutdown()}. */
    @Override
    public void close() {
        shutdown();
    }
}
