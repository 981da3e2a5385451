package dev.lockstep.engine.node.session;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.expression.Evaluator;
import dev.lockstep.engine.sql.statement.Assignment;
import dev.lockstep.engine.sql.statement.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SET in all its forms. */
final class SetStatements {
    private static final List<String> CLIENT_CHARSETS = List.of("character_set_client", "character_set_results",
            "character_set_connection");
    private static final String DEFAULT_CHARSET = "utf8mb4";
    private static final int MAX_USER_VARIABLES = 10_000;

    private final Server server;
    private final SqlSession sql;
    private final ConnectionVariables connection;

    SetStatements(Server server, SqlSession sql) {
        this.server = server;
        this.sql = sql;
        this.connection = new ConnectionVariables(server, sql);
    }

    Answer execute(Statement.SetVariables set) throws SqlError {
        for (Assignment assignment : set.assignments()) {
            assign(assignment);
        }
        return Answer.OK;
    }

    private void assign(Assignment assignment) throws SqlError {
        switch (assignment) {
            case Assignment.UserVariable user -> {
                if (sql.userVariables().size() >= MAX_USER_VARIABLES) {
                    throw SqlError.of(1041, "Out of memory; too many user variables in one session");
                }
                sql.userVariables().put(user.name(), new Evaluator(sql).evaluate(user.value()));
            }
            case Assignment.SystemVariable system -> system(system);
            case Assignment.Names names -> names(names.charset().orElse(DEFAULT_CHARSET));
            case Assignment.CharacterSet charset -> names(charset.charset().orElse(DEFAULT_CHARSET));
            case Assignment.Transaction transaction -> transaction(transaction);
        }
    }

    private void system(Assignment.SystemVariable assignment) throws SqlError {
        VariableScope scope = assignment.scope();
        boolean given = assignment.value().isPresent();
        @Nullable
        Object value = given ? new Evaluator(sql).evaluate(assignment.value().get()) : null;
        boolean global = scope == VariableScope.GLOBAL;
        if (global) {
            server.lockVariables().lock("sys_var::update");
        }
        try {
            if (global && connection.has(assignment.name())) {
                connection.assign(assignment.name(), given ? value : null);
            } else if (given) {
                sql.variables().assign(scope, assignment.name(), value);
            } else {
                sql.variables().assignDefault(scope, assignment.name());
            }
        } finally {
            if (global) {
                server.lockVariables().unlock();
            }
        }
    }

    private void names(String charset) throws SqlError {
        for (String name : CLIENT_CHARSETS) {
            sql.variables().assign(VariableScope.SESSION, name, charset);
        }
    }

    private void transaction(Assignment.Transaction transaction) throws SqlError {
        VariableScope scope = transaction.scope() == VariableScope.GLOBAL
                ? VariableScope.GLOBAL
                : VariableScope.SESSION;
        if (transaction.isolation().isPresent()) {
            sql.variables().assign(scope, "transaction_isolation", transaction.isolation().get().text());
            if (scope == VariableScope.SESSION) {
                sql.store().isolation(transaction.isolation().get());
            }
        }
        if (transaction.access().isPresent()) {
            sql.variables().assign(scope, "transaction_read_only",
                    transaction.access().get() == Assignment.Access.READ_ONLY);
        }
    }
}
