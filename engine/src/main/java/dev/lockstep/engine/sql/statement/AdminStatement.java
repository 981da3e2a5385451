package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.expression.Expression;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** FLUSH, KILL and other statements about the server. */
public sealed interface AdminStatement extends Statement {

    /** FLUSH, with every object named. */
    record Flush(Set<Flush.FlushTarget> targets) implements AdminStatement {
        /** What is flushed. */
        public enum FlushTarget {
            /** All logs: FLUSH LOGS. */
            LOGS, BINARY_LOGS, RELAY_LOGS, ENGINE_LOGS, ERROR_LOGS, GENERAL_LOGS, SLOW_LOGS, STATUS, TABLES,
            /** FLUSH TABLES WITH READ LOCK: commits of others wait until UNLOCK TABLES. */
            TABLES_WITH_READ_LOCK, PRIVILEGES, HOSTS, QUERY_CACHE, USER_RESOURCES, OPTIMIZER_COSTS
        }
    }

    /** FLUSH RELAY LOGS; without a channel all of them (MySQL) or the usual one (MariaDB). */
    record FlushRelayLogs(Optional<String> channel) implements AdminStatement {}

    /**
     * LOCK TABLES. The lab has no table locks of the server layer: a node may check that the tables exist, and answers
     * OK; rows are protected by the store's own locks as always.
     */
    record LockTables(List<TableLock> locks) implements AdminStatement {}

    /** A table of LOCK TABLES; its type as written, such as {@code READ LOCAL}. */
    record TableLock(TableName table, String type) {}

    /** UNLOCK TABLES: also ends FLUSH TABLES WITH READ LOCK. */
    record UnlockTables() implements AdminStatement {}

    /** KILL. */
    record Kill(Kill.KillTarget target, Expression id) implements AdminStatement {
        /** What ends. */
        public enum KillTarget {
            CONNECTION, QUERY
        }
    }

    /** PURGE BINARY LOGS TO file. */
    record PurgeTo(String file) implements AdminStatement {}

    /** PURGE BINARY LOGS BEFORE time. */
    record PurgeBefore(Expression time) implements AdminStatement {}

    /** INSTALL PLUGIN, INSTALL SONAME (then the name is empty). */
    record InstallPlugin(String name, String library) implements AdminStatement {}

    /** UNINSTALL PLUGIN. */
    record UninstallPlugin(String name) implements AdminStatement {}

    /** UNINSTALL SONAME (MariaDB): all plugins of a library. */
    record UninstallLibrary(String library) implements AdminStatement {}

    /** CALL of a stored procedure. */
    record Call(TableName procedure, List<Expression> arguments) implements AdminStatement {
        /** Copies the list. */
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** SHUTDOWN. */
    record Shutdown(Patience patience) implements AdminStatement {
        /** Whether to wait for replicas first. */
        public enum Patience {
            /** As the server does. */
            NONE,
            /** MariaDB: {@code WAIT FOR ALL SLAVES}. */
            WAIT_FOR_ALL_SLAVES
        }
    }

    /** ANALYZE, CHECK, OPTIMIZE, REPAIR, CHECKSUM TABLE: there is nothing to do in the store. */
    record Maintenance(String verb, List<TableName> tables) implements AdminStatement {}
}
