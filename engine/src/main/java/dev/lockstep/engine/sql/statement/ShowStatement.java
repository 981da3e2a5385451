package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.expression.RowFilter;
import java.util.Optional;
import java.util.OptionalLong;

/** SHOW, DESCRIBE and their kin. Filters are applied to the finished table with {@link RowFilter#apply}. */
public sealed interface ShowStatement extends Statement {

    /** Columns beyond the usual ones. */
    enum Detail {
        USUAL, FULL
    }

    /** Whose words the statement used, and so its answer: SHOW SLAVE STATUS or SHOW REPLICA STATUS. */
    enum Words {
        MASTER_SLAVE, SOURCE_REPLICA
    }

    /** SHOW VARIABLES. */
    record Variables(VariableScope scope, RowFilter filter) implements ShowStatement {}

    /** SHOW STATUS. */
    record Status(VariableScope scope, RowFilter filter) implements ShowStatement {}

    /** SHOW MASTER STATUS, SHOW BINLOG STATUS. */
    record MasterStatus() implements ShowStatement {}

    /** SHOW BINARY LOGS, SHOW MASTER LOGS. */
    record BinaryLogs() implements ShowStatement {}

    /** SHOW BINLOG EVENTS. */
    record BinlogEvents(Optional<String> file, OptionalLong from, Limit limit) implements ShowStatement {}

    /** SHOW RELAYLOG EVENTS. */
    record RelaylogEvents(Optional<String> file, OptionalLong from, Limit limit, Optional<String> channel)
            implements
                ShowStatement {}

    /** SHOW SLAVE STATUS; without a channel all of them (MySQL) or the default one (MariaDB). */
    record SlaveStatus(Optional<String> channel, Words words) implements ShowStatement {}

    /** SHOW ALL SLAVES STATUS (MariaDB). */
    record AllSlavesStatus() implements ShowStatement {}

    /** SHOW SLAVE HOSTS, SHOW REPLICAS. */
    record SlaveHosts(Words words) implements ShowStatement {}

    /** SHOW PROCESSLIST. */
    record Processlist(Detail detail) implements ShowStatement {}

    /** SHOW DATABASES. */
    record Databases(RowFilter filter) implements ShowStatement {}

    /** SHOW TABLES. */
    record Tables(Optional<String> database, Detail detail, RowFilter filter) implements ShowStatement {}

    /** SHOW TABLE STATUS. */
    record TableStatus(Optional<String> database, RowFilter filter) implements ShowStatement {}

    /** SHOW CREATE TABLE and SHOW CREATE VIEW. */
    record CreateTable(TableName table) implements ShowStatement {}

    /** SHOW CREATE DATABASE. */
    record CreateDatabase(String database) implements ShowStatement {}

    /** SHOW COLUMNS, DESCRIBE. */
    record Columns(TableName table, Detail detail, RowFilter filter) implements ShowStatement {}

    /** SHOW INDEX. */
    record Indexes(TableName table, RowFilter filter) implements ShowStatement {}

    /** SHOW WARNINGS. */
    record Warnings(Limit limit) implements ShowStatement {}

    /** SHOW ERRORS. */
    record Errors(Limit limit) implements ShowStatement {}

    /** A list that is the same for every node: the answer is {@link FixedLists#answer}. */
    record FixedList(Kind kind, RowFilter filter) implements ShowStatement {
        /** Which list. */
        public enum Kind {
            ENGINES, PLUGINS, COLLATION, CHARACTER_SET, PRIVILEGES, OPEN_TABLES, TRIGGERS, EVENTS, PROCEDURE_STATUS, FUNCTION_STATUS, PROFILES
        }
    }

    /** SHOW GRANTS; empty for the own account. */
    record Grants(Optional<AccountName> account) implements ShowStatement {}

    /** SHOW ENGINE INNODB STATUS: the engine's name. */
    record EngineStatus(String engine) implements ShowStatement {}
}
