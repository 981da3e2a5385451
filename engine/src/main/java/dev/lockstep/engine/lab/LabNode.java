package dev.lockstep.engine.lab;

import dev.lockstep.engine.channel.RelayLogInspection;
import dev.lockstep.engine.lab.spec.NodeSpec;
import dev.lockstep.engine.lab.spec.ServerSpec;
import dev.lockstep.engine.node.Node;
import dev.lockstep.engine.node.NodeConfig;
import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.world.Gates;
import dev.lockstep.engine.world.World;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A server of a running lab. All methods may be called from any thread; those that start, stop or execute block until it
 * is done and do not belong on a window's thread.
 */
public final class LabNode {
    /** How long {@link #execute} waits for an answer: longer than any semi-sync timeout that a story sets. */
    private static final int ANSWER_TIMEOUT_MILLIS = 120_000;

    private final Lab lab;
    private final Object monitor = new Object();
    private final Map<String, SqlSession> sessions = new ConcurrentHashMap<>();
    private final NodeSpec asked;
    private volatile NodeSpec spec;
    private volatile State state = State.DOWN;
    private volatile boolean lostContact;
    private volatile ServerProfile profile;
    private volatile NodeAddress address;
    private @Nullable Backend server;

    /** Whether a node runs. */
    public enum State {
        /** Not running; its data is there. In: new, stopped, killed. Out: STARTING. */
        DOWN,
        /** Recovering, not yet listening. Out: UP, or DOWN if it failed. */
        STARTING,
        /** Accepts connections. Out: STOPPING. */
        UP,
        /** Ending. Out: DOWN. */
        STOPPING
    }

    LabNode(Lab lab, NodeSpec asked, long serverId) {
        this.lab = lab;
        this.asked = asked;
        spec = asked.withServerId(serverId);
        profile = asked.real() ? Profiles.ofReal("") : named(asked.profile());
        address = asked.server() instanceof ServerSpec.Running running
                ? new NodeAddress(running.host(), running.port(), running.user(), running.password())
                : NodeAddress.local(asked.port());
    }

    private static ServerProfile named(String profile) {
        return Profiles.named(profile).orElseThrow(() -> new IllegalStateException("no profile " + profile));
    }

    /** As in the file. */
    public String name() {
        return spec.name();
    }

    /** What it was started with; port and server id are those that were chosen. */
    public NodeSpec spec() {
        return spec;
    }

    /** What a topology file says to get such a node: with its present profile, without a port that the system chose. */
    NodeSpec specForFile() {
        return asked.withProfile(spec.profile());
    }

    /** Its present profile; of a real server {@link Profiles#ofReal}, known once it has answered. */
    public ServerProfile profile() {
        return profile;
    }

    /** Whether a real server stands here. */
    public boolean real() {
        return asked.real();
    }

    /** Whether it is a real server that ran before the lab: the lab starts, stops and kills it never. */
    public boolean foreign() {
        return asked.server() instanceof ServerSpec.Running;
    }

    /** Where it stands. */
    public State state() {
        noticeEnd();
        return state;
    }

    /** A server may end without being told by the lab: somebody sent it SHUTDOWN. */
    private void noticeEnd() {
        Backend gone = null;
        synchronized (monitor) {
            if (state == State.UP && server != null && !server.running()) {
                gone = server;
            }
        }
        if (gone != null) {
            gone.lost();
            ended(gone);
        }
    }

    /** Whether it accepts connections. */
    public boolean up() {
        return state() == State.UP;
    }

    /** Its TCP port; stays the same over restarts. */
    public int port() {
        return address.port();
    }

    /** Where clients reach it, and as whom the lab does. */
    public NodeAddress address() {
        return address;
    }

    /** The same with some variables set otherwise, from now on. */
    public void start(Map<String, String> variables) throws LabException {
        if (!variables.isEmpty()) {
            Map<String, String> all = new LinkedHashMap<>(spec.variables());
            all.putAll(variables);
            spec = spec.withVariables(all);
        }
        start();
    }

    /** Starts it on its data. Nothing happens if it is up. */
    public void start() throws LabException {
        noticeEnd();
        synchronized (monitor) {
            if (state == State.UP) {
                return;
            }
            if (state != State.DOWN) {
                throw new LabException(name() + " is " + state.name().toLowerCase(Locale.ROOT) + " just now");
            }
            state = State.STARTING;
        }
        try {
            ServerSpec real = spec.server();
            Backend started = real == null
                    ? startOwn()
                    : RealServer.start(lab, lab.world(), spec, real, lab.folderOf(name()));
            synchronized (monitor) {
                server = started;
                profile = started.profile();
                address = started.address();
                spec = foreign() ? spec : spec.withPort(address.port());
                state = State.UP;
            }
        } catch (LabException | RuntimeException e) {
            state = State.DOWN;
            throw e;
        }
    }

