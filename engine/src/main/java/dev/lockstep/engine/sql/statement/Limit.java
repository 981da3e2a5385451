package dev.lockstep.engine.sql.statement;

/**
 * {@code LIMIT [offset,] count}.
 *
 * @param offset rows to pass over
 * @param count rows at most, {@link Long#MAX_VALUE} for all
 */
public record Limit(long offset, long count) {
    /** Every row. */
    public static final Limit NONE = new Limit(0, Long.MAX_VALUE);
}
