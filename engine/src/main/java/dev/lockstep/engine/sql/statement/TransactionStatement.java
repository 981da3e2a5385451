package dev.lockstep.engine.sql.statement;

import java.util.Optional;

/** Begin and end of transactions. */
public sealed interface TransactionStatement extends Statement {

    /** BEGIN, START TRANSACTION. */
    record Begin(Snapshot snapshot, Optional<Assignment.Access> access) implements TransactionStatement {}

    /** When a transaction's view of the data begins. */
    enum Snapshot {
        /** With its first read. */
        LATER,
        /** Now: WITH CONSISTENT SNAPSHOT. */
        NOW
    }

    /** What follows COMMIT or ROLLBACK. */
    enum Completion {
        /** Nothing. */
        END,
        /** AND CHAIN: a new transaction. */
        CHAIN,
        /** RELEASE: the end of the connection. */
        RELEASE
    }

    /** COMMIT. */
    record Commit(Completion completion) implements TransactionStatement {}

    /** ROLLBACK. */
    record Rollback(Completion completion) implements TransactionStatement {}

    /** SAVEPOINT. */
    record Savepoint(String name) implements TransactionStatement {}

    /** ROLLBACK TO. */
    record RollbackTo(String name) implements TransactionStatement {}

    /** RELEASE SAVEPOINT. */
    record ReleaseSavepoint(String name) implements TransactionStatement {}
}
