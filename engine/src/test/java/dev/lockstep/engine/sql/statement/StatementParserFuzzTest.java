package dev.lockstep.engine.sql.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.sql.SqlError;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random and mutated statements: a statement or a typed error, nothing else. {@code -Dlockstep.fuzz=N} sets how many. */
class StatementParserFuzzTest {
    private static final long SEED = Long.getLong("lockstep.fuzz.seed", 20260102L);
    private static final List<String> SAMPLES = List.of(
            "SELECT @@session.a AS x, VERSION(), 'it''s' FROM t WHERE a IN (1,2)",
            "SET @a = 1, NAMES utf8mb4, GLOBAL x = DEFAULT",
            "CHANGE MASTER TO MASTER_HOST='h', MASTER_PORT=1 FOR CHANNEL 'c'",
            "SHOW BINLOG EVENTS IN 'f' FROM 4 LIMIT 1,2", "INSERT INTO `t` VALUES (1, 'a\\'b', 0x4142, NULL, NOW())",
            "CREATE TABLE t (id INT NOT NULL AUTO_INCREMENT, PRIMARY KEY (id)) /*! ENGINE = innodb */",
            "GRANT SELECT, INSERT ON a.* TO 'u'@'%' IDENTIFIED BY 'x'", "/*M!100100 SET @@x=0.0 */", "KILL QUERY 5",
            "SELECT CASE WHEN 1 THEN 2 ELSE 3 END, NOT 1 BETWEEN 2 AND 3, -1 DIV 2",
            "START SLAVE UNTIL SQL_AFTER_GTIDS='x'");
    private static final List<String> PIECES = List.of("SELECT", "SET", "SHOW", "(", ")", ",", ";", "'", "\"", "`", "@",
            "@@",
            "/*", "*/", "/*!", "/*!50000", "/*M!", "--", "-- ", "#", "\\", "0x", "b'", "1e", ".", "?", "NULL", "NOT",
            "IN",
            "LIKE", "FROM", "CASE", "\n", "\0", "é", "𝄞", "=", ":=", "<=>", "||", "FOR CHANNEL", "LIMIT",
            "99999999999999999999");

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void onlyStatementsAndTypedErrors() {
        int count = Integer.getInteger("lockstep.fuzz", 100_000);
        Random random = new Random(SEED);
        int parsed = 0;
        int refused = 0;
        for (int i = 0; i < count; i++) {
            String sql = mutate(SAMPLES.get(random.nextInt(SAMPLES.size())), random);
            try {
                StatementParser.parse(sql);
                StatementParser.split(sql);
                parsed++;
            } catch (SqlError typed) {
                assertThat(typed.code()).isBetween(1000, 4999);
                refused++;
            } catch (RuntimeException | Error broken) {
                throw new AssertionError("seed " + SEED + ", round " + i + ": " + sql, broken);
            }
        }
        assertThat(parsed).isPositive();
        assertThat(refused).isPositive();
    }

    private static String mutate(String sample, Random random) {
        StringBuilder text = new StringBuilder(sample);
        int changes = random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(10)));
                case 2 -> text.insert(at, (char) random.nextInt(0x250));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(20))));
            }
        }
        return text.toString();
    }
}
