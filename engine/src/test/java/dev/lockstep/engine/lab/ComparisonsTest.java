package dev.lockstep.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.lab.spec.Comparison;
import dev.lockstep.engine.lab.spec.Comparison.Op;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonsTest {
    @ParameterizedTest
    @CsvSource({"IS, Yes, yes, true", "IS, Yes, No, false", "IS_NOT, OFF, ON, true", "IS_NOT, on, ON, false",
            "AT_LEAST, 1000, 1000, true", "AT_LEAST, 1000, 999, false", "AT_LEAST, 1, many, false",
            "AT_MOST, 5, 5, true", "AT_MOST, 5, 6, false", "AT_MOST, 5, -6, true", "AT_LEAST, 9, 10, true",
            "GROWS_BY, 3, 13, true", "GROWS_BY, 4, 13, false"})
    void relatesAsTheFileSays(Op op, String expected, String found, boolean holds) {
        assertThat(Comparisons.holds(new Comparison(op, expected), found, "10")).isEqualTo(holds);
    }
}
