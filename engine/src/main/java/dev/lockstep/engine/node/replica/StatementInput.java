package dev.lockstep.engine.node.replica;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.Collations;
import dev.lockstep.engine.binlog.Intvar;
import dev.lockstep.engine.binlog.PackedDecimal;
import dev.lockstep.engine.binlog.Rand;
import dev.lockstep.engine.binlog.UserVar;
import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.sql.expression.RandomNumbers;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the events before a statement give it: numbers that the source made, seeds of RAND(), user variables (semisync.md
 * B.2). Used by one thread; holds for the next statement only.
 */
final class StatementInput {
    private final Map<String, @Nullable Object> variables = new HashMap<>();
    private long insertId;
    private long lastInsertId;
    private @Nullable RandomNumbers random;

    /** Takes such an event. */
    void accept(BinlogEvent event) {
        switch (event) {
            case Intvar intvar -> {
                if (intvar.kind() == Intvar.Kind.INSERT_ID) {
                    insertId = intvar.value();
                } else {
                    lastInsertId = intvar.value();
                }
            }
            case Rand rand -> random = new RandomNumbers(rand.seed1(), rand.seed2());
            case UserVar variable -> variables.put(variable.name().toLowerCase(Locale.ROOT), value(variable.value()));
            default -> throw new IllegalArgumentException("not before a statement: " + event);
        }
    }

    private static @Nullable Object value(UserVar.@Nullable Value value) {
        if (value == null) {
            return null;
        }
        ByteReader in = value.bytes().reader();
        return switch (value.kind()) {
            case INT -> integer(in.u64(), value.tail().size() > 0 && (value.tail().at(0) & 1) != 0);
            case REAL -> Double.longBitsToDouble(in.u64());
            case DECIMAL -> PackedDecimal.read(in, in.u8(), in.u8());
            case STRING, ROW -> value.collation() == Collations.BINARY
                    ? (Object) in.rest()
                    : in.text(in.remaining(), Collations.charset((int) value.collation()));
        };
    }

    private static Object integer(long number, boolean unsigned) {
        return unsigned && number < 0 ? new BigInteger(Long.toUnsignedString(number)) : (Object) number;
    }

    /** The statement is over. */
    void clear() {
        variables.clear();
        insertId = 0;
        lastInsertId = 0;
        random = null;
    }

    long insertId() {
        return insertId;
    }

    long lastInsertId() {
        return lastInsertId;
    }

    @Nullable
    Object variable(String name) {
        return variables.get(name);
    }

    /** The source's generator; null if the source has not told its seeds. */
    @Nullable
    RandomNumbers random() {
        return random;
    }
}
