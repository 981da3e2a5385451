package dev.lockstep.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void wrapsBetweenWords() {
        assertThat(Terminal.wrapped("one two  three\nfour incomprehensibilities", 9)).containsExactly("one two", "three",
                "four", "incomprehensibilities");
    }
}
