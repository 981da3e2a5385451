package dev.lockstep.engine.node.session;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.expression.EvaluationContext;
import dev.lockstep.engine.sql.expression.RandomNumbers;
import dev.lockstep.engine.sql.statement.AccountName;
import dev.lockstep.engine.sql.store.StoreSession;
import dev.lockstep.engine.sql.variable.SessionVariables;
import dev.lockstep.engine.wire.StatusFlags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one client's statements share: variables, the store's session, the transaction, what the last statement left
 * behind. Used by the session's thread only.
 */
public final class SqlSession implements EvaluationContext, AutoCloseable {
    private static final int MAX_WARNINGS = 64;

    private final Server server;
    private final Session session;
    private final SessionFunctions functions;
    private final StoreSession store;
    private final Transactions transactions;
    private final AccountName account;
    private final ConnectionVariables connection;
    private final RandomNumbers random;
    private SessionVariables variables;
    private final Map<String, @Nullable Object> userVariables = new HashMap<>();
    private final List<Warning> warnings = new ArrayList<>();
    private List<@Nullable Object> parameters = List.of();
    private String text = "";
    private long statementEpochMicros;
    private long lastInsertId;
    private long rowCount = -1;
    private long foundRows;

    SqlSession(Server server, Session session, AccountName account) throws SqlError {
        this.server = server;
        this.session = session;
        this.account = account;
        this.variables = server.variables().newSession();
        this.store = server.store().newSession(server.lockWait());
        this.transactions = new Transactions(server, this);
        this.functions = new SessionFunctions(server, this);
        this.connection = new ConnectionVariables(server, this);
        this.random = new RandomNumbers(server.world().chance().nextLong(), server.world().chance().nextLong());
        watch();
    }

    private void watch() {
        SessionVariables own = variables;
        transactions.watch(own);
        own.onChange("autocommit", (variable, before, now) -> {
            if (Boolean.TRUE.equals(now) && !Boolean.TRUE.equals(before)) {
                transactions.commit();
            }
        });
        own.guard("sql_log_bin", (variable, before, now) -> {
            if (transactions.open()) {
                throw SqlError.of(1694, "Cannot modify @@session.sql_log_bin inside a transaction");
            }
        });
    }

    /** Text of the statement to come, as the binlog would carry it. */
    void text(String statement) {
        text = statement;
    }

    /** Text of the running statement. */
    String text() {
        return text;
    }

    /** Where its RAND() comes from. */
    RandomNumbers random() {
        return random;
    }

    /** Values of the running statement's question marks. */
    List<@Nullable Object> parameters() {
        return parameters;
    }

    /** A statement begins. */
    void beginStatement(List<@Nullable Object> bound) {
        double fixed = variables.decimal("timestamp");
        statementEpochMicros = fixed > 0 ? Math.round(fixed * 1e6) : server.world().clock().epochMicros();
        parameters = bound;
    }

    /** Forgets the warnings of the statement before: every statement but SHOW WARNINGS does. */
    void clearWarnings() {
        warnings.clear();
    }

    void warn(Warning.Level level, int code, String message) {
        if (warnings.size() < MAX_WARNINGS) {
            warnings.add(new Warning(level, code, message));
        }
    }

    List<Warning> warnings() {
        return warnings;
    }

    /** COM_RESET_CONNECTION: everything as after the login, the database excepted. */
    void reset() throws SqlError {
        transactions.rollback();
        variables = server.variables().newSession();
        watch();
        userVariables.clear();
        warnings.clear();
        lastInsertId = 0;
        rowCount = -1;
        foundRows = 0;
    }

    /** Uses a database; 1049. */
    void use(String database) throws SqlError {
        store.useDatabase(database);
        session.use(database);
    }

    /** Status flags of the next OK or EOF packet. */
    int statusFlags() {
        return (transactions.open() ? StatusFlags.IN_TRANS : 0)
                | (variables.enabled("autocommit") ? StatusFlags.AUTOCOMMIT : 0);
    }

    Session session() {
        return session;
    }

    AccountName account() {
        return account;
    }

    SessionVariables variables() {
        return variables;
    }

    StoreSession store() {
        return store;
    }

    Transactions transactions() {
        return transactions;
    }

    Map<String, @Nullable Object> userVariables() {
        return userVariables;
    }

    long lastInsertId() {
        return lastInsertId;
    }

    void lastInsertId(long id) {
        lastInsertId = id;
    }

    long rowCount() {
        return rowCount;
    }

    void rowCount(long count) {
        rowCount = count;
    }

    long foundRows() {
        return foundRows;
    }

    void foundRows(long count) {
        foundRows = count;
    }

    @Override
    public @Nullable Object systemVariable(VariableScope scope, String name) throws SqlError {
        server.lockVariables().lock("get_sys_var_safe");
        try {
            return connection.has(name) ? connection.value(name) : variables.value(scope, name);
        } finally {
            server.lockVariables().unlock();
        }
    }

    @Override
    public @Nullable Object statementSetting(String name) throws SqlError {
        return variables.value(VariableScope.SESSION, name);
    }

    @Override
    public @Nullable Object userVariable(String name) {
        return userVariables.get(name);
    }

    @Override
    public @Nullable Object parameter(int index) throws SqlError {
        if (index >= parameters.size()) {
            throw SqlError.of(1210, "Incorrect arguments to EXECUTE");
        }
        return parameters.get(index);
    }

    @Override
    public @Nullable Object call(String function, List<@Nullable Object> arguments) throws SqlError {
        return functions.call(function, arguments);
    }

    @Override
    public long statementEpochMicros() {
        return statementEpochMicros;
    }

    @Override
    public void close() {
        store.close();
    }
}
