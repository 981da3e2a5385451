package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.expression.RowFilter;
import dev.lockstep.engine.sql.statement.ShowStatement.Detail;
import dev.lockstep.engine.sql.statement.ShowStatement.FixedList;
import dev.lockstep.engine.sql.statement.ShowStatement.Words;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Parses what follows SHOW, DESCRIBE and EXPLAIN table. */
final class ShowParser {
    private final TokenCursor cursor;
    private final ExpressionParser expressions;

    ShowParser(TokenCursor cursor, ExpressionParser expressions) {
        this.cursor = cursor;
        this.expressions = expressions;
    }

    /** Behind DESCRIBE. */
    ShowStatement describe() throws SqlError {
        TableName table = cursor.tableName();
        RowFilter filter = new RowFilter.All();
        if (!cursor.atEnd()) {
            filter = new RowFilter.Like(cursor.stringOrName());
        }
        cursor.expectEnd();
        return new ShowStatement.Columns(table, Detail.USUAL, filter);
    }

    /** Behind SHOW. */
    ShowStatement show() throws SqlError {
        Detail detail = cursor.accept("FULL") ? Detail.FULL : Detail.USUAL;
        ShowStatement statement = ofTables(detail);
        if (statement == null) {
            statement = detail == Detail.FULL ? null : ofReplication();
        }
        if (statement == null) {
            statement = detail == Detail.FULL ? null : ofServer();
        }
        if (statement == null) {
            throw cursor.error();
        }
        cursor.expectEnd();
        return statement;
    }

    private @Nullable ShowStatement ofTables(Detail detail) throws SqlError {
        if (cursor.accept("PROCESSLIST")) {
            return new ShowStatement.Processlist(detail);
        }
        if (cursor.accept("TABLES")) {
            return new ShowStatement.Tables(inDatabase(), detail, filter());
        }
        if (cursor.accept("COLUMNS") || cursor.accept("FIELDS")) {
            return new ShowStatement.Columns(ofTable(), detail, filter());
        }
        if (detail == Detail.FULL) {
            return null;
        }
        if (cursor.accept("DATABASES") || cursor.accept("SCHEMAS")) {
            return new ShowStatement.Databases(filter());
        }
        if (cursor.accept("TABLE", "STATUS")) {
            return new ShowStatement.TableStatus(inDatabase(), filter());
        }
        if (cursor.accept("INDEX") || cursor.accept("INDEXES") || cursor.accept("KEYS")) {
            return new ShowStatement.Indexes(ofTable(), filter());
        }
        return cursor.accept("CREATE") ? create() : null;
    }

    private ShowStatement create() throws SqlError {
        if (cursor.accept("DATABASE") || cursor.accept("SCHEMA")) {
            cursor.accept("IF", "NOT", "EXISTS");
            return new ShowStatement.CreateDatabase(cursor.name());
        }
        if (!cursor.accept("TABLE")) {
            cursor.expect("VIEW");
        }
        return new ShowStatement.CreateTable(cursor.tableName());
    }

    private Optional<String> inDatabase() throws SqlError {
        return cursor.accept("IN") || cursor.accept("FROM") ? Optional.of(cursor.name()) : Optional.empty();
    }

    private TableName ofTable() throws SqlError {
        if (!cursor.accept("FROM")) {
            cursor.expect("IN");
        }
        TableName table = cursor.tableName();
        Optional<String> database = inDatabase();
        return database.isPresent() ? new TableName(database, table.table()) : table;
    }

    private RowFilter filter() throws SqlError {
        if (cursor.accept("LIKE")) {
            return new RowFilter.Like(cursor.string());
        }
        return cursor.accept("WHERE") ? new RowFilter.Where(expressions.expression()) : new RowFilter.All();
    }

    private @Nullable ShowStatement ofReplication() throws SqlError {
        if (cursor.accept("MASTER", "STATUS") || cursor.version().binlogStatus() && cursor.accept("BINLOG", "STATUS")
                || cursor.version().binaryLogStatus() && cursor.accept("BINARY", "LOG", "STATUS")) {
            return new ShowStatement.MasterStatus();
        }
        if (cursor.accept("BINARY", "LOGS") || cursor.accept("MASTER", "LOGS")) {
            return new ShowStatement.BinaryLogs();
        }
        if (cursor.peek().isWord("BINARY") && cursor.peek(1).isWord("LOG")) {
            // SHOW BINARY LOG STATUS is of MySQL 8.2; clients try it and go by this error's place.
            cursor.next();
            throw cursor.error();
        }
        if (cursor.accept("BINLOG", "EVENTS")) {
            return new ShowStatement.BinlogEvents(file(), from(), cursor.limit());
        }
        if (cursor.accept("RELAYLOG")) {
            Optional<String> channel = ReplicationParser.connection(cursor);
            cursor.expect("EVENTS");
            Optional<String> file = file();
            OptionalLong from = from();
            Limit limit = cursor.limit();
            return new ShowStatement.RelaylogEvents(file, from, limit, ReplicationParser.channel(cursor, channel));
        }
        if (ReplicationParser.allReplicas(cursor)) {
            cursor.expect("STATUS");
            return new ShowStatement.AllSlavesStatus();
        }
        if (cursor.accept("SLAVE", "HOSTS")) {
            return new ShowStatement.SlaveHosts(Words.MASTER_SLAVE);
        }
        return cursor.version().replica() ? inReplicaWords() : ofReplica(Words.MASTER_SLAVE);
    }

