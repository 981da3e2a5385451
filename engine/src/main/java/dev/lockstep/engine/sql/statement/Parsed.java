package dev.lockstep.engine.sql.statement;

/**
 * A statement and how many question marks it has.
 *
 * @param parameterCount values that an execution has to bind
 */
public record Parsed(Statement statement, int parameterCount) {}
