package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.expression.Expression;
import dev.lockstep.engine.sql.statement.AdminStatement.Flush.FlushTarget;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Parses FLUSH, KILL, LOCK, PURGE and plugin statements. */
final class AdminParser {
    private final TokenCursor cursor;
    private final ExpressionParser expressions;

    AdminParser(TokenCursor cursor, ExpressionParser expressions) {
        this.cursor = cursor;
        this.expressions = expressions;
    }

    private <S extends Statement> S end(S statement) throws SqlError {
        cursor.expectEnd();
        return statement;
    }

    /** Behind FLUSH. */
    Statement flush() throws SqlError {
        if (!cursor.accept("NO_WRITE_TO_BINLOG")) {
            cursor.accept("LOCAL");
        }
        if (cursor.peek().isWord("RELAY") && !cursor.peek(2).isSign(",")) {
            cursor.expect("RELAY", "LOGS");
            Optional<String> channel = ReplicationParser.connection(cursor);
            return end(new AdminStatement.FlushRelayLogs(ReplicationParser.channel(cursor, channel)));
        }
        EnumSet<FlushTarget> targets = EnumSet.noneOf(FlushTarget.class);
        do {
            targets.add(target());
        } while (cursor.acceptSign(","));
        return end(new AdminStatement.Flush(Set.copyOf(targets)));
    }

    private FlushTarget target() throws SqlError {
        if (cursor.accept("TABLES") || cursor.accept("TABLE")) {
            return tables();
        }
        if (cursor.accept("LOGS")) {
            return FlushTarget.LOGS;
        }
        for (String kind : new String[]{"BINARY", "RELAY", "ENGINE", "ERROR", "GENERAL", "SLOW"}) {
            if (cursor.accept(kind, "LOGS")) {
                return FlushTarget.valueOf(kind + "_LOGS");
            }
        }
        if (cursor.accept("QUERY", "CACHE")) {
            return FlushTarget.QUERY_CACHE;
        }
        for (FlushTarget target : new FlushTarget[]{FlushTarget.STATUS, FlushTarget.PRIVILEGES, FlushTarget.HOSTS,
                FlushTarget.USER_RESOURCES, FlushTarget.OPTIMIZER_COSTS}) {
            if (cursor.accept(target.name())) {
                return target;
            }
        }
        throw cursor.error();
    }

    private FlushTarget tables() throws SqlError {
        if (cursor.accept("WITH", "READ", "LOCK")) {
            return FlushTarget.TABLES_WITH_READ_LOCK;
        }
        if (cursor.atEnd()) {
            return FlushTarget.TABLES;
        }
        do {
            cursor.tableName();
        } while (cursor.acceptSign(","));
        return cursor.accept("WITH", "READ", "LOCK") || cursor.accept("FOR", "EXPORT")
                ? FlushTarget.TABLES_WITH_READ_LOCK
                : FlushTarget.TABLES;
    }

    /** Behind LOCK TABLES. */
    Statement lockTables() throws SqlError {
        List<AdminStatement.TableLock> locks = new ArrayList<>();
        do {
            TableName table = cursor.tableName();
            if (cursor.accept("AS") || !cursor.peek().isWord("READ") && !cursor.peek().isWord("WRITE")
                    && !cursor.peek().isWord("LOW_PRIORITY")) {
                cursor.name();
            }
            locks.add(new AdminStatement.TableLock(table, lockType()));
        } while (cursor.acceptSign(","));
        return end(new AdminStatement.LockTables(List.copyOf(locks)));
    }

    private String lockType() throws SqlError {
        if (cursor.accept("READ", "LOCAL")) {
            return "READ LOCAL";
        }
        if (cursor.accept("READ")) {
            return "READ";
        }
        cursor.accept("LOW_PRIORITY");
        cursor.expect("WRITE");
        return "WRITE";
    }

    /** Behind KILL. */
    Statement kill() throws SqlError {
        var target = cursor.accept("QUERY")
                ? AdminStatement.Kill.KillTarget.QUERY
                : AdminStatement.Kill.KillTarget.CONNECTION;
        if (target == AdminStatement.Kill.KillTarget.CONNECTION) {
            cursor.accept("CONNECTION");
        }
        return end(new AdminStatement.Kill(target, expressions.expression()));
    }

    /** Behind PURGE. */
    Statement purge() throws SqlError {
        if (!cursor.accept("BINARY")) {
            cursor.expect("MASTER");
        }
        cursor.expect("LOGS");
        if (cursor.accept("BEFORE")) {
            return end(new AdminStatement.PurgeBefore(expressions.expression()));
        }
        cursor.expect("TO");
        return end(new AdminStatement.PurgeTo(cursor.string()));
    }

    /** Behind INSTALL. */
    Statement install() throws SqlError {
        if (cursor.version().mariaDb() && cursor.accept("SONAME")) {
            return end(new AdminStatement.InstallPlugin("", cursor.string()));
        }
        cursor.expect("PLUGIN");
        String name = cursor.name();
        cursor.expect("SONAME");
        return end(new AdminStatement.InstallPlugin(name, cursor.string()));
    }

    /** Behind UNINSTALL. */
    Statement uninstall() throws SqlError {
        if (cursor.version().mariaDb() && cursor.accept("SONAME")) {
            return end(new AdminStatement.UninstallLibrary(cursor.string()));
        }
        cursor.expect("PLUGIN");
        return end(new AdminStatement.UninstallPlugin(cursor.name()));
    }

    /** Behind CALL. */
    Statement call() throws SqlError {
        TableName procedure = cursor.tableName();
        List<Expression> arguments = new ArrayList<>();
        if (cursor.acceptSign("(") && !cursor.acceptSign(")")) {
            do {
                arguments.add(expressions.expression());
            } while (cursor.acceptSign(","));
            cursor.expectSign(")");
        }
        return end(new AdminStatement.Call(procedure, arguments));
    }

    /** Behind ANALYZE and its kin. */
    Statement maintenance(String verb) throws SqlError {
        if (!cursor.accept("NO_WRITE_TO_BINLOG")) {
            cursor.accept("LOCAL");
        }
        if (!cursor.accept("TABLE")) {
            cursor.expect("TABLES");
        }
        List<TableName> tables = new ArrayList<>();
        do {
            tables.add(cursor.tableName());
        } while (cursor.acceptSign(","));
        while (!cursor.atEnd()) {
            cursor.name();
        }
        return new AdminStatement.Maintenance(verb.toUpperCase(Locale.ROOT), List.copyOf(tables));
    }
}
