package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.expression.Expression;
import java.util.Optional;

/** One part of a SET statement. */
public sealed interface Assignment {

    /** {@code @name = value}; the name is in lower case. */
    record UserVariable(String name, Expression value) implements Assignment {}

    /**
     * {@code [GLOBAL|SESSION] name = value} and the forms with {@code @@}. A bare word as value (ON, utf8mb4) is a text
     * literal.
     *
     * @param value empty for DEFAULT
     */
    record SystemVariable(VariableScope scope, String name, Optional<Expression> value) implements Assignment {}

    /** {@code NAMES charset [COLLATE collation]}; an empty charset is DEFAULT. */
    record Names(Optional<String> charset, Optional<String> collation) implements Assignment {}

    /** {@code CHARACTER SET charset}; empty is DEFAULT. */
    record CharacterSet(Optional<String> charset) implements Assignment {}

    /** {@code [GLOBAL|SESSION] TRANSACTION ...}; the implicit scope means the next transaction only. */
    record Transaction(VariableScope scope, Optional<Isolation> isolation, Optional<Access> access)
            implements
                Assignment {}

    /** Isolation levels; {@link #text()} is the value of {@code transaction_isolation}. */
    enum Isolation {
        READ_UNCOMMITTED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE;

        /** Such as {@code REPEATABLE-READ}. */
        public String text() {
            return name().replace('_', '-');
        }
    }

    /** Access modes. */
    enum Access {
        READ_WRITE, READ_ONLY
    }
}
