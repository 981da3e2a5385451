package dev.lockstep.engine.link;

import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.wire.Capabilities;
import dev.lockstep.engine.wire.ColumnDefinition;
import dev.lockstep.engine.wire.Command;
import dev.lockstep.engine.wire.EofPacket;
import dev.lockstep.engine.wire.OkPacket;
import dev.lockstep.engine.wire.Response;
import dev.lockstep.engine.wire.ResultRow;
import dev.lockstep.engine.wire.ResultSetHeader;
import dev.lockstep.engine.wire.LocalInfileRequest;
import dev.lockstep.engine.wire.ServerError;
import dev.lockstep.engine.wire.ServerErrorException;
import dev.lockstep.engine.wire.StatusFlags;
import dev.lockstep.engine.wire.auth.Greeting;
import dev.lockstep.engine.world.Transport;
import dev.lockstep.engine.world.World;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Client's side of a connection: connects, logs in, and asks small things; a replica then takes {@link #packets()} and
 * reads its dump. Used by one thread; {@link #close()} may come from any.
 *
 * <p>Besides the exceptions named, every method that reads throws {@link MalformedBytesException} when the other side does
 * not keep to the protocol; the connection is then of no more use.
 */
public final class ClientLink implements AutoCloseable {
    private static final long MAX_RESULT_BYTES = 64L << 20;

    private final PacketLink link;
    private final ClientSettings settings;
    private final Greeting greeting;
    private final long capabilities;
    /** Sent, and not answered to anybody yet. */
    private final ArrayDeque<Command> ahead = new ArrayDeque<>();

    private ClientLink(PacketLink link, ClientSettings settings, Greeting greeting, long capabilities) {
        this.link = link;
        this.settings = settings;
        this.greeting = greeting;
        this.capabilities = capabilities;
    }

    /**
     * Connects and logs in.
     *
     * @throws ServerErrorException if the server refuses (1045, 1040, …), or wants a plugin that is not here (2059)
     * @throws IOException if it cannot be reached, or does not answer in time
     */
    public static ClientLink connect(World world, ClientSettings settings) throws IOException {
        return over(world.network().connect(settings.host(), settings.port(), settings.timeoutNanos()), settings);
    }

    /** Logs in over a transport that is connected already; closes it if that fails. */
    public static ClientLink over(Transport transport, ClientSettings settings) throws IOException {
        PacketLink link = new PacketLink(transport, settings.maxPacketBytes());
        boolean done = false;
        try {
            ClientLogin login = new ClientLogin(link, settings);
            Greeting greeting = login.run();
            if (Capabilities.has(login.capabilities(), Capabilities.COMPRESS)) {
                link.compress();
            }
            done = true;
            return new ClientLink(link, settings, greeting, login.capabilities());
        } finally {
            if (!done) {
                link.close();
            }
        }
    }

    /** What the server said first. */
    public Greeting greeting() {
        return greeting;
    }

    /** Capabilities that both sides have. */
    public long capabilities() {
        return capabilities;
    }

    /**
     * Runs one statement and reads its whole answer, at most 64 MiB.
     *
     * @throws ServerErrorException if the server answers with an error; the connection lives on
     */
    public QueryResult query(String sql) throws IOException {
        send(new Command.ComQuery(sql));
        return answer();
    }

    private QueryResult answer() throws IOException {
        QueryResult first = result();
        QueryResult last = first;
        while ((last.ok().status() & StatusFlags.MORE_RESULTS_EXISTS) != 0) {
            last = result();
        }
        return first;
    }

    private QueryResult result() throws IOException {
        Response response = Response.decode(read());
        return switch (response) {
            case OkPacket ok -> new QueryResult(List.of(), List.of(), ok);
            case ServerError error -> throw error.toException();
            case ResultSetHeader header -> rows(header.columns());
            case LocalInfileRequest request -> refuseFile();
            case EofPacket eof -> throw new MalformedBytesException("EOF where an answer was expected", 0);
        };
    }

    private QueryResult rows(int count) throws IOException {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            columns.add(ColumnDefinition.decode(read()));
        }
        EofPacket.decode(read());
        List<ResultRow> rows = new ArrayList<>();
        long size = 0;
        while (true) {
            byte[] packet = read();
            if (EofPacket.is(packet)) {
                EofPacket end = EofPacket.decode(packet);
                return new QueryResult(columns, rows, new OkPacket(0, 0, end.status(), end.warnings(), ""));
            }
            if (packet.length > 0 && (packet[0] & 0xff) == ServerError.HEADER) {
                throw ServerError.decode(packet).toException();
            }
            size += packet.length + count;
            if (size > MAX_RESULT_BYTES) {
                throw new MalformedBytesException("answer is larger than " + MAX_RESULT_BYTES + " bytes", 0);
            }
            rows.add(ResultRow.decode(packet, count));
        }
    }

    /** No server may read a file of this machine: an empty packet says that there is none. */
    private QueryResult refuseFile() throws IOException {
        link.writePacket(new byte[0]);
        link.flush();
        return switch (Response.decode(read())) {
            case OkPacket ok -> new QueryResult(List.of(), List.of(), ok);
            case ServerError error -> throw error.toException();
            case Response other -> throw new MalformedBytesException("unexpected answer " + other, 0);
        };
    }

    /**
     * Sends a command that is answered by OK or an error, such as COM_REGISTER_SLAVE or COM_PING.
     *
     * @throws ServerErrorException if the server answers with an error; the connection lives on
     */
    public OkPacket command(Command command) throws IOException {
        send(command);
        return switch (Response.decode(read())) {
            case OkPacket ok -> ok;
            case ServerError error -> throw error.toException();
            case Response other -> throw new MalformedBytesException("unexpected answer " + other, 0);
        };
    }

    /**
     * Sends at once what {@link #query} and {@link #command} will soon be asked for, in that order: they then only read the
     * answers. What is asked in between, or not asked for, does no harm but that it was executed. In the compressed protocol
     * nothing is sent, for its packets are counted otherwise.
     */
    public void sendAhead(List<Command> commands) throws IOException {
        if (!link.compressed()) {
            for (Command command : commands) {
                link.resetSequence();
                link.writePacket(command.encode());
            }
            link.flush();
            ahead.addAll(commands);
        }
    }

    /** Reads away what nobody asked for; whether what comes now is the answer to a command that was sent ahead. */
    private boolean answerIsNext(Command command) throws IOException {
        while (!ahead.isEmpty()) {
            link.sequence(1);
            if (ahead.remove().equals(command)) {
                return true;
            }
            discard();
        }
        return false;
    }

    private void discard() throws IOException {
        try {
            answer();
        } catch (ServerErrorException _) {
            // nobody waits for it
        }
    }

    /** Sends a command with sequence number 0, unless that was done ahead, and does not read the answer. */
    public void send(Command command) throws IOException {
        if (!answerIsNext(command)) {
            write(command);
        }
    }

    private void write(Command command) throws IOException {
        link.resetSequence();
        link.writePacket(command.encode());
        link.flush();
    }

    private byte[] read() throws IOException {
        return link.readPacket(settings.timeoutNanos());
    }

    /** The packets themselves. */
    public PacketLink packets() {
        return link;
    }

    /** Closes the connection, without COM_QUIT. */
    @Override
    public void close() {
        link.close();
    }
}