    private @Nullable ShowStatement inReplicaWords() throws SqlError {
        boolean mariaDb = cursor.version().mariaDb();
        if (mariaDb ? cursor.accept("REPLICA", "HOSTS") : cursor.accept("REPLICAS")) {
            return new ShowStatement.SlaveHosts(mariaDb ? Words.MASTER_SLAVE : Words.SOURCE_REPLICA);
        }
        // MariaDB answers in the old words whichever were asked in.
        return ofReplica(cursor.peek().isWord("REPLICA") && !mariaDb ? Words.SOURCE_REPLICA : Words.MASTER_SLAVE);
    }

    private @Nullable ShowStatement ofReplica(Words words) throws SqlError {
        if (!ReplicationParser.replica(cursor)) {
            return null;
        }
        Optional<String> channel = ReplicationParser.connection(cursor);
        cursor.expect("STATUS");
        cursor.accept("NOLOCK");
        return new ShowStatement.SlaveStatus(ReplicationParser.channel(cursor, channel), words);
    }

    private Optional<String> file() throws SqlError {
        return cursor.accept("IN") ? Optional.of(cursor.string()) : Optional.empty();
    }

    private OptionalLong from() throws SqlError {
        return cursor.accept("FROM") ? OptionalLong.of(cursor.number()) : OptionalLong.empty();
    }

    private @Nullable ShowStatement ofServer() throws SqlError {
        VariableScope scope = VariableScope.IMPLICIT;
        @Nullable
        VariableScope named = cursor.peek().kind() == Token.Kind.WORD
                ? ExpressionParser.scope(cursor.peek().text())
                : null;
        if (named != null) {
            cursor.next();
            scope = named;
        }
        if (cursor.accept("VARIABLES")) {
            return new ShowStatement.Variables(scope, filter());
        }
        if (cursor.accept("STATUS")) {
            return new ShowStatement.Status(scope, filter());
        }
        if (scope != VariableScope.IMPLICIT) {
            return null;
        }
        if (cursor.accept("WARNINGS")) {
            return new ShowStatement.Warnings(cursor.limit());
        }
        if (cursor.accept("ERRORS")) {
            return new ShowStatement.Errors(cursor.limit());
        }
        if (cursor.accept("GRANTS")) {
            return grants();
        }
        if (cursor.accept("ENGINE")) {
            String engine = cursor.name();
            cursor.expect("STATUS");
            return new ShowStatement.EngineStatus(engine);
        }
        FixedList.Kind kind = fixedList();
        return kind == null ? null : new ShowStatement.FixedList(kind, listFilter(kind));
    }

    private RowFilter listFilter(FixedList.Kind kind) throws SqlError {
        if (kind == FixedList.Kind.TRIGGERS || kind == FixedList.Kind.EVENTS || kind == FixedList.Kind.OPEN_TABLES) {
            inDatabase();
        }
        return filter();
    }

    private FixedList.@Nullable Kind fixedList() throws SqlError {
        if (cursor.accept("STORAGE", "ENGINES") || cursor.accept("ENGINES")) {
            return FixedList.Kind.ENGINES;
        }
        if (cursor.accept("CHARACTER", "SET") || cursor.accept("CHARSET")) {
            return FixedList.Kind.CHARACTER_SET;
        }
        if (cursor.accept("OPEN", "TABLES")) {
            return FixedList.Kind.OPEN_TABLES;
        }
        if (cursor.accept("PROCEDURE", "STATUS")) {
            return FixedList.Kind.PROCEDURE_STATUS;
        }
        if (cursor.accept("FUNCTION", "STATUS")) {
            return FixedList.Kind.FUNCTION_STATUS;
        }
        for (FixedList.Kind kind : new FixedList.Kind[]{FixedList.Kind.PLUGINS, FixedList.Kind.COLLATION,
                FixedList.Kind.PRIVILEGES, FixedList.Kind.TRIGGERS, FixedList.Kind.EVENTS, FixedList.Kind.PROFILES}) {
            if (cursor.accept(kind.name())) {
                return kind;
            }
        }
        return null;
    }

    private ShowStatement grants() throws SqlError {
        if (!cursor.accept("FOR") || cursor.accept("CURRENT_USER")) {
            if (cursor.acceptSign("(")) {
                cursor.expectSign(")");
            }
            return new ShowStatement.Grants(Optional.empty());
        }
        return new ShowStatement.Grants(Optional.of(AccountParser.accountName(cursor)));
    }
}
