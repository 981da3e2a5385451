package dev.lockstep.engine.node.session;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.result.ResultTable;
import dev.lockstep.engine.sql.statement.FixedLists;
import dev.lockstep.engine.sql.statement.Limit;
import dev.lockstep.engine.sql.statement.ShowStatement;
import dev.lockstep.engine.sql.statement.ShowStatement.Detail;
import dev.lockstep.engine.sql.statement.TableName;
import dev.lockstep.engine.sql.store.Catalog;
import dev.lockstep.engine.sql.store.GrantWords;
import dev.lockstep.engine.sql.store.Rights;
import dev.lockstep.engine.wire.ColumnDefinition;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** SHOW and DESCRIBE. */
final class ShowStatements {
    private static final int SHORT_INFO = 100;

    private final Server server;
    private final SqlSession sql;
    private final ReplicationShows replication;
    private final ConnectionVariables connection;

    ShowStatements(Server server, SqlSession sql) {
        this.server = server;
        this.sql = sql;
        this.connection = new ConnectionVariables(server, sql);
        this.replication = new ReplicationShows(server, sql);
    }

    ResultTable answer(ShowStatement statement) throws SqlError {
        Catalog catalog = server.store().catalog();
        sql.rowCount(-1);
        return switch (statement) {
            case ShowStatement.Variables show -> show.filter().apply(variables(show.scope()), sql);
            case ShowStatement.Status show -> show.filter().apply(
                    ResultTable.ofPairs(new TreeMap<>(StatusVariables.of(server, sql))), sql);
            case ShowStatement.MasterStatus _ -> replication.masterStatus();
            case ShowStatement.BinaryLogs _ -> replication.binaryLogs();
            case ShowStatement.BinlogEvents show -> replication.binlogEvents(show);
            case ShowStatement.RelaylogEvents show -> replication.relaylogEvents(show);
            case ShowStatement.SlaveStatus show -> replication.slaveStatus(show);
            case ShowStatement.AllSlavesStatus _ -> replication.allSlavesStatus();
            case ShowStatement.SlaveHosts show -> replication.slaveHosts(show);
            case ShowStatement.Processlist(Detail detail) -> processlist(detail);
            case ShowStatement.Databases show -> show.filter().apply(visible(catalog.showDatabases()), sql);
            case ShowStatement.Tables show -> show.filter().apply(
                    visible(database(show.database()), catalog.showTables(database(show.database()), show.detail())),
                    sql);
            case ShowStatement.TableStatus show -> show.filter().apply(
                    visible(database(show.database()), catalog.showTableStatus(database(show.database()))), sql);
            case ShowStatement.CreateTable(TableName table) -> catalog.showCreateTable(database(table.database()),
                    table.table());
            case ShowStatement.CreateDatabase(String database) -> catalog.showCreateDatabase(database);
            case ShowStatement.Columns show -> show.filter().apply(catalog.showColumns(
                    database(show.table().database()), show.table().table(), show.detail()), sql);
            case ShowStatement.Indexes show -> show.filter().apply(catalog.showIndexes(
                    database(show.table().database()), show.table().table()), sql);
            case ShowStatement.Warnings(Limit limit) -> warnings(limit, sql.warnings());
            case ShowStatement.Errors(Limit limit) -> warnings(limit, sql.warnings().stream()
                    .filter(warning -> warning.level() == Warning.Level.ERROR).toList());
            case ShowStatement.FixedList show -> show.filter().apply(
                    show.kind() == ShowStatement.FixedList.Kind.PLUGINS
                            ? server.plugins().show()
                            : FixedLists.answer(show.kind()),
                    sql);
            case ShowStatement.Grants show -> server.store().accounts().showGrants(
                    show.account().orElse(sql.account()), GrantWords.of(server.version()));
            case ShowStatement.EngineStatus show -> ResultTable.texts("Type", "Name", "Status")
                    .row(show.engine(), "", "The table store of this node is H2").build();
        };
    }

    /** Without the databases that the account has no right in. */
    private ResultTable visible(ResultTable all) {
        Rights rights = server.store().accounts().rights(sql.account());
        if (rights.has("SHOW DATABASES")) {
            return all;
        }
        return new ResultTable(all.columns(), all.rows().stream().filter(row -> {
            String name = String.valueOf(row.text(0));
            return name.endsWith("_schema") || rights.sees(name);
        }).toList());
    }

    /** Without the tables that the account has no right for. */
    private ResultTable visible(String database, ResultTable all) {
        Rights rights = server.store().accounts().rights(sql.account());
        if (database.endsWith("_schema") || rights.has("SELECT", database)) {
            return all;
        }
        return new ResultTable(all.columns(), all.rows().stream()
                .filter(row -> rights.sees(database, String.valueOf(row.text(0)))).toList());
    }

    private ResultTable variables(VariableScope written) throws SqlError {
        server.lockVariables().lock("fill_variables");
        try {
            return connection.show(
                    sql.variables().show(written == VariableScope.IMPLICIT ? VariableScope.SESSION : written));
        } finally {
            server.lockVariables().unlock();
        }
    }

    private String database(Optional<String> named) throws SqlError {
        return named.or(() -> Optional.ofNullable(sql.session().database()))
                .orElseThrow(() -> SqlError.of(1046, "No database selected"));
    }

    private static ResultTable warnings(Limit limit, List<Warning> warnings) {
        ResultTable.Builder table = ResultTable.of(List.of(ColumnDefinition.text("Level"),
                ColumnDefinition.number("Code"), ColumnDefinition.text("Message")));
        warnings.stream().skip(limit.offset()).limit(limit.count())
                .forEach(warning -> table.row(warning.level().text(), warning.code(), warning.message()));
        return table.build();
    }

    private ResultTable processlist(Detail detail) {
        ResultTable.Builder table = ResultTable.of(List.of(ColumnDefinition.number("Id"),
                ColumnDefinition.text("User"), ColumnDefinition.text("Host"), ColumnDefinition.text("db"),
                ColumnDefinition.text("Command"), ColumnDefinition.number("Time"), ColumnDefinition.text("State"),
                ColumnDefinition.text("Info")));
        long now = server.world().clock().nanos();
        boolean all = server.store().accounts().rights(sql.account()).has("PROCESS");
        for (ServerProcess process : server.allProcesses()) {
            if (!all && !process.user().equals(sql.session().user())) {
                continue;
            }
            @Nullable
            String info = process.info();
            if (info != null && detail == Detail.USUAL && info.length() > SHORT_INFO) {
                info = info.substring(0, SHORT_INFO);
            }
            table.row(process.id(), process.user(), process.host(), process.database(), process.command(),
                    Math.max(0, now - process.sinceNanos()) / 1_000_000_000L, process.state(), info);
        }
        return table.build();
    }
}
