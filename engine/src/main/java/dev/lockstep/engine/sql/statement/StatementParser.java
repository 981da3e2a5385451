package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.expression.Expression;
import dev.lockstep.engine.sql.statement.TableStatement.Verb;
import dev.lockstep.engine.sql.statement.Token.Kind;
import dev.lockstep.engine.sql.statement.TransactionStatement.Completion;
import dev.lockstep.engine.sql.statement.TransactionStatement.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Parses the text of one statement: recursive descent over its tokens, one object for one statement. What it does not know
 * as the server's own business goes to the table store if its verb is allowed there.
 */
public final class StatementParser {
    /** Statements of real servers that this one leaves out; all others that are unknown are syntax errors. */
    private static final java.util.Set<String> LEFT_OUT = java.util.Set.of("HANDLER", "LOAD", "XA", "PREPARE",
            "EXECUTE", "DEALLOCATE", "BINLOG", "HELP", "CACHE", "IMPORT", "CLONE", "RESTART", "SIGNAL", "RESIGNAL",
            "GET",
            "EXPLAIN");

    private final TokenCursor cursor;
    private final ExpressionParser expressions;
    private final String text;
    private int tableParameters;

    private StatementParser(TokenCursor cursor, String text) {
        this.cursor = cursor;
        this.expressions = new ExpressionParser(cursor, 0);
        this.text = text;
    }

    /** As {@link #parse(String, ServerVersion)} for MySQL 5.7. */
    public static Parsed parse(String text) throws SqlError {
        return parse(text, ServerVersion.MYSQL_5_7);
    }

    /** The statement; 1064 if it is none, 1235 if it is one that the lab does not do, 1436 for too deep nesting. */
    public static Parsed parse(String text, ServerVersion versions) throws SqlError {
        List<Token> tokens = withoutSemicolons(Tokenizer.tokens(text, versions));
        StatementParser parser = new StatementParser(new TokenCursor(text, tokens, versions),
                text.strip());
        Statement statement = parser.statement();
        return new Parsed(statement, parser.expressions.nextParameter() + parser.tableParameters);
    }

    /** The statements of a COM_QUERY with several of them, without their semicolons; at least one. */
    public static List<String> split(String text) throws SqlError {
        return split(text, ServerVersion.MYSQL_5_7);
    }

    /** The statements of a COM_QUERY with several of them, without their semicolons; at least one. */
    public static List<String> split(String text, ServerVersion versions) throws SqlError {
        if (text.indexOf(';') < 0) {
            return List.of(text);
        }
        List<String> statements = new ArrayList<>();
        int start = 0;
        boolean empty = true;
        for (Token token : Tokenizer.tokens(text, versions)) {
            if (token.isSign(";") || token.kind() == Kind.END && !empty) {
                statements.add(text.substring(start, token.start()).strip());
                start = token.end();
                empty = true;
            } else {
                empty = false;
            }
        }
        return statements.isEmpty() ? List.of(text) : statements;
    }

    private static List<Token> withoutSemicolons(List<Token> tokens) {
        int last = tokens.size() - 1;
        int keep = last;
        while (keep > 0 && tokens.get(keep - 1).isSign(";")) {
            keep--;
        }
        if (keep == last || keep == 0) {
            return tokens;
        }
        List<Token> kept = new ArrayList<>(tokens.subList(0, keep));
        kept.add(tokens.get(last));
        return kept;
    }

    private Statement statement() throws SqlError {
        Token first = cursor.peek();
        if (first.kind() == Kind.END) {
            return new Statement.Empty();
        }
        if (first.isSign("(")) {
            return table(Verb.SELECT);
        }
        if (first.kind() != Kind.WORD) {
            throw cursor.error();
        }
        String verb = first.text().toUpperCase(Locale.ROOT);
        Statement statement = rows(verb);
        if (statement == null) {
            statement = session(verb);
        }
        if (statement == null) {
            statement = transaction(verb);
        }
        if (statement == null) {
            statement = definition(verb);
        }
        if (statement == null) {
            statement = replication(verb);
        }
        if (statement == null) {
            statement = administration(verb);
        }
        if (statement != null) {
            return statement;
        }
        if (LEFT_OUT.contains(verb)) {
            throw SqlError.notSupported(verb);
        }
        throw cursor.error();
    }

    private Statement table(Verb verb) throws SqlError {
        TableParser parser = new TableParser(cursor, text);
        TableStatement statement = parser.parse(verb);
        tableParameters = parser.parameters();
        return statement;
    }

