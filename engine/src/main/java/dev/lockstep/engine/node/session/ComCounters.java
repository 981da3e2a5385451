package dev.lockstep.engine.node.session;

import dev.lockstep.engine.sql.statement.AccountStatement;
import dev.lockstep.engine.sql.statement.AdminStatement;
import dev.lockstep.engine.sql.statement.FilterStatement;
import dev.lockstep.engine.sql.statement.ReplicationStatement;
import dev.lockstep.engine.sql.statement.ShowStatement;
import dev.lockstep.engine.sql.statement.Statement;
import dev.lockstep.engine.sql.statement.TableStatement;
import dev.lockstep.engine.sql.statement.TransactionStatement;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Names of the {@code Com_*} status variables. */
final class ComCounters {
    private static final Map<TableStatement.Verb, String> TABLES = new EnumMap<>(TableStatement.Verb.class);

    static {
        for (TableStatement.Verb verb : TableStatement.Verb.values()) {
            TABLES.put(verb, "Com_" + verb.name().toLowerCase(Locale.ROOT).replace("truncate_table", "truncate")
                    .replace("database", "db"));
        }
    }

    private ComCounters() {}

    /** Which counter a statement counts in. */
    static String name(Statement statement) {
        return statement instanceof TableStatement table
                ? Objects.requireNonNull(TABLES.get(table.verb()))
                : "Com_" + other(statement);
    }

    private static String other(Statement statement) {
        return switch (statement) {
            case Statement.Empty _ -> "empty_query";
            case Statement.Select _ -> "select";
            case Statement.Do _ -> "do";
            case Statement.Use _ -> "change_db";
            case Statement.SetVariables _ -> "set_option";
            case Statement.WithVariables _ -> "set_option";
            case TableStatement table -> words(table);
            case TransactionStatement transaction -> transaction(transaction);
            case ShowStatement show -> show(show);
            case ReplicationStatement replication -> replication(replication);
            case FilterStatement _ -> "change_repl_filter";
            case AdminStatement admin -> words(admin);
            case AccountStatement account -> words(account);
        };
    }

    private static String transaction(TransactionStatement statement) {
        return switch (statement) {
            case TransactionStatement.RollbackTo _ -> "rollback_to_savepoint";
            default -> words(statement);
        };
    }

    private static String show(ShowStatement statement) {
        return switch (statement) {
            case ShowStatement.BinaryLogs _ -> "show_binlogs";
            case ShowStatement.Columns _ -> "show_fields";
            case ShowStatement.Indexes _ -> "show_keys";
            case ShowStatement.FixedList list -> "show_" + list.kind().name().toLowerCase(Locale.ROOT);
            default -> "show_" + words(statement);
        };
    }

    private static String replication(ReplicationStatement statement) {
        return switch (statement) {
            case ReplicationStatement.StartSlave _ -> "slave_start";
            case ReplicationStatement.StopSlave _ -> "slave_stop";
            case ReplicationStatement.StartAllSlaves _ -> "start_all_slaves";
            case ReplicationStatement.StopAllSlaves _ -> "stop_all_slaves";
            case ReplicationStatement.ResetSlave _,ReplicationStatement.ResetMaster _ -> "reset";
            case ReplicationStatement.ChangeMaster _ -> "change_master";
        };
    }

    /** The record's name in the servers' way: {@code ReleaseSavepoint} becomes {@code release_savepoint}. */
    private static String words(Statement statement) {
        return statement.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
