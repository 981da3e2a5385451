package dev.lockstep.engine.sql;

/** Which value of a system variable a statement names. */
public enum VariableScope {
    /** {@code @@global.x}, {@code SET GLOBAL x}. */
    GLOBAL,
    /** {@code @@session.x}, {@code @@local.x}, {@code SET SESSION x}. */
    SESSION,
    /** {@code @@x}: the session's value if it has one, else the global one; {@code SET x}: the session's. */
    IMPLICIT
}