    private @Nullable Statement rows(String verb) throws SqlError {
        return switch (verb) {
            case "SELECT" -> select();
            case "WITH", "VALUES", "TABLE" -> table(Verb.SELECT);
            case "INSERT" -> table(Verb.INSERT);
            case "REPLACE" -> table(Verb.REPLACE);
            case "UPDATE" -> table(Verb.UPDATE);
            case "DELETE" -> table(Verb.DELETE);
            default -> null;
        };
    }

    private @Nullable Statement session(String verb) throws SqlError {
        return switch (verb) {
            case "SET" -> set();
            case "SHOW" -> {
                cursor.next();
                yield new ShowParser(cursor, expressions).show();
            }
            case "DESCRIBE", "DESC", "EXPLAIN" -> describe();
            case "USE" -> {
                cursor.next();
                String database = cursor.name();
                cursor.expectEnd();
                yield new Statement.Use(database);
            }
            case "DO" -> {
                cursor.next();
                List<Expression> all = new ArrayList<>();
                do {
                    all.add(expressions.expression());
                } while (cursor.acceptSign(","));
                cursor.expectEnd();
                yield new Statement.Do(all);
            }
            default -> null;
        };
    }

    private @Nullable Statement describe() throws SqlError {
        Token word = cursor.peek(1);
        boolean table = word.kind() == Kind.NAME || word.kind() == Kind.WORD && !word.isWord("SELECT")
                && !word.isWord("UPDATE") && !word.isWord("DELETE") && !word.isWord("INSERT") && !word.isWord("REPLACE")
                && !word.isWord("FORMAT") && !word.isWord("EXTENDED") && !word.isWord("ANALYZE")
                && !word.isWord("PARTITIONS") && !word.isWord("FOR");
        if (!table) {
            throw word.kind() == Kind.WORD ? SqlError.notSupported("EXPLAIN " + word.text()) : cursor.error();
        }
        cursor.next();
        return new ShowParser(cursor, expressions).describe();
    }

    private Statement set() throws SqlError {
        cursor.expect("SET");
        if (cursor.peek().isWord("PASSWORD") && !cursor.peek(1).isSign("+")) {
            cursor.next();
            return new AccountParser(cursor).setPassword();
        }
        SetParser parser = new SetParser(cursor, expressions);
        if (cursor.accept("STATEMENT")) {
            List<Assignment.SystemVariable> assignments = parser.forStatement();
            return new Statement.WithVariables(assignments, statement());
        }
        return new Statement.SetVariables(parser.assignments());
    }

    private Statement select() throws SqlError {
        int start = cursor.index();
        if (readsTables()) {
            return table(Verb.SELECT);
        }
        cursor.next();
        List<Statement.Item> items = new ArrayList<>();
        do {
            items.add(item());
        } while (cursor.acceptSign(","));
        cursor.accept("FROM", "DUAL");
        Limit limit = cursor.limit();
        cursor.accept("FOR", "UPDATE");
        cursor.expectEnd();
        if (expressions.foreign() != null) {
            int parameters = expressions.nextParameter();
            cursor.reset(start);
            Statement statement = table(Verb.SELECT);
            tableParameters -= parameters;
            return statement;
        }
        boolean none = limit.count() == 0 || limit.offset() > 0;
        return new Statement.Select(items, none ? OptionalLong.of(0) : OptionalLong.empty());
    }

    /** Whether a SELECT has more than a list of expressions, or expressions beyond this parser's. */
    private boolean readsTables() {
        for (int i = 1;; i++) {
            Token token = cursor.peek(i);
            if (token.kind() == Kind.END) {
                return false;
            }
            boolean dual = token.isWord("FROM") && cursor.peek(i + 1).isWord("DUAL")
                    && (cursor.peek(i + 2).kind() == Kind.END || cursor.peek(i + 2).isWord("LIMIT"));
            if (token.isWord("FROM") && !dual) {
                return true;
            }
            if (token.isWord("UNION") || token.isWord("SELECT") || token.isWord("INTERVAL") || token.isWord("INTO")
                    || token.isWord("EXISTS") || token.isWord("DISTINCT") || token.isWord("CAST")
                    || token.isWord("CONVERT") || token.isWord("WHERE") || token.isWord("HAVING")
                    || token.isWord("SQL_NO_CACHE") || token.isWord("ORDER") || token.isSign("->")) {
                return true;
            }
        }
    }

    private Statement.Item item() throws SqlError {
        Token first = cursor.peek();
        Expression expression = expressions.expression();
        int end = cursor.last().end();
        if (cursor.accept("AS") || aliasFollows()) {
            return new Statement.Item(cursor.stringOrName(), expression);
        }
        boolean plainText = first.kind() == Kind.STRING && end == first.end();
        String label = plainText ? first.text() : cursor.source().substring(first.start(), end);
        return new Statement.Item(label, expression);
    }

