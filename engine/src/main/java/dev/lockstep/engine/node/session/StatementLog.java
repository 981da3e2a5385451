package dev.lockstep.engine.node.session;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.Intvar;
import dev.lockstep.engine.binlog.Rand;
import dev.lockstep.engine.binlog.StatusVars;
import dev.lockstep.engine.binlog.UserVar;
import dev.lockstep.engine.node.commit.LoggedStatement;
import dev.lockstep.engine.node.commit.LoggedStatement.Form;
import dev.lockstep.engine.sql.expression.Expression;
import dev.lockstep.engine.sql.statement.RandomCalls;
import dev.lockstep.engine.sql.statement.TableStatement;
import dev.lockstep.engine.sql.store.RowChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a statement that changes rows goes to the binlog: as rows or, if {@code binlog_format} says so, as its text with what
 * the text needs (semisync.md B.2). Made before the statement runs, because it may change what it reads. RAND() goes with
 * its seeds where each call is one of the text; for each row it is logged as rows: H2 draws those numbers, which no seed
 * repeats.
 */
final class StatementLog {
    /** Their values differ from server to server. */
    private static final Set<String> UNSAFE = Set.of("UUID", "UUID_SHORT", "USER", "SESSION_USER", "SYSTEM_USER",
            "CURRENT_USER", "CONNECTION_ID", "VERSION", "ROW_COUNT", "FOUND_ROWS", "SLEEP", "SYSDATE", "GET_LOCK",
            "RELEASE_LOCK", "IS_FREE_LOCK", "IS_USED_LOCK", "MASTER_POS_WAIT", "SOURCE_POS_WAIT");
    private static final int UNSAFE_WARNING = 1592;

    private final Server server;
    private final SqlSession sql;
    private final TableStatement statement;
    private final long lastInsertId;
    private final Map<String, @Nullable Object> variables = new TreeMap<>();
    private final Rand seeds;
    private final boolean drawsNumbers;
    private boolean readsLastInsertId;
    private boolean unsafe;
    private boolean fraction;

    private StatementLog(Server server, SqlSession sql, TableStatement statement, boolean drawsNumbers) {
        this.server = server;
        this.sql = sql;
        this.statement = statement;
        this.lastInsertId = sql.lastInsertId();
        this.seeds = new Rand(sql.random().seed1(), sql.random().seed2());
        this.drawsNumbers = drawsNumbers;
        this.unsafe = drawsNumbers;
        statement.substitutions().forEach(this::look);
    }

    /** Before the statement runs; {@code drawsNumbers} is what {@link RandomCalls#in} says of it. */
    static StatementLog begin(Server server, SqlSession sql, TableStatement statement, boolean drawsNumbers) {
        return new StatementLog(server, sql, statement, drawsNumbers);
    }

    private void look(Expression expression) {
        switch (expression) {
            case Expression.UserVariableRef(String name) -> variables.put(name, sql.userVariables().get(name));
            case Expression.SystemVariableRef _ -> unsafe = true;
            case Expression.Call(String function, List<Expression> arguments) -> {
                unsafe |= UNSAFE.contains(function);
                readsLastInsertId |= function.equals("LAST_INSERT_ID") && arguments.isEmpty();
                fraction |= !arguments.isEmpty();
                arguments.forEach(this::look);
            }
            default -> {
            }
        }
    }

    /**
     * After it ran.
     *
     * @param insertId first AUTO_INCREMENT value that it made, 0 if none
     * @param changed how many statements of the transaction have changed rows
     * @param rows what this one has changed
     * @return null if the binlog is to have nothing of it
     */
    @Nullable
    LoggedStatement end(long insertId, int changed, List<RowChange> rows) {
        boolean asText = statement.verb().changesRows() && isText(!rows.isEmpty());
        if (!asText && rows.isEmpty()) {
            return null;
        }
        boolean named = asText || server.mariaDb() && sql.variables().enabled("binlog_annotate_row_events");
        String database = sql.session().database();
        return new LoggedStatement(changed, !rows.isEmpty(), asText ? Form.TEXT : Form.ROWS, named ? text() : "",
                database == null ? "" : database, sql.statementEpochMicros(),
                asText ? textStatus(keepsFractions(rows)) : StatusVars.NONE,
                asText ? input(insertId, !rows.isEmpty()) : List.of());
    }

    private static boolean keepsFractions(List<RowChange> rows) {
        return rows.stream().map(RowChange::table).distinct().flatMap(table -> table.columns().stream())
                .anyMatch(column -> column.type().length() > 0 && column.type().kind().isMoment());
    }

    private String text() {
        return sql.parameters().isEmpty() ? sql.text() : BoundText.of(statement, sql.parameters());
    }

    private boolean isText(boolean changesRows) {
        String format = sql.variables().text("binlog_format");
        if (format.equals("ROW") || drawsNumbers && !RandomCalls.areListed(statement)
                || format.equals("MIXED") && unsafe) {
            return false;
        }
        if (unsafe && changesRows) {
            sql.warn(Warning.Level.NOTE, UNSAFE_WARNING, "Unsafe statement written to the binary log using statement "
                    + "format since BINLOG_FORMAT = STATEMENT. Statement is unsafe because it uses a system function "
                    + "that may return a different value on the slave.");
        }
        return true;
    }

    /** Times are UTC here, and a replica's own zone may be another. */
    private StatusVars textStatus(boolean fractionKept) {
        StatusVars status = SessionStatus.of(sql.variables(), server.version()).withTimeZone("+00:00");
        int micros = (int) (sql.statementEpochMicros() % 1_000_000);
        if (!fraction && !fractionKept || micros == 0) {
            return status;
        }
        return server.mariaDb() ? status.withMariaDbMicroseconds(micros) : status.withMicroseconds(micros);
    }

    /** A statement that found no row has not asked for LAST_INSERT_ID() either. */
    private List<BinlogEvent> input(long insertId, boolean changedRows) {
        List<BinlogEvent> events = new ArrayList<>();
        if (readsLastInsertId && changedRows) {
            events.add(new Intvar(Intvar.Kind.LAST_INSERT_ID, lastInsertId));
        }
        if (insertId != 0) {
            events.add(new Intvar(Intvar.Kind.INSERT_ID, insertId));
        }
        if (drawsNumbers) {
            events.add(seeds);
        }
        variables.forEach((name, value) -> events.add(new UserVar(name, UserVariableValues.of(value))));
        return events;
    }
}
