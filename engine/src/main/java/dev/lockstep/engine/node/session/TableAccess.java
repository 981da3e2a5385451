package dev.lockstep.engine.node.session;

import dev.lockstep.engine.filter.ReplicationFilter.Table;
import dev.lockstep.engine.node.replica.StatementTables;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.AccountName;
import dev.lockstep.engine.sql.statement.TableName;
import dev.lockstep.engine.sql.statement.TableStatement;
import dev.lockstep.engine.sql.statement.TableStatement.Verb;
import dev.lockstep.engine.sql.statement.Token;
import dev.lockstep.engine.sql.store.Rights;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether an account may do something with databases and tables: 1044 and 1142. Used by the session's thread. */
final class TableAccess {
    private static final List<String> OPEN = List.of("information_schema", "performance_schema");

    private final Server server;
    private final SqlSession sql;

    TableAccess(Server server, SqlSession sql) {
        this.server = server;
        this.sql = sql;
    }

    private Rights rights() {
        return server.store().accounts().rights(sql.account());
    }

    private static boolean open(String database) {
        return OPEN.contains(database.toLowerCase(Locale.ROOT));
    }

    /** USE, and the database of a login. */
    void use(String database) throws SqlError {
        if (!open(database) && !rights().sees(database)) {
            throw deniedDatabase(database);
        }
    }

    void sees(Optional<String> named) throws SqlError {
        String database = named.orElse(sql.session().database());
        if (database != null) {
            use(database);
        }
    }

    void database(String right, String database) throws SqlError {
        if (!rights().has(right, database)) {
            throw deniedDatabase(database);
        }
    }

    private SqlError deniedDatabase(String database) {
        AccountName account = sql.account();
        return SqlError.of(1044, "Access denied for user '" + account.user() + "'@'" + account.host()
                + "' to database '" + database + "'");
    }

    /** The right SHOW means any. */
    void table(String right, TableName name) throws SqlError {
        String database = name.database().orElse(sql.session().database());
        if (database == null || open(database)) {
            return; // without a database the statement fails with 1046
        }
        boolean may = right.equals("SHOW")
                ? rights().sees(database, name.table())
                : rights().has(right, database, name.table());
        if (!may) {
            throw deniedTable(right, database, name.table());
        }
    }

    /** All of the rights; the refusal names those that are missing. */
    void all(List<String> wanted, Table table) throws SqlError {
        if (table.name().isEmpty() || table.database().isEmpty() || open(table.database())) {
            return;
        }
        List<String> missing = wanted.stream()
                .filter(right -> !rights().has(right, table.database(), table.name())).toList();
        if (!missing.isEmpty()) {
            throw deniedTable(String.join(", ", missing), table.database(), table.name());
        }
    }

    /** MySQL names the table, MariaDB its database too. */
    private SqlError deniedTable(String right, String database, String table) {
        String name = server.mariaDb() && server.version().number() >= 100_600
                ? "`" + database + "`.`" + table + "`"
                : "'" + table + "'";
        return SqlError.of(1142, right + " command denied to user '" + sql.session().user() + "'@'"
                + sql.session().hostName() + "' for table " + name);
    }

    void maintain(TableName name) throws SqlError {
        String database = name.database().orElse(sql.session().database());
        if (database != null) {
            all(List.of("SELECT", "INSERT"), new Table(database, name.table()));
        }
    }

    void plugin(String right) throws SqlError {
        table(right, new TableName(Optional.of("mysql"), "plugin"));
    }

    void lock(TableName table) throws SqlError {
        String database = table.database().orElse(sql.session().database());
        if (database != null) {
            database("LOCK TABLES", database);
            table("SELECT", table);
        }
    }

    /** GRANT and REVOKE of a level other than {@code *.*}. */
    void grant(String level) throws SqlError {
        String plain = level.replace("`", "");
        int dot = plain.indexOf('.');
        String database = dot < 0 ? sql.session().database() : plain.substring(0, dot);
        if (database == null) {
            return;
        }
        String table = plain.substring(dot + 1);
        if (table.equals("*")) {
            database("GRANT OPTION", database);
        } else if (!rights().has("GRANT OPTION", database, table)) {
            throw deniedTable("GRANT", database, table);
        }
    }

    void check(TableStatement statement) throws SqlError {
        String current = sql.session().database() == null ? "" : String.valueOf(sql.session().database());
        if (StatementTables.definesDatabase(statement)) {
            String right = switch (statement.verb()) {
                case CREATE_DATABASE -> "CREATE";
                case DROP_DATABASE -> "DROP";
                default -> "ALTER";
            };
            database(right, StatementTables.databaseOf(statement, current));
            return;
        }
        for (Table table : StatementTables.of(statement, current)) {
            all(rights(statement.verb(), statement.tokens()), table);
        }
        if (statement.verb() == Verb.SELECT || statement.verb().changesRows() || statement.verb() == Verb.CREATE_VIEW
                || statement.verb() == Verb.CREATE_TABLE) {
            reads(statement, current);
        }
    }

    private void reads(TableStatement statement, String current) throws SqlError {
        List<Table> written = StatementTables.of(statement, current);
        for (TableName read : TableReferences.read(statement.tokens())) {
            Table table = new Table(read.database().orElse(current), read.table());
            if (statement.verb() == Verb.DELETE && written.contains(table)) {
                continue;
            }
            table("SELECT", read);
        }
    }

    private static List<String> rights(Verb verb, List<Token> tokens) {
        return switch (verb) {
            case SELECT -> List.of();
            case INSERT -> updates(tokens) ? List.of("INSERT", "UPDATE") : List.of("INSERT");
            case REPLACE -> List.of("INSERT", "DELETE");
            case UPDATE -> List.of("UPDATE");
            case DELETE -> List.of("DELETE");
            case CREATE_TABLE -> List.of("CREATE");
            case ALTER_TABLE -> List.of("ALTER");
            case DROP_TABLE, TRUNCATE_TABLE, DROP_VIEW -> List.of("DROP");
            case RENAME_TABLE -> List.of("DROP", "ALTER");
            case CREATE_INDEX, DROP_INDEX -> List.of("INDEX");
            case CREATE_VIEW -> List.of("CREATE VIEW");
            case CREATE_DATABASE, ALTER_DATABASE, DROP_DATABASE -> List.of();
        };
    }

    /** ON DUPLICATE KEY UPDATE. */
    private static boolean updates(List<Token> tokens) {
        return tokens.stream().anyMatch(token -> token.isWord("DUPLICATE"));
    }
}