    private boolean aliasFollows() {
        Token token = cursor.peek();
        return token.kind() == Kind.NAME || token.kind() == Kind.STRING
                || token.kind() == Kind.WORD && !token.isWord("FROM") && !token.isWord("LIMIT") && !token.isWord("FOR");
    }

    private @Nullable Statement transaction(String verb) throws SqlError {
        return switch (verb) {
            case "BEGIN" -> {
                cursor.next();
                cursor.accept("WORK");
                cursor.expectEnd();
                yield new TransactionStatement.Begin(Snapshot.LATER, Optional.empty());
            }
            case "START" -> cursor.accept("START", "TRANSACTION") ? start() : null;
            case "COMMIT" -> {
                cursor.next();
                yield new TransactionStatement.Commit(completion());
            }
            case "ROLLBACK" -> rollback();
            case "SAVEPOINT" -> {
                cursor.next();
                yield named(TransactionStatement.Savepoint::new);
            }
            case "RELEASE" -> {
                cursor.expect("RELEASE", "SAVEPOINT");
                yield named(TransactionStatement.ReleaseSavepoint::new);
            }
            default -> null;
        };
    }

    private Statement named(java.util.function.Function<String, Statement> maker) throws SqlError {
        String name = cursor.name();
        cursor.expectEnd();
        return maker.apply(name);
    }

    private Statement start() throws SqlError {
        Snapshot snapshot = Snapshot.LATER;
        Optional<Assignment.Access> access = Optional.empty();
        while (!cursor.atEnd()) {
            if (cursor.accept("WITH", "CONSISTENT", "SNAPSHOT")) {
                snapshot = Snapshot.NOW;
            } else if (cursor.accept("READ", "ONLY")) {
                access = Optional.of(Assignment.Access.READ_ONLY);
            } else {
                cursor.expect("READ", "WRITE");
                access = Optional.of(Assignment.Access.READ_WRITE);
            }
            if (!cursor.atEnd()) {
                cursor.expectSign(",");
            }
        }
        return new TransactionStatement.Begin(snapshot, access);
    }

    private Statement rollback() throws SqlError {
        cursor.next();
        cursor.accept("WORK");
        if (cursor.accept("TO")) {
            cursor.accept("SAVEPOINT");
            return named(TransactionStatement.RollbackTo::new);
        }
        return new TransactionStatement.Rollback(completion());
    }

    private Completion completion() throws SqlError {
        cursor.accept("WORK");
        Completion completion = Completion.END;
        if (cursor.accept("AND", "CHAIN")) {
            completion = Completion.CHAIN;
        } else {
            cursor.accept("AND", "NO", "CHAIN");
        }
        if (cursor.accept("RELEASE")) {
            completion = Completion.RELEASE;
        } else {
            cursor.accept("NO", "RELEASE");
        }
        cursor.expectEnd();
        return completion;
    }

    private @Nullable Statement definition(String verb) throws SqlError {
        AccountParser accounts = new AccountParser(cursor);
        return switch (verb) {
            case "CREATE" -> cursor.accept("CREATE", "USER") ? accounts.create() : table(created());
            case "ALTER" -> {
                if (cursor.accept("ALTER", "USER")) {
                    yield accounts.alter();
                }
                yield table(kind(1, Verb.ALTER_TABLE, null, Verb.ALTER_DATABASE, null));
            }
            case "DROP" -> cursor.accept("DROP", "USER")
                    ? accounts.drop()
                    : table(kind(1, Verb.DROP_TABLE, Verb.DROP_INDEX, Verb.DROP_DATABASE, Verb.DROP_VIEW));
            case "TRUNCATE" -> table(Verb.TRUNCATE_TABLE);
            case "RENAME" -> {
                if (cursor.peek(1).isWord("TABLE") || cursor.peek(1).isWord("TABLES")) {
                    yield table(Verb.RENAME_TABLE);
                }
                throw SqlError.notSupported("RENAME " + cursor.peek(1).text());
            }
            case "GRANT" -> {
                cursor.next();
                yield accounts.grant();
            }
            case "REVOKE" -> {
                cursor.next();
                yield accounts.revoke();
            }
            default -> null;
        };
    }

    private Verb created() throws SqlError {
        int at = 1;
        while (cursor.peek(at).isWord("UNIQUE") || cursor.peek(at).isWord("FULLTEXT")
                || cursor.peek(at).isWord("SPATIAL") || cursor.peek(at).isWord("OR")
                || cursor.peek(at).isWord("REPLACE") || cursor.peek(at).isWord("TEMPORARY")) {
            at++;
        }
        return kind(at, Verb.CREATE_TABLE, Verb.CREATE_INDEX, Verb.CREATE_DATABASE, Verb.CREATE_VIEW);
    }

