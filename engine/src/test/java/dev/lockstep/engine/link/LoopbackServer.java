package dev.lockstep.engine.link;

import dev.lockstep.engine.link.ServerHandshake.Settings;
import dev.lockstep.engine.link.ServerHandshake.Sha2;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.Capabilities;
import dev.lockstep.engine.wire.ChangeUser;
import dev.lockstep.engine.wire.Collations;
import dev.lockstep.engine.wire.ColumnDefinition;
import dev.lockstep.engine.wire.ColumnFlags;
import dev.lockstep.engine.wire.ColumnType;
import dev.lockstep.engine.wire.Command;
import dev.lockstep.engine.wire.OkPacket;
import dev.lockstep.engine.wire.ParameterValue;
import dev.lockstep.engine.wire.ResultRow;
import dev.lockstep.engine.wire.ResultSetWriter;
import dev.lockstep.engine.wire.ResultSetWriter.Protocol;
import dev.lockstep.engine.wire.ServerErrorCode;
import dev.lockstep.engine.wire.ServerErrorException;
import dev.lockstep.engine.wire.StatementCommand;
import dev.lockstep.engine.wire.StatementParameters;
import dev.lockstep.engine.wire.StatementParameters.BoundType;
import dev.lockstep.engine.wire.StatusFlags;
import dev.lockstep.engine.wire.auth.AuthPlugin;
import dev.lockstep.engine.wire.auth.RsaKeys;
import dev.lockstep.engine.wire.auth.StoredPassword;
import dev.lockstep.engine.world.LiveWorlds;
import dev.lockstep.engine.world.Listener;
import dev.lockstep.engine.world.LockModel;
import dev.lockstep.engine.world.Transport;
import dev.lockstep.engine.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The smallest server that stock clients take for one: variables and literals in SELECT, SET, and prepared statements that
 * give their parameters back. For tests of the connection phase; the real front end is package {@code sql}.
 */
