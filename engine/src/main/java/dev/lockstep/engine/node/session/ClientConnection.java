package dev.lockstep.engine.node.session;

import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.link.Login;
import dev.lockstep.engine.link.PacketLink;
import dev.lockstep.engine.link.TlsContext;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.AccountName;
import dev.lockstep.engine.wire.Capabilities;
import dev.lockstep.engine.wire.ChangeUser;
import dev.lockstep.engine.wire.Command;
import dev.lockstep.engine.wire.FramingException;
import dev.lockstep.engine.wire.ServerError;
import dev.lockstep.engine.wire.ServerErrorException;
import dev.lockstep.engine.world.Transport;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * One client's connection from its first byte to its last, on one thread of its own.
 *
 * <pre>
 * greeting -> login -> command, answer, command, answer, ... -> closed
 * </pre>
 *
 * <p>Whatever a client sends ends at most this connection: a statement's error is answered, a packet that cannot be read is
 * answered and ends it, and a fault of our own is logged and answered with 1105.
 */
public final class ClientConnection implements Runnable {
    private static final String CHANNEL_ATTRIBUTE = "_client_replication_channel_name";
    private final Server server;
    private final Transport transport;
    private final Session session;

    /** For a connection that was just accepted. */
    public ClientConnection(Server server, Transport transport) {
        this.server = server;
        this.transport = transport;
        this.session = new Session(server.world(), server.processes().nextId(), transport);
    }

    /** Connection number. */
    public long id() {
        return session.id();
    }

    @Override
    public void run() {
        session.runsOn(server.world().threads().current());
        server.processes().add(session);
        PacketLink link = new PacketLink(transport, maxPacketBytes());
        try (link) {
            serve(link);
        } catch (ServerErrorException e) {
            server.counters().count("Aborted_connects");
        } catch (FramingException e) {
            abort(link, e);
        } catch (IOException e) {
            server.counters().count("Aborted_clients");
        } finally {
            server.registrations().remove(session.id());
            server.processes().remove(session.id());
        }
    }

    private int maxPacketBytes() {
        return (int) Math.min(PacketLink.MAX_PACKET_BYTES, server.variables().number("max_allowed_packet"));
    }

    private void serve(PacketLink link) throws IOException {
        if (tooMany()) {
            link.sequence(0);
            refuse(link, SqlError.of(1040, "Too many connections"));
            return;
        }
        long timeout = TimeUnit.SECONDS.toNanos(server.variables().number("connect_timeout"));
        Login login = server.handshake().run(link, session.id(), timeout);
        while (login != null) {
            login = serve(link, login);
        }
    }

    private boolean tooMany() {
        long clients = server.processes().all().stream().filter(process -> process instanceof Session).count();
        return clients > server.variables().number("max_connections");
    }

    /** Serves one user; gives the login of the next, after COM_CHANGE_USER. */
    private @org.jspecify.annotations.Nullable Login serve(PacketLink link, Login login) throws IOException {
        session.loggedIn(login.request().user());
        session.servesChannel(login.request().attributes().getOrDefault(CHANNEL_ATTRIBUTE, ""));
        AnswerWriter out = new AnswerWriter(link, login.capabilities());
        AccountName account = new AccountName(login.account().user(), login.account().host());
        try (SqlSession sql = new SqlSession(server, session, account)) {
            session.use("");
            String database = login.request().database();
            if (!database.isEmpty()) {
                new TableAccess(server, sql).use(database);
                sql.use(database);
            }
            CommandHandler handler = new CommandHandler(server, session, sql, out);
            try {
                out.ok(sql.statusFlags());
                link.flush();
                if (Capabilities.has(login.capabilities(), Capabilities.COMPRESS)) {
                    link.compress();
                }
                session.protection(protection(link));
                ChangeUser next = commands(link, login, handler, sql);
                return next == null
                        ? null
                        : server.handshake().changeUser(link, login, next,
                                TimeUnit.SECONDS.toNanos(server.variables().number("connect_timeout")));
            } finally {
                handler.close();
            }
        } catch (SqlError e) {
            refuse(link, e);
            return null;
        }
    }

    private static Session.Protection protection(PacketLink link) {
        return link.tls()
                .map(tls -> new Session.Protection(tls.getProtocol(), TlsContext.cipherName(tls.getCipherSuite()),
                        link.compressed()))
                .orElse(new Session.Protection("", "", link.compressed()));
    }

    private @org.jspecify.annotations.Nullable ChangeUser commands(PacketLink link, Login login,
            CommandHandler handler, SqlSession sql) throws IOException {
        while (!session.killed()) {
            session.sleeps();
            link.resetSequence();
            String variable = Capabilities.has(login.capabilities(), Capabilities.INTERACTIVE)
                    ? "interactive_timeout"
                    : "wait_timeout";
            byte[] packet = link.readPacket(TimeUnit.SECONDS.toNanos(sql.variables().number(variable)));
            if (packet.length == 0) {
                throw new IOException("an empty command packet from " + transport.peer());
            }
            Command command;
            try {
                command = Command.decode(packet, login.capabilities());
            } catch (MalformedBytesException e) {
                link.writePacket(new ServerError(1835, "HY000", "Malformed communication packet.").encode());
                link.flush();
                continue;
            }
            if (command instanceof Command.ComQuit) {
                return null;
            }
            if (command instanceof ChangeUser change) {
                return change;
            }
            handler.handle(command);
            session.answers();
            link.flush();
        }
        return null;
    }

    private static void refuse(PacketLink link, SqlError error) throws IOException {
        link.writePacket(error.toServerError().encode());
        link.flush();
    }

    private static void abort(PacketLink link, FramingException broken) {
        boolean tooLarge = broken instanceof dev.lockstep.engine.wire.PacketTooLargeException;
        try {
            link.writePacket(new ServerError(tooLarge ? 1153 : 1156, "08S01",
                    tooLarge ? "Got a packet bigger than 'max_allowed_packet' bytes" : "Got packets out of order")
                    .encode());
            link.flush();
        } catch (IOException e) {
            // the client is gone already
        }
    }
}