    private Verb kind(int at, Verb table, @Nullable Verb index, Verb database, @Nullable Verb view) throws SqlError {
        Token word = cursor.peek(at);
        Verb verb = null;
        if (word.isWord("TABLE") || word.isWord("TABLES") || word.isWord("TEMPORARY")) {
            verb = table;
        } else if (word.isWord("INDEX")) {
            verb = index;
        } else if (word.isWord("DATABASE") || word.isWord("SCHEMA")) {
            verb = database;
        } else if (word.isWord("VIEW")) {
            verb = view;
        }
        if (verb == null) {
            String first = cursor.peek().text().toUpperCase(Locale.ROOT);
            String second = word.text().toUpperCase(Locale.ROOT);
            if (java.util.Set.of("TRIGGER", "FUNCTION", "PROCEDURE", "EVENT", "SERVER", "VIEW", "ROLE", "SEQUENCE",
                    "TABLESPACE", "DEFINER", "ALGORITHM", "SQL", "INSTANCE", "AGGREGATE", "PACKAGE", "LOGFILE",
                    "PREPARE").contains(second)) {
                throw SqlError.notSupported(first + " " + second);
            }
            cursor.reset(cursor.index() + at);
            throw cursor.error();
        }
        return verb;
    }

    private @Nullable Statement replication(String verb) throws SqlError {
        ReplicationParser parser = new ReplicationParser(cursor);
        return switch (verb) {
            case "CHANGE" -> {
                cursor.next();
                if (cursor.accept("MASTER")
                        || cursor.version().source() && cursor.accept("REPLICATION", "SOURCE")) {
                    yield parser.changeMaster();
                }
                if (cursor.accept("REPLICATION", "FILTER")) {
                    yield new FilterParser(cursor).parse();
                }
                throw cursor.error();
            }
            case "START", "STOP" -> {
                cursor.next();
                if (ReplicationParser.allReplicas(cursor)) {
                    yield verb.equals("START") ? parser.startAll() : parser.stopAll();
                }
                if (ReplicationParser.replica(cursor)) {
                    yield verb.equals("START") ? parser.start() : parser.stop();
                }
                throw cursor.error();
            }
            case "RESET" -> {
                cursor.next();
                if (ReplicationParser.replica(cursor)) {
                    yield parser.reset();
                }
                if (!cursor.version().binaryLogStatus() || !cursor.accept("BINARY", "LOGS", "AND", "GTIDS")) {
                    cursor.expect("MASTER");
                }
                cursor.expectEnd();
                yield new ReplicationStatement.ResetMaster();
            }
            default -> null;
        };
    }

    private @Nullable Statement administration(String verb) throws SqlError {
        AdminParser parser = new AdminParser(cursor, expressions);
        return switch (verb) {
            case "FLUSH" -> {
                cursor.next();
                yield parser.flush();
            }
            case "KILL" -> {
                cursor.next();
                yield parser.kill();
            }
            case "PURGE" -> {
                cursor.next();
                yield parser.purge();
            }
            case "INSTALL" -> {
                cursor.next();
                yield parser.install();
            }
            case "UNINSTALL" -> {
                cursor.next();
                yield parser.uninstall();
            }
            case "CALL" -> {
                cursor.next();
                yield parser.call();
            }
            case "LOCK", "UNLOCK" -> locks(parser, verb);
            case "SHUTDOWN" -> {
                cursor.next();
                boolean waits = cursor.version().mariaDb() && cursor.accept("WAIT", "FOR", "ALL");
                if (waits && !cursor.accept("REPLICAS")) {
                    cursor.expect("SLAVES");
                }
                cursor.expectEnd();
                yield new AdminStatement.Shutdown(waits
                        ? AdminStatement.Shutdown.Patience.WAIT_FOR_ALL_SLAVES
                        : AdminStatement.Shutdown.Patience.NONE);
            }
            case "ANALYZE", "CHECK", "OPTIMIZE", "REPAIR", "CHECKSUM" -> {
                cursor.next();
                yield parser.maintenance(verb);
            }
            default -> null;
        };
    }

    private Statement locks(AdminParser parser, String verb) throws SqlError {
        cursor.next();
        if (!cursor.accept("TABLES")) {
            cursor.expect("TABLE");
        }
        if (verb.equals("LOCK")) {
            return parser.lockTables();
        }
        cursor.expectEnd();
        return new AdminStatement.UnlockTables();
    }
}