final class LoopbackServer implements AutoCloseable {
    static final String PASSWORD = "geheim";
    private static final long TIMEOUT = 10_000_000_000L;
    private static final Pattern VARIABLE = Pattern.compile("@@(?:session\\.)?(\\w+)(?:\\s+AS\\s+(\\w+))?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LITERAL = Pattern.compile("(?is)\\s*select\\s+(?:'(.*)'|(\\d+))\\s*");
    private static final Map<String, String> VARIABLES = Map.of("max_allowed_packet", "67108864", "wait_timeout",
            "28800", "interactive_timeout", "28800", "auto_increment_increment", "1", "net_write_timeout", "60",
            "lower_case_table_names", "0", "tx_isolation", "REPEATABLE-READ", "time_zone", "SYSTEM",
            "system_time_zone", "UTC");

    private final LiveWorlds worlds;
    private final World world;
    private final Listener listener;
    private final ServerHandshake handshake;
    private final List<Login> logins = new CopyOnWriteArrayList<>();
    private final AtomicLong threadIds = new AtomicLong();

    LoopbackServer(String version, AuthPlugin plugin, Sha2 sha2) throws IOException {
        worlds = new LiveWorlds(new TraceLog(), LockModel.DEFAULT);
        world = worlds.open("loopback", Files.createTempDirectory("lockstep-link"));
        listener = world.network().listen(0);
        handshake = new ServerHandshake(new Settings(version, plugin, Capabilities.SERVER,
                Collations.UTF8MB4_GENERAL_CI, sha2), LoopbackServer::account, new RsaKeys(), world.chance());
        world.threads().start("listener", this::accept);
    }

    private static Optional<Account> account(String user, String host) {
        return Optional.ofNullable(switch (user) {
            case "root" -> Account.open(user, "%", AuthPlugin.MYSQL_NATIVE_PASSWORD);
            case "native" -> new Account(user, "%", StoredPassword.of(AuthPlugin.MYSQL_NATIVE_PASSWORD, PASSWORD));
            case "sha2" -> new Account(user, "%", StoredPassword.of(AuthPlugin.CACHING_SHA2_PASSWORD, PASSWORD));
            case "sha2open" -> Account.open(user, "%", AuthPlugin.CACHING_SHA2_PASSWORD);
            default -> null;
        });
    }

    World world() {
        return world;
    }

    int port() {
        return listener.port();
    }

    List<Login> logins() {
        return logins;
    }

    private void accept() {
        while (!world.killed()) {
            Transport transport;
            try {
                transport = listener.accept();
            } catch (IOException e) {
                return;
            }
            world.threads().start("session", () -> new Session(transport).run());
        }
    }

    @Override
    public void close() {
        worlds.close();
    }

    private final class Session {
        private final PacketLink link;
        private final Map<Long, Integer> prepared = new HashMap<>();
        private final Map<Integer, Blob> longData = new HashMap<>();
        private List<BoundType> bound = List.of();

        Session(Transport transport) {
            link = new PacketLink(transport, 1 << 26);
        }

        void run() {
            try (link) {
                Login login = handshake.run(link, threadIds.incrementAndGet(), TIMEOUT);
                logins.add(login);
                ok();
                while (true) {
                    link.resetSequence();
                    Command command = Command.decode(link.readPacket(TIMEOUT), login.capabilities());
                    if (command instanceof Command.ComQuit) {
                        return;
                    }
                    if (command instanceof ChangeUser change) {
                        login = handshake.changeUser(link, login, change, TIMEOUT);
                        logins.add(login);
                        ok();
                    } else {
                        answer(command, login.capabilities());
                    }
                    link.flush();
                }
            } catch (ServerErrorException | IOException e) {
                // refused or gone: the session ends
            }
        }

        private void ok() throws IOException {
            link.writePacket(OkPacket.of(StatusFlags.AUTOCOMMIT).encode());
            link.flush();
        }

        private void answer(Command command, long capabilities) throws IOException {
            switch (command) {
                case Command.ComQuery query -> query(query.sql(), capabilities);
                case StatementCommand.ComStmtPrepare prepare -> prepare(prepare.sql(), capabilities);
                case StatementCommand.ComStmtExecute execute -> execute(execute, capabilities);
                case StatementCommand.ComStmtSendLongData data -> longData.put(data.parameter(), data.data());
                case StatementCommand.ComStmtClose close -> prepared.remove(close.statementId());
                case Command.Unknown unknown -> link.writePacket(ServerErrorCode.ER_UNKNOWN_COM_ERROR.error().encode());
                default -> link.writePacket(OkPacket.of(StatusFlags.AUTOCOMMIT).encode());
            }
        }

        private void query(String sql, long capabilities) throws IOException {
            Matcher literal = LITERAL.matcher(sql);
            if (literal.matches()) {
                String text = literal.group(1) == null ? literal.group(2) : literal.group(1);
                rows(capabilities, List.of(ColumnDefinition.text("c")), ResultRow.of(text), Protocol.TEXT);
            } else if (sql.toLowerCase(Locale.ROOT).contains("select") && sql.contains("@@")) {
                variables(sql, capabilities);
            } else if (sql.stripLeading().toLowerCase(Locale.ROOT).startsWith("set")) {
                link.writePacket(OkPacket.of(StatusFlags.AUTOCOMMIT).encode());
            } else {
                link.writePacket(ServerErrorCode.ER_PARSE_ERROR.withMessage("not understood: " + sql).encode());
            }
        }

        private void variables(String sql, long capabilities) throws IOException {
            List<ColumnDefinition> columns = new ArrayList<>();
            List<String> values = new ArrayList<>();
            Matcher matcher = VARIABLE.matcher(sql);
            while (matcher.find()) {
                String alias = matcher.group(2);
                columns.add(ColumnDefinition.text(alias == null ? matcher.group(0) : alias));
                String name = matcher.group(1);
                values.add(VARIABLES.getOrDefault(name, name.startsWith("char") ? "utf8mb4" : ""));
            }
            rows(capabilities, columns, ResultRow.of(values.toArray(String[]::new)), Protocol.TEXT);
        }

        private void rows(long capabilities, List<ColumnDefinition> columns, ResultRow row, Protocol protocol)
                throws IOException {
            new ResultSetWriter(link, capabilities, protocol).columns(columns, StatusFlags.AUTOCOMMIT).row(row)
                    .end(StatusFlags.AUTOCOMMIT, 0);
        }

        private void prepare(String sql, long capabilities) throws IOException {
            int count = (int) sql.chars().filter(c -> c == '?').count();
            long id = prepared.size() + 1L;
            prepared.put(id, count);
            List<ColumnDefinition> parameters = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                parameters.add(ColumnDefinition.text("?"));
            }
            ResultSetWriter.prepared(link, capabilities, id, parameters, parameters, StatusFlags.AUTOCOMMIT);
        }

        private void execute(StatementCommand.ComStmtExecute execute, long capabilities) throws IOException {
            Integer count = prepared.get(execute.statementId());
            if (count == null) {
                link.writePacket(ServerErrorCode.ER_UNKNOWN_STMT_HANDLER.error(execute.statementId(),
                        "mysqld_stmt_execute").encode());
                return;
            }
            StatementParameters parameters = StatementParameters.decode(execute.parameters(), count, bound, longData);
            bound = parameters.types();
            longData.clear();
            List<ColumnDefinition> columns = new ArrayList<>();
            List<@Nullable Blob> cells = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ParameterValue value = parameters.values().get(i);
                columns.add(column("p" + i, bound.get(i).type(), value));
                cells.add(value instanceof ParameterValue.Null ? null : value.asBlob());
            }
            rows(capabilities, columns, new ResultRow(cells), Protocol.BINARY);
        }

        private static ColumnDefinition column(String name, ColumnType type, ParameterValue value) {
            boolean text = value instanceof ParameterValue.TextValue bytes && !bytes.binary();
            return new ColumnDefinition("", "", "", name, "",
                    text ? Collations.UTF8MB4_GENERAL_CI : Collations.BINARY, 1024,
                    type == ColumnType.NULL ? ColumnType.VAR_STRING : type, text ? 0 : ColumnFlags.BINARY, 31);
        }
    }
}
