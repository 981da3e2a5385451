package dev.lockstep.engine.node.session;

import dev.lockstep.engine.binlog.PackedDecimal;
import dev.lockstep.engine.binlog.RawBytes;
import dev.lockstep.engine.binlog.UserVar;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.sql.result.SqlValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Values of user variables as User_var events carry them (semisync.md B.2). */
final class UserVariableValues {
    private static final int UTF8MB4_GENERAL_CI = 45;
    private static final int BINARY = 63;
    private static final int UNSIGNED = 1;

    private UserVariableValues() {}

    static UserVar.@Nullable Value of(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Boolean flag -> whole(flag ? 1 : 0, 0);
            case BigInteger number -> whole(number.longValue(), number.signum() > 0 && number.bitLength() >= 64
                    ? UNSIGNED
                    : 0);
            case BigDecimal number -> decimal(number);
            case Double number ->
                value(UserVar.Kind.REAL, BINARY, new ByteWriter().u64(Double.doubleToLongBits(number)));
            case Float number -> of((double) number);
            case Number number -> whole(number.longValue(), 0);
            case byte[] bytes -> value(UserVar.Kind.STRING, BINARY, new ByteWriter().bytes(bytes));
            default -> value(UserVar.Kind.STRING, UTF8MB4_GENERAL_CI,
                    new ByteWriter().bytes(SqlValues.text(value).getBytes(StandardCharsets.UTF_8)));
        };
    }

    /** Only these have flags. */
    private static UserVar.Value whole(long number, int flags) {
        return new UserVar.Value(UserVar.Kind.INT, BINARY, RawBytes.of(new ByteWriter().u64(number)),
                RawBytes.of(new byte[]{(byte) flags}));
    }

    private static UserVar.Value decimal(BigDecimal number) {
        BigDecimal plain = number.scale() < 0 ? number.setScale(0) : number;
        int precision = Math.max(plain.precision(), plain.scale() + 1);
        ByteWriter out = new ByteWriter().u8(precision).u8(plain.scale());
        PackedDecimal.write(out, precision, plain.scale(), plain);
        return value(UserVar.Kind.DECIMAL, BINARY, out);
    }

    private static UserVar.Value value(UserVar.Kind kind, int collation, ByteWriter bytes) {
        return new UserVar.Value(kind, collation, RawBytes.of(bytes), RawBytes.EMPTY);
    }
}
