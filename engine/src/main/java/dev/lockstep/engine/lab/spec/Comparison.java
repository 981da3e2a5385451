package dev.lockstep.engine.lab.spec;

/**
 * How a value that was found must relate to one that is written in the file.
 *
 * @param op in which way
 * @param value the right side; a whole number unless {@code op} is {@link Op#IS} or {@link Op#IS_NOT}
 */
public record Comparison(Op op, String value) {
    /** The relations, with the keys of the file. */
    public enum Op {
        /** Equal, as text without regard to case. */
        IS("is"),
        /** Not equal. */
        IS_NOT("is-not"),
        /** At least as large. */
        AT_LEAST("at-least"),
        /** At most as large. */
        AT_MOST("at-most"),
        /** At least so much larger than when the check's step began. */
        GROWS_BY("grows-by");

        private final String key;

        Op(String key) {
            this.key = key;
        }

        /** How the file writes it. */
        public String key() {
            return key;
        }
    }
}
