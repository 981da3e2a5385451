package dev.lockstep.engine.node.session;

import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.expression.Numbers;
import dev.lockstep.engine.sql.expression.RandomNumbers;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Functions of expressions that depend on the session or the server. */
final class SessionFunctions {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long STEP_NANOS = 20_000_000L;

    private final Server server;
    private final SqlSession sql;

    SessionFunctions(Server server, SqlSession sql) {
        this.server = server;
        this.sql = sql;
    }

    @Nullable
    Object call(String function, List<@Nullable Object> arguments) throws SqlError {
        return switch (function) {
            case "VERSION" -> server.variables().text("version");
            case "DATABASE", "SCHEMA" -> sql.session().database();
            case "USER", "SESSION_USER", "SYSTEM_USER" -> sql.session().user() + "@" + sql.session().hostName();
            case "CURRENT_USER" -> sql.account().user() + "@" + sql.account().host();
            case "CONNECTION_ID" -> sql.session().id();
            case "LAST_INSERT_ID" -> lastInsertId(arguments);
            case "ROW_COUNT" -> sql.rowCount();
            case "FOUND_ROWS" -> sql.foundRows();
            case "SLEEP" -> sleep(arguments);
            case "UUID" -> new UUID(server.world().chance().nextLong() & ~0xF000L | 0x1000L,
                    server.world().chance().nextLong() & Long.MAX_VALUE >> 1 | Long.MIN_VALUE).toString();
            case "UUID_SHORT" -> server.world().chance().nextLong() & Long.MAX_VALUE;
            case "RAND" -> arguments.isEmpty()
                    ? sql.random().next()
                    : RandomNumbers.of(Numbers.number(Objects.requireNonNullElse(arguments.getFirst(), 0L)).longValue())
                            .next();
            case "SYSDATE" -> Times.dateTime(server.world().clock().epochMicros());
            case "MASTER_POS_WAIT", "SOURCE_POS_WAIT" ->
                new PositionWait(server, sql).run(arguments);
            case "BINLOG_GTID_POS" -> gtidPosition(arguments);
            case "GTID_SUBSET" -> set(arguments, 1).contains(set(arguments, 0));
            case "GTID_SUBTRACT" -> set(arguments, 0).subtract(set(arguments, 1)).toString();
            default -> throw SqlError.of(1305, "FUNCTION " + function + " does not exist");
        };
    }

    private @Nullable String gtidPosition(List<@Nullable Object> arguments) throws SqlError {
        if (!server.mariaDb()) {
            throw SqlError.of(1305, "FUNCTION BINLOG_GTID_POS does not exist");
        }
        return new GtidPosition(server).of(arguments);
    }

    private long lastInsertId(List<@Nullable Object> arguments) {
        if (!arguments.isEmpty()) {
            Object value = arguments.getFirst();
            sql.lastInsertId(value == null ? 0 : Numbers.number(value).longValue());
        }
        return sql.lastInsertId();
    }

    /** 0 after the time, 1 if the statement was killed, as MySQL 5.7 answers. */
    private long sleep(List<@Nullable Object> arguments) throws SqlError {
        Object value = arguments.isEmpty() ? null : arguments.getFirst();
        if (value == null) {
            throw SqlError.of(1210, "Incorrect arguments to sleep");
        }
        BigDecimal seconds = Numbers.number(value).min(BigDecimal.valueOf(1_000_000_000));
        long deadline = server.world().clock().nanos()
                + seconds.multiply(BigDecimal.valueOf(NANOS_PER_SECOND)).longValue();
        sql.session().stage("User sleep");
        while (!sql.session().interrupted()) {
            long left = deadline - server.world().clock().nanos();
            if (left <= 0) {
                return 0;
            }
            server.world().threads().sleep(Math.min(left, STEP_NANOS));
        }
        return 1;
    }

    private static GtidSet set(List<@Nullable Object> arguments, int index) throws SqlError {
        Object value = index < arguments.size() ? arguments.get(index) : null;
        if (value == null) {
            throw SqlError.of(1210, "Incorrect arguments to GTID_SUBSET");
        }
        try {
            return GtidSet.parse(value.toString());
        } catch (dev.lockstep.engine.binlog.gtid.GtidFormatException e) {
            throw SqlError.of(1772, "Malformed GTID set specification '" + value + "'.");
        }
    }
}
