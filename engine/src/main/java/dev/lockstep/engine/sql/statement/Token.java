package dev.lockstep.engine.sql.statement;

/**
 * A word, name, literal or sign.
 *
 * @param kind what it is
 * @param text words as written; names and strings without quotes and escapes; numbers as written; hex strings as digits
 * @param start index of its first character in the source
 * @param end index after its last
 */
public record Token(Kind kind, String text, int start, int end) {
    /** What a token is. */
    public enum Kind {
        /** An unquoted word: a keyword or a name. */
        WORD,
        /** A name in backticks. */
        NAME,
        /** A string literal. */
        STRING,
        /** A number. */
        NUMBER,
        /** {@code 0x..} or {@code x'..'}: the digits. */
        HEX,
        /** {@code 0b..} or {@code b'..'}: the digits. */
        BITS,
        /** {@code @name}: the name. */
        USER_VARIABLE,
        /** {@code @@}. */
        SYSTEM_VARIABLE,
        /** A question mark. */
        PARAMETER,
        /** A sign of one to three characters. */
        SIGN,
        /** An expression that the session evaluates; made by the parser. */
        SUBSTITUTE,
        /** After the last token. */
        END
    }

    /** Whether it is this word, whatever its case. */
    public boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    /** Whether it is this sign. */
    public boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }
}
