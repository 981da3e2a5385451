package dev.lockstep.engine.lab;

import dev.lockstep.engine.lab.spec.NodeSpec;
import dev.lockstep.engine.lab.spec.ServerSpec;
import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.NodeStopped.How;
import dev.lockstep.engine.world.World;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A real MySQL or MariaDB. One that the lab started ends with it; one that ran before goes on. */
final class RealServer implements Backend {
    private static final int GREETING_TIMEOUT_MILLIS = 10_000;

    private final Lab lab;
    private final String name;
    private final NodeAddress address;
    private final @Nullable PrivateServer program;
    private final ServerProfile profile;
    private final long serverId;
    private final AtomicBoolean gone = new AtomicBoolean();

    private RealServer(Lab lab, String name, NodeAddress address, @Nullable PrivateServer program, String version,
            long serverId) {
        this.lab = lab;
        this.name = name;
        this.address = address;
        this.program = program;
        this.profile = Profiles.ofReal(version);
        this.serverId = serverId;
    }

    /**
     * Starts the program, or looks whether the running server answers.
     *
     * @param folder for the data of one that is started
     * @throws LabException if there is none; the text says what to do
     */
    static RealServer start(Lab lab, World world, NodeSpec spec, ServerSpec server, Path folder) throws LabException {
        RealServer found = switch (server) {
            case ServerSpec.Binary(String wanted) -> {
                PrivateServer started = PrivateServer.start(world, spec, wanted, folder);
                try {
                    yield greet(lab, spec.name(), started.address(), started);
                } catch (LabException e) {
                    started.kill();
                    throw e;
                }
            }
            case ServerSpec.Running running -> greet(lab, spec.name(),
                    new NodeAddress(running.host(), running.port(), running.user(), running.password()), null);
        };
        lab.emit(new TraceEvent.NodeStarted(lab.nanos(), spec.name(), found.profile.name(), found.serverId,
                found.address.host(), found.address.port(), found.profile.version()));
        return found;
    }

    private static RealServer greet(Lab lab, String name, NodeAddress address, @Nullable PrivateServer program)
            throws LabException {
        try (Connection connection = SqlSession.connect(address, GREETING_TIMEOUT_MILLIS);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT VERSION(), @@global.server_id")) {
            answer.next();
            return new RealServer(lab, name, address, program, String.valueOf(answer.getString(1)), answer.getLong(2));
        } catch (SQLException e) {
            String what = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new LabException("node " + name + ": no MySQL or MariaDB can be asked at " + address + " as "
                    + address.user() + ": " + what.lines().findFirst().orElse(what)
                    + (e.getErrorCode() == 0
                            ? "; start it, or mend host and port in the topology file"
                            : "; mend user and password in the topology file, or the account's rights"),
                    e);
        }
    }

    @Override
    public NodeAddress address() {
        return address;
    }

    @Override
    public ServerProfile profile() {
        return profile;
    }

    @Override
    public long serverId() {
        return serverId;
    }

    @Override
    public boolean running() {
        return !gone.get() && (program == null || program.alive());
    }

    @Override
    public void lost() {
        tellEnd(How.KILLED);
    }

    @Override
    public void shutdown() {
        if (program != null) {
            program.shutdown();
        }
        tellEnd(How.STOPPED);
    }

    @Override
    public void kill() {
        if (program != null) {
            program.kill();
        }
        tellEnd(How.KILLED);
    }

    private void tellEnd(How how) {
        if (gone.compareAndSet(false, true)) {
            lab.emit(new TraceEvent.NodeStopped(lab.nanos(), name, how));
        }
    }
}
