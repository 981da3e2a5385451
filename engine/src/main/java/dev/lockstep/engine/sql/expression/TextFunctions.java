package dev.lockstep.engine.sql.expression;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.result.SqlValues;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Functions of {@link Functions#PURE} that tests and dumps use to put texts together. */
final class TextFunctions {
    private static final Set<String> NAMES = Set.of("QUOTE", "STRCMP", "SPACE", "ASCII", "FIELD", "ELT");
    private static final int MAX_SPACES = 1 << 20;

    private TextFunctions() {}

    static boolean knows(String function) {
        return NAMES.contains(function);
    }

    static @Nullable Object call(Expression.Call call, List<@Nullable Object> arguments)
            throws SqlError {
        boolean list = call.function().equals("FIELD") || call.function().equals("ELT");
        int least = list || call.function().equals("STRCMP") ? 2 : 1;
        PureFunctions.arity(call, least, list ? Integer.MAX_VALUE : least);
        Object first = arguments.getFirst();
        if (first == null) {
            return call.function().equals("QUOTE") ? "NULL" : call.function().equals("FIELD") ? 0L : null;
        }
        String text = SqlValues.text(first);
        return switch (call.function()) {
            case "QUOTE" -> quote(text);
            case "SPACE" -> " ".repeat(Math.clamp(Numbers.number(first).longValue(), 0, MAX_SPACES));
            case "ASCII" -> text.isEmpty() ? 0L : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)[0] & 0xffL;
            case "FIELD" -> field(text, arguments);
            case "ELT" -> {
                long index = Numbers.number(first).longValue();
                yield index < 1 || index >= arguments.size() ? null : arguments.get((int) index);
            }
            default -> compare(text, arguments.get(1));
        };
    }

    private static String quote(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\0", "\\0").replace("\u001a", "\\Z")
                + "'";
    }

    private static @Nullable Object compare(String text, @Nullable Object other) {
        return other == null
                ? null
                : (Object) (long) Integer.signum(text.toLowerCase(Locale.ROOT)
                        .compareTo(SqlValues.text(other).toLowerCase(Locale.ROOT)));
    }

    private static long field(String text, List<@Nullable Object> arguments) {
        for (int i = 1; i < arguments.size(); i++) {
            Object candidate = arguments.get(i);
            if (candidate != null && SqlValues.text(candidate).equalsIgnoreCase(text)) {
                return i;
            }
        }
        return 0;
    }
}
