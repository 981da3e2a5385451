package dev.lockstep.engine.node.session;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.expression.Evaluator;
import dev.lockstep.engine.sql.result.ResultTable;
import dev.lockstep.engine.sql.statement.Statement;
import dev.lockstep.engine.wire.Collations;
import dev.lockstep.engine.wire.ColumnDefinition;
import dev.lockstep.engine.wire.ColumnFlags;
import dev.lockstep.engine.wire.ColumnType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SELECT without tables: variables, functions, literals. */
final class Selects {
    private static final int REAL_BYTES = 23;
    private static final int NOT_FIXED = 31;

    private Selects() {}

    static Answer answer(Statement.Select select, SqlSession sql) throws SqlError {
        Evaluator evaluator = new Evaluator(sql);
        List<ColumnDefinition> columns = new ArrayList<>();
        @Nullable
        Object[] cells = new @Nullable Object[select.items().size()];
        for (int i = 0; i < cells.length; i++) {
            Statement.Item item = select.items().get(i);
            cells[i] = evaluator.evaluate(item.expression());
            columns.add(column(item.label(), cells[i]));
        }
        ResultTable.Builder table = ResultTable.of(columns);
        if (select.limit().orElse(1) > 0) {
            table.row(cells);
        }
        sql.foundRows(1);
        sql.rowCount(-1);
        return new Answer.Rows(table.build());
    }

    /** The columns that it will answer: for COM_STMT_PREPARE, before there are values. */
    static List<ColumnDefinition> describe(Statement.Select select) {
        return select.items().stream().map(item -> ColumnDefinition.text(item.label())).toList();
    }

    private static ColumnDefinition column(String label, @Nullable Object value) {
        return switch (value) {
            case Long _,Integer _,Boolean _ -> ColumnDefinition.number(label);
            case java.math.BigInteger _ -> number(label, ColumnType.LONGLONG, 21, 0, ColumnFlags.UNSIGNED);
            case BigDecimal number -> number(label, ColumnType.NEWDECIMAL, number.precision() + 2,
                    Math.max(0, number.scale()), 0);
            case Double _,Float _ -> number(label, ColumnType.DOUBLE, REAL_BYTES, NOT_FIXED, 0);
            case LocalDateTime _ -> number(label, ColumnType.DATETIME, 26, 0, 0);
            case LocalDate _ -> number(label, ColumnType.DATE, 10, 0, 0);
            case null, default -> ColumnDefinition.text(label);
        };
    }

    private static ColumnDefinition number(String label, ColumnType type, int length, int decimals, int flags) {
        return new ColumnDefinition("", "", "", label, "", Collations.BINARY, length, type,
                flags | ColumnFlags.BINARY | ColumnFlags.NUM, decimals);
    }
}
