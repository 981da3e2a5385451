package dev.lockstep.engine.sql.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.VariableScope;
import dev.lockstep.engine.sql.result.ResultTable;
import dev.lockstep.engine.sql.result.SqlValues;
import dev.lockstep.engine.sql.statement.ShowStatement;
import dev.lockstep.engine.sql.statement.Statement;
import dev.lockstep.engine.sql.statement.StatementParser;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {
    private static final EvaluationContext CONTEXT = new EvaluationContext() {
        @Override
        public @Nullable Object systemVariable(VariableScope scope, String name) throws SqlError {
            if (name.equals("sql_mode")) {
                return "ANSI";
            }
            throw SqlError.unknownVariable(name);
        }

        @Override
        public @Nullable Object userVariable(String name) {
            return name.equals("five") ? 5L : null;
        }

        @Override
        public @Nullable Object call(String function, List<@Nullable Object> arguments) {
            return function + arguments;
        }

        @Override
        public long statementEpochMicros() {
            return 1_767_323_045_678_901L;
        }
    };

    private static @Nullable Object evaluate(String expression) throws SqlError {
        Statement.Select select = (Statement.Select) StatementParser.parse("SELECT " + expression).statement();
        return new Evaluator(CONTEXT).evaluate(select.items().getFirst().expression());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', value = {"1+2*3;7", "(1+2)*3;9", "7 DIV 2;3", "7/2;3.5000",
            "-5 % 3;-2",
            "2 << 3;16", "6 & 3;2", "6 | 3;7", "6 ^ 3;5", "~0;18446744073709551615", "1 = 1;1", "'a' = 'A';1",
            "'10' > 9;1",
            "NOT 0;1", "1 AND 0;0", "1 XOR 1;0", "5 BETWEEN 1 AND 9;1", "3 IN (1,2,3);1", "'abc' LIKE 'A%';1",
            "NULL <=> NULL;1", "IF(1,'y','n');y", "IFNULL(NULL,2);2", "COALESCE(NULL,NULL,3);3",
            "CONCAT('a',1,'b');a1b",
            "CONCAT_WS(',','a',NULL,'b');a,b", "LOCATE('b','abc');2", "FIND_IN_SET('b','a,b');2", "LOWER('AbC');abc",
            "REPLACE('a-b','-','+');a+b", "SUBSTRING('abcdef',2,3);bcd", "SUBSTRING('abc',-2);bc", "LEFT('abc',2);ab",
            "SUBSTRING_INDEX('a.b.c','.',2);a.b", "SUBSTRING_INDEX('a.b.c','.',-1);c", "LENGTH('äb');3",
            "ROUND(2.567,1);2.6",
            "GREATEST(1,3,2);3", "HEX('AB');4142", "MD5('a');0cc175b9c0f1b6a831c399e269772661", "@five + 1;6",
            "@@sql_mode;ANSI",
            "UNIX_TIMESTAMP();1767323045", "NOW();2026-01-02 03:04:05", "NOW(3);2026-01-02 03:04:05.678000",
            "CURDATE();2026-01-02", "CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' END;b", "CASE WHEN 0 THEN 1 ELSE 2 END;2",
            "1.5 + 1;2.5", "9223372036854775807 + 0;9223372036854775807", "'3abc' + 1;4", "MOD(7,4);3",
            "LPAD('5',3,'0');005",
            "VERSION();VERSION[]", "CRC32('a');3904355907", "1 IS NULL;0", "NULL IS NOT NULL;0", "UNHEX('4142');AB"})
    void values(String expression, String text) throws SqlError {
        Object value = evaluate(expression);
        assertThat(value).isNotNull();
        assertThat(SqlValues.text(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1/0", "NULL = 1", "CONCAT('a'%NULL)", "NULL AND 1", "MOD(1%0)", "@none"})
    void nulls(String expression) throws SqlError {
        assertThat(evaluate(expression.replace('%', ','))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"@@nix,1193", "CONCAT(),1582", "REPEAT('x' 999999999),1301",
            "9223372036854775807*9223372036854775807,1690",
            "abc,1054"})
    void errors(String expression, int code) {
        String sql = expression.replace("' ", "',");
        assertThat(catchThrowableOfType(SqlError.class, () -> evaluate(sql)).code()).isEqualTo(code);
    }

    @Test
    void whereFiltersShownRows() throws SqlError {
        ResultTable table = ResultTable.texts("Variable_name", "Value").row("a", "1").row("b", "2").row("c", "3")
                .build();
        ShowStatement.Variables show = (ShowStatement.Variables) StatementParser
                .parse("SHOW VARIABLES WHERE Variable_name IN ('A','b') AND value > 1")
                .statement();

        assertThat(show.filter().apply(table, CONTEXT).rows()).hasSize(1);
        assertThat(new RowFilter.Like("_").apply(table, CONTEXT).rows()).hasSize(3);
        assertThat(new RowFilter.Like("b%").apply(table, CONTEXT).text(0, "Value")).isEqualTo("2");
    }
}
