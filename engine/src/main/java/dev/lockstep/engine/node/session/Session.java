package dev.lockstep.engine.node.session;

import dev.lockstep.engine.node.commit.Caller;
import dev.lockstep.engine.semisync.source.SemiSyncSource;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.world.Transport;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.world.WorldThread;
import org.jspecify.annotations.Nullable;

/**
 * What the rest of the server sees of one client's connection. The session's own thread changes it; any thread may read it
 * and may {@link #kill}.
 */
public final class Session implements ServerProcess, Caller {
    private final World world;
    private final long id;
    private final Transport transport;
    private volatile String user = "unauthenticated user";
    private volatile String channel = "";
    private volatile Protection protection = Protection.NONE;
    private volatile String database = "";
    private volatile String command = "Connect";
    private volatile long sinceNanos;
    private volatile @Nullable String info;
    private volatile @Nullable WorldThread thread;
    private volatile boolean killed;
    private volatile boolean queryKilled;
    /** A client has told KILL or KILL QUERY since the command began. */
    private volatile boolean told;
    private volatile boolean idle = true;
    /** Whether it has committed something since its client was answered last; its own thread only. */
    private boolean committed;
    private volatile Runnable onKill = () -> {};

    Session(World world, long id, Transport transport) {
        this.world = world;
        this.id = id;
        this.transport = transport;
        this.sinceNanos = world.clock().nanos();
    }

    /**
     * How the connection is protected.
     *
     * @param version of TLS, such as {@code TLSv1.3}; empty without
     * @param cipher in OpenSSL's words; empty without
     * @param compressed whether the compressed protocol is spoken
     */
    record Protection(String version, String cipher, boolean compressed) {
        static final Protection NONE = new Protection("", "", false);
    }

    void protection(Protection agreed) {
        protection = agreed;
    }

    Protection protection() {
        return protection;
    }

    /** The calling thread serves this session. */
    void runsOn(WorldThread own) {
        thread = own;
        own.stoppedBy(() -> told);
    }

    /** The login is done. */
    void loggedIn(String name) {
        user = name;
    }

    /** A replica said at login which channel it connects for. */
    void servesChannel(String name) {
        channel = name;
    }

    String channel() {
        return channel;
    }

    /** A transaction of this session is committed. */
    void committed() {
        committed = true;
    }

    /** The answer goes to the client now. It is told before, so that a kill in between does not hide what the client knows. */
    void answers() {
        if (committed) {
            committed = false;
            world.trace()
                    .emit(new TraceEvent.ClientAnswered(world.clock().nanos(), world.node(),
                            world.threads().current().id()));
        }
    }

    /** A command begins. */
    void begin(String name, @Nullable String statement) {
        sinceNanos = world.clock().nanos();
        info = statement;
        command = name;
        queryKilled = false;
        told = false;
        idle = false;
    }

    /** The session waits for the next command. */
    void sleeps() {
        sinceNanos = world.clock().nanos();
        info = null;
        command = "Sleep";
        idle = true;
        stage("");
    }

    @Override
    public void stage(String text) {
        WorldThread own = thread;
        if (own != null && !own.stage().equals(text)) {
            own.stage(text);
        }
    }

    /** Uses another database; empty for none. */
    public void use(String name) {
        database = name;
    }

    /** What a KILL does beyond marking the session: ends a statement of the store, a wait, a dump. */
    public void onKill(Runnable action) {
        onKill = action;
        if (killed || queryKilled) {
            action.run();
        }
    }

    /** Whether KILL was told. */
    public boolean killed() {
        return killed;
    }

    @Override
    public boolean interrupted() {
        return killed || queryKilled;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String user() {
        return user;
    }

    @Override
    public String host() {
        return transport.peer();
    }

    /** The client's address without its port. */
    public String hostName() {
        String peer = transport.peer();
        int colon = peer.lastIndexOf(':');
        return colon < 0 ? peer : peer.substring(0, colon);
    }

    @Override
    public @Nullable String database() {
        return database.isEmpty() ? null : database;
    }

    @Override
    public String command() {
        return killed ? "Killed" : command;
    }

    @Override
    public long sinceNanos() {
        return sinceNanos;
    }

    @Override
    public String state() {
        WorldThread own = thread;
        return own == null ? "" : own.stage();
    }

    @Override
    public @Nullable String info() {
        return info;
    }

    @Override
    public void kill() {
        killed = true;
        onKill.run();
        if (idle) {
            transport.close();
        }
    }

    /**
     * After a client's KILL: a wait for ACKs ends where the version says so. KILL closes the connection of one that waits at
     * once; what it waited for is never told.
     */
    void leavesAckWait(SemiSyncSource semiSync) {
        WorldThread own = thread;
        told = !idle;
        if (own != null && told) {
            semiSync.wake(own.id(), () -> {
                if (killed) {
                    transport.close();
                }
            });
        }
    }

    @Override
    public void killQuery() {
        if (!idle) {
            queryKilled = true;
            onKill.run();
        }
    }
}