    private Backend startOwn() throws LabException {
        World opened = null;
        try {
            opened = lab.openWorld(spec);
            Node started = Node.start(opened,
                    new NodeConfig(name(), profile(), spec.port(), spec.serverId(), spec.variables()));
            return new OwnServer(started, opened);
        } catch (IOException | RuntimeException e) {
            if (opened != null) {
                opened.kill();
            }
            throw new LabException("node " + name() + " did not start: " + reason(e), e);
        }
    }

    private static String reason(Throwable e) {
        String message = e.getMessage();
        return message == null ? e.toString() : message;
    }

    /** Shuts it down as SHUTDOWN does; of a {@link #foreign} one only lets go. Nothing happens if it is down. */
    public void stop() {
        Backend ending;
        synchronized (monitor) {
            if (state != State.UP || server == null) {
                return;
            }
            ending = server;
            state = State.STOPPING;
        }
        lostContact = false;
        lab.faults().thaw(name());
        ending.shutdown();
        ended(ending);
    }

    /** Ends it as {@code kill -9} does, also while it is being stopped. Nothing happens if it is down. */
    public void kill() {
        Backend ending;
        synchronized (monitor) {
            if (server == null) {
                return;
            }
            ending = server;
            state = State.STOPPING;
        }
        lostContact = false;
        ending.kill();
        ended(ending);
    }

    /** Ends it as a power cut of its machine does: what it had not made durable is gone. Nothing happens if it is down. */
    public void losePower() throws LabException {
        Backend ending;
        synchronized (monitor) {
            if (server == null) {
                return;
            }
            ending = server;
        }
        if (ending.world().isEmpty()) {
            ending.losePower();
        }
        synchronized (monitor) {
            state = State.STOPPING;
        }
        ending.losePower();
        ended(ending);
    }

    private void ended(Backend ending) {
        synchronized (monitor) {
            if (server == ending) {
                server = null;
                state = State.DOWN;
            }
        }
        sessions.values().removeIf(session -> {
            session.close();
            return true;
        });
    }

    /** Where threads of the running server can be held; empty while it is down, and of a real one. */
    public Optional<Gates> gates() {
        return world().map(World::gates);
    }

    /** The world of the running server; empty while it is down, and of a real one. */
    public Optional<World> world() {
        synchronized (monitor) {
            return Optional.ofNullable(server).flatMap(Backend::world);
        }
    }

    /**
     * A connection for the caller to close, as the lab's own account.
     *
     * @param answerTimeoutMillis how long to wait for an answer; the connection is given up after that
     */
    public Connection connect(int answerTimeoutMillis) throws SQLException {
        return SqlSession.connect(address(), answerTimeoutMillis);
    }

    /**
     * Reads a channel's relay log from disk, as a tool would; empty if all of it can be read.
     *
     * @throws IOException if the server is down or has no such relay log
     */
    public Optional<RelayLogInspection.Damage> inspectRelayLog(String channel) throws IOException {
        Backend running;
        synchronized (monitor) {
            running = server;
        }
        if (running == null) {
            throw new IOException(name() + " is down");
        }
        World world = running.world()
                .orElseThrow(() -> new IOException(name() + " is a real server, whose files the lab does not read"));
        return RelayLogInspection.of(world.files(), channel);
    }

    /** Stops and starts it. */
    public void restart() throws LabException {
        stop();
        start();
    }

    /** Stops it and starts it with another profile on the same data. */
    public void restartAs(ServerProfile other) throws LabException {
        stop();
        spec = spec.withProfile(other.name());
        profile = other;
        start();
    }

    /**
     * Sends a statement through Connector/J, as any client, on a connection that stays open between calls (one for each
     * {@code origin}), and leaves a {@link TraceEvent.StatementSent} in the trace.
     *
     * @param origin who sends it, such as {@code console} or {@code controls}
     */
    public SqlOutcome execute(String origin, String sql) {
        SqlOutcome outcome = query(origin, sql, ANSWER_TIMEOUT_MILLIS);
        String error = outcome instanceof SqlOutcome.Refused refused ? refused.message() : null;
        lab.emit(new TraceEvent.StatementSent(lab.nanos(), name(), origin, sql, error));
        return outcome;
    }

    /** Whether a {@link #foreign} server is down for the lab because it did not answer, and not because of {@link #stop}. */
    boolean lostContact() {
        return lostContact;
    }

    /** It does not answer any more, as somebody found who asks it all the time. */
    void lost() {
        lostContact = true;
        Backend gone;
        synchronized (monitor) {
            gone = server;
        }
        if (gone != null) {
            gone.lost();
        }
    }

    /** The same without a mark in the trace, for those who ask often; the first call of an origin sets its time limit. */
    SqlOutcome query(String origin, String sql, int answerTimeoutMillis) {
        if (!up()) {
            return new SqlOutcome.Refused(0, name() + " is down", 0);
        }
        SqlSession session = sessions.computeIfAbsent(origin,
                any -> new SqlSession(name(), address(), answerTimeoutMillis, lab.clock()));
        return session.execute(sql);
    }
}
