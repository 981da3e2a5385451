package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.expression.EvaluationContext;
import dev.lockstep.engine.sql.expression.Numbers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What H2's triggers tell of the statement that a session executes. H2 fires triggers in the thread that executes, so the
 * thread finds its session here; a trigger that finds none belongs to the store's own work and does nothing.
 */
final class Capture {
    /** What the session is doing. */
    enum Work {
        /** A client's statement. */
        STATEMENT,
        /** Row events: AUTO_INCREMENT values come with them. */
        ROW_EVENTS,
        /** The store's own positions. */
        POSITIONS
    }

    private static final ThreadLocal<@Nullable Capture> CURRENT = new ThreadLocal<>();

    private final Catalog catalog;
    private final TransactionChanges changes = new TransactionChanges();
    private final boolean recording;
    private Work work = Work.STATEMENT;
    private @Nullable EvaluationContext context;
    private long firstGenerated;
    private long lastGenerated;

    Capture(Catalog catalog, boolean recording) {
        this.catalog = catalog;
        this.recording = recording;
    }

    static @Nullable Capture current() {
        return CURRENT.get();
    }

    TransactionChanges changes() {
        return changes;
    }

    boolean recording() {
        return recording;
    }

    Work work() {
        return work;
    }

    Catalog catalog() {
        return catalog;
    }

    void begin(Work what, @Nullable EvaluationContext evaluation) {
        work = what;
        context = evaluation;
        firstGenerated = 0;
        CURRENT.set(this);
    }

    void end() {
        CURRENT.remove();
        context = null;
    }

    /** First AUTO_INCREMENT value made by the statement, 0 if none. */
    long firstGenerated() {
        return firstGenerated;
    }

    /** Makes the next AUTO_INCREMENT value; those of a replicated statement follow the one that comes with it. */
    long generate(AutoIncrement counter) {
        long increment = setting("auto_increment_increment");
        long given = context == null ? 0 : context.insertId();
        long value;
        if (given == 0) {
            value = counter.next(increment, setting("auto_increment_offset"));
        } else {
            value = firstGenerated == 0 ? given : lastGenerated + increment;
            counter.seen(value);
        }
        lastGenerated = value;
        if (firstGenerated == 0) {
            firstGenerated = value;
        }
        return value;
    }

    /** When the statement was begun, null if none is executed. */
    @Nullable
    Long statementEpochMicros() {
        EvaluationContext running = context;
        return running == null ? null : running.statementEpochMicros();
    }

    /** Whether 0 in an AUTO_INCREMENT column is a value and not a request for one. */
    boolean zeroIsValue() {
        try {
            Object mode = context == null ? null : context.statementSetting("sql_mode");
            return mode != null && mode.toString().contains("NO_AUTO_VALUE_ON_ZERO");
        } catch (SqlError unknown) {
            return false;
        }
    }

    private long setting(String name) {
        try {
            Object value = context == null ? null : context.statementSetting(name);
            return value == null ? 1 : Math.max(1, Numbers.number(Objects.requireNonNull(value)).longValue());
        } catch (SqlError unknown) {
            return 1;
        }
    }
}
