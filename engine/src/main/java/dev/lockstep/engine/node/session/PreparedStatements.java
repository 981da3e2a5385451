package dev.lockstep.engine.node.session;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.Parsed;
import dev.lockstep.engine.sql.statement.ServerVersion;
import dev.lockstep.engine.sql.statement.ShowStatement;
import dev.lockstep.engine.sql.statement.Statement;
import dev.lockstep.engine.sql.statement.StatementParser;
import dev.lockstep.engine.sql.statement.TableStatement;
import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.ColumnDefinition;
import dev.lockstep.engine.wire.ParameterValue;
import dev.lockstep.engine.wire.StatementCommand.ComStmtExecute;
import dev.lockstep.engine.wire.StatementCommand.ComStmtSendLongData;
import dev.lockstep.engine.wire.StatementParameters;
import dev.lockstep.engine.wire.StatementParameters.BoundType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prepared statements of one session, by the numbers that the client was given. */
final class PreparedStatements {
    private static final int MAX_STATEMENTS = 16_382;
    private static final int MAX_LONG_DATA_BYTES = 64 << 20;

    /** One statement with what was sent for it. */
    private static final class Prepared {
        final Parsed parsed;
        final Map<Integer, Blob> longData = new HashMap<>();
        List<BoundType> types = List.of();
        boolean tooLong;

        Prepared(Parsed parsed) {
            this.parsed = parsed;
        }
    }

    /** What an execution needs. */
    record Execution(Statement statement, List<@Nullable Object> bound) {}

    /** Answer to COM_STMT_PREPARE. */
    record Description(long id, int parameters, List<ColumnDefinition> columns) {}

    private final SqlSession sql;
    private final ServerVersion version;
    private final Map<Long, Prepared> statements = new HashMap<>();
    private long lastId;

    PreparedStatements(SqlSession sql, ServerVersion version) {
        this.sql = sql;
        this.version = version;
    }

    Description prepare(String text) throws SqlError {
        if (statements.size() >= MAX_STATEMENTS) {
            throw SqlError.of(1461, "Can't create more than max_prepared_stmt_count statements (current value: "
                    + MAX_STATEMENTS + ")");
        }
        Parsed parsed = StatementParser.parse(text, version);
        if (parsed.parameterCount() > 0xFFFF) {
            throw SqlError.of(1390, "Prepared statement contains too many placeholders");
        }
        List<ColumnDefinition> columns = columns(parsed.statement());
        statements.put(++lastId, new Prepared(parsed));
        return new Description(lastId, parsed.parameterCount(), columns);
    }

    private List<ColumnDefinition> columns(Statement statement) throws SqlError {
        return switch (statement) {
            case TableStatement table when table.verb() == TableStatement.Verb.SELECT -> sql.store().describe(table);
            case Statement.Select select -> Selects.describe(select);
            case ShowStatement _ -> List.of();
            default -> List.of();
        };
    }

    Execution bind(ComStmtExecute command) throws SqlError {
        Prepared prepared = find(command.statementId(), "mysqld_stmt_execute");
        if (prepared.tooLong) {
            throw SqlError.of(1153, "Got a packet bigger than 'max_allowed_packet' bytes");
        }
        StatementParameters parameters = StatementParameters.decode(command.parameters(),
                prepared.parsed.parameterCount(), prepared.types, prepared.longData);
        prepared.types = parameters.types();
        prepared.longData.clear();
        List<@Nullable Object> bound = new ArrayList<>();
        for (ParameterValue value : parameters.values()) {
            bound.add(value(value));
        }
        return new Execution(prepared.parsed.statement(), bound);
    }

    private static @Nullable Object value(ParameterValue value) {
        return switch (value) {
            case ParameterValue.Null() -> null;
            case ParameterValue.IntegerValue(BigInteger number) -> number.bitLength() < Long.SIZE
                    ? (Object) number.longValue()
                    : number;
            case ParameterValue.FloatValue(float number) -> Double.parseDouble(Float.toString(number));
            case ParameterValue.DoubleValue(double number) -> number;
            case ParameterValue.TextValue text -> text(text);
            case ParameterValue.DateValue(int year, int month, int day) -> {
                try {
                    yield LocalDate.of(year, month, day);
                } catch (DateTimeException e) {
                    yield value.asText();
                }
            }
            case ParameterValue.DateTimeValue time -> {
                try {
                    yield LocalDateTime.of(time.date().year(), time.date().month(), time.date().day(), time.hour(),
                            time.minute(), time.second(), time.micros() * 1_000);
                } catch (DateTimeException e) {
                    yield value.asText();
                }
            }
            case ParameterValue.TimeValue time -> Duration.ofHours(time.hours()).plusMinutes(time.minutes())
                    .plusSeconds(time.seconds()).plusNanos(time.micros() * 1_000L).multipliedBy(time.sign());
        };
    }

    /** Connector/J declares bytes as VAR_STRING: what is no UTF-8 is not made text. */
    private static Object text(ParameterValue.TextValue value) {
        byte[] bytes = value.bytes().bytes();
        if (value.binary()) {
            return bytes;
        }
        String text = value.asText();
        boolean whole = text.indexOf('\ufffd') < 0 || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
        return whole ? text : bytes;
    }

    /** Without an answer: what is wrong is told by the next execution. */
    void longData(ComStmtSendLongData command) {
        Prepared prepared = statements.get(command.statementId());
        if (prepared == null || command.parameter() >= prepared.parsed.parameterCount()) {
            return;
        }
        Blob before = prepared.longData.getOrDefault(command.parameter(), Blob.EMPTY);
        int total = prepared.longData.values().stream().mapToInt(Blob::size).sum() + command.data().size();
        if (total > MAX_LONG_DATA_BYTES) {
            prepared.tooLong = true;
            prepared.longData.clear();
            return;
        }
        byte[] joined = Arrays.copyOf(before.bytes(), before.size() + command.data().size());
        System.arraycopy(command.data().bytes(), 0, joined, before.size(), command.data().size());
        prepared.longData.put(command.parameter(), Blob.of(joined));
    }

    void reset(long id) throws SqlError {
        Prepared prepared = find(id, "mysqld_stmt_reset");
        prepared.longData.clear();
        prepared.tooLong = false;
    }

    void close(long id) {
        statements.remove(id);
    }

    /** COM_RESET_CONNECTION. */
    void clear() {
        statements.clear();
    }

    private Prepared find(long id, String function) throws SqlError {
        Prepared prepared = statements.get(id);
        if (prepared == null) {
            throw SqlError.of(1243, "Unknown prepared statement handler (" + id + ") given to " + function);
        }
        return prepared;
    }
}
