package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.Token.Kind;
import java.math.BigInteger;
import java.util.List;

/** Walks over the tokens of one statement. */
final class TokenCursor {
    private static final BigInteger UNSIGNED_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private final String source;
    private final List<Token> tokens;
    private int index;

    TokenCursor(String source, List<Token> tokens) {
        this.source = source;
        this.tokens = tokens;
    }

    String source() {
        return source;
    }

    List<Token> tokens() {
        return tokens;
    }

    int index() {
        return index;
    }

    void reset(int to) {
        index = to;
    }

    Token peek() {
        return tokens.get(index);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(index + ahead, tokens.size() - 1));
    }

    /** The token before the current one. */
    Token last() {
        return tokens.get(index - 1);
    }

    Token next() {
        Token token = tokens.get(index);
        if (token.kind() != Kind.END) {
            index++;
        }
        return token;
    }

    boolean atEnd() {
        return peek().kind() == Kind.END;
    }

    SqlError error() {
        return Tokenizer.error(source, peek().start());
    }

    /** Takes these words, or nothing. */
    boolean accept(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).isWord(words[i])) {
                return false;
            }
        }
        index += words.length;
        return true;
    }

    boolean acceptSign(String sign) {
        if (!peek().isSign(sign)) {
            return false;
        }
        index++;
        return true;
    }

    void expect(String... words) throws SqlError {
        for (String word : words) {
            if (!accept(word)) {
                throw error();
            }
        }
    }

    void expectSign(String sign) throws SqlError {
        if (!acceptSign(sign)) {
            throw error();
        }
    }

    void expectEnd() throws SqlError {
        if (!atEnd()) {
            throw error();
        }
    }

    /** A name, quoted or not. */
    String name() throws SqlError {
        Token token = peek();
        if (token.kind() != Kind.WORD && token.kind() != Kind.NAME) {
            throw error();
        }
        index++;
        return token.text();
    }

    /** {@code [database.]table}. */
    TableName tableName() throws SqlError {
        String first = name();
        if (acceptSign(".")) {
            return new TableName(java.util.Optional.of(first), name());
        }
        return new TableName(java.util.Optional.empty(), first);
    }

    String string() throws SqlError {
        if (peek().kind() != Kind.STRING) {
            throw error();
        }
        return next().text();
    }

    /** A string, or a name where servers take either. */
    String stringOrName() throws SqlError {
        return peek().kind() == Kind.STRING ? next().text() : name();
    }

    /** A whole number of 0 to 2^63 - 1; larger ones count as the largest. */
    long number() throws SqlError {
        Token token = peek();
        if (token.kind() != Kind.NUMBER || !token.text().chars().allMatch(Character::isDigit)) {
            throw error();
        }
        index++;
        if (token.text().length() < 19) {
            return Long.parseLong(token.text());
        }
        if (token.text().length() > 40) {
            return Long.MAX_VALUE;
        }
        return new BigInteger(token.text()).min(UNSIGNED_MAX).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }

    /** {@code LIMIT [offset,] count}, if there is one. */
    Limit limit() throws SqlError {
        if (!accept("LIMIT")) {
            return Limit.NONE;
        }
        long first = number();
        if (acceptSign(",")) {
            return new Limit(first, number());
        }
        return accept("OFFSET") ? new Limit(number(), first) : new Limit(0, first);
    }
}
