package dev.lockstep.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandTest {
    private static int distance(String title, String query) {
        return new Command(title, "", "", () -> {}).distance(query);
    }

    @Test
    void prefersTextsThatHoldTheQuery() {
        assertThat(distance("STOP SLAVE on s2", "slave")).isEqualTo(5);
        assertThat(distance("STOP SLAVE on s2", "sts2")).isGreaterThan(1000);
    }

    @Test
    void refusesLettersInAnotherOrder() {
        assertThat(distance("Kill m", "mk")).isNegative();
    }
}
