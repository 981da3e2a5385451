package dev.lockstep.engine.node.replica;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.Collations;
import dev.lockstep.engine.binlog.Intvar;
import dev.lockstep.engine.binlog.PackedDecimal;
import dev.lockstep.engine.binlog.Rand;
import dev.lockstep.engine.binlog.UserVar;
import dev.lockstep.engine.bytes.ByteReader;
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
    /** The generator's modulus (password and RAND() of all versions). */
    private static final long MODULUS = 0x3fff_ffffL;

    private final Map<String, @Nullable Object> variables = new HashMap<>();
    private long insertId;
    private long lastInsertId;
    private long seed1;
    private long seed2;
    private boolean seeded;

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
            case Rand rand -> {
                seed1 = rand.seed1() % MODULUS;
                seed2 = rand.seed2() % MODULUS;
                seeded = true;
            }
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
        seeded = false;
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

    /** Whether the source's RAND() can be repeated. */
    boolean seeded() {
        return seeded;
    }

    /** The next number of the source's generator. */
    double random() {
        seed1 = (seed1 * 3 + seed2) % MODULUS;
        seed2 = (seed1 + seed2 + 33) % MODULUS;
        return (double) seed1 / MODULUS;
    }
}
