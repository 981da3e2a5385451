package dev.lockstep.engine.sql.expression;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.result.LikePattern;
import dev.lockstep.engine.sql.result.ResultTable;
import dev.lockstep.engine.wire.ResultRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code LIKE} or {@code WHERE} behind a SHOW statement. */
public sealed interface RowFilter {
    /** Keeps every row. */
    record All() implements RowFilter {}

    /** Keeps rows whose first column matches. */
    record Like(String pattern) implements RowFilter {}

    /** Keeps rows for which the condition is true; columns are referred to by name. */
    record Where(Expression condition) implements RowFilter {}

    /** The rows that are kept. */
    default ResultTable apply(ResultTable table, EvaluationContext context) throws SqlError {
        return switch (this) {
            case All() -> table;
            case Like(String text) -> {
                LikePattern pattern = LikePattern.of(text);
                yield new ResultTable(table.columns(), table.rows().stream().filter(row -> {
                    String first = row.text(0);
                    return first != null && pattern.matches(first);
                }).toList());
            }
            case Where(Expression condition) -> where(table, condition, context);
        };
    }

    private static ResultTable where(ResultTable table, Expression condition, EvaluationContext context)
            throws SqlError {
        List<ResultRow> kept = new ArrayList<>();
        for (ResultRow row : table.rows()) {
            @Nullable
            Object value = new Evaluator(new RowContext(context, table, row)).evaluate(condition);
            if (Numbers.truth(value)) {
                kept.add(row);
            }
        }
        return new ResultTable(table.columns(), kept);
    }
}
