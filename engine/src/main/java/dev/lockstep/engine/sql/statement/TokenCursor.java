package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.Token.Kind;
import java.math.BigInteger;
import java.util.List;

/** Walks over the tokens of one statement; the last token is of kind END. Not thread-safe. */
public final class TokenCursor {
    private static final BigInteger UNSIGNED_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private final String source;
    private final List<Token> tokens;
    private final ServerVersion version;
    private int index;

    /** Starts at the first token; of MySQL 5.7. */
    public TokenCursor(String source, List<Token> tokens) {
        this(source, tokens, ServerVersion.MYSQL_5_7);
    }

    /** Starts at the first token; {@code version} says which words there are. */
    public TokenCursor(String source, List<Token> tokens, ServerVersion version) {
        this.source = source;
        this.tokens = tokens;
        this.version = version;
    }

    /** Which server's words are understood. */
    public ServerVersion version() {
        return version;
    }

    /** The text that the tokens point into. */
    public String source() {
        return source;
    }

    /** Where it stands: for {@link #reset}. */
    public int index() {
        return index;
    }

    /** Goes back to where {@link #index} said. */
    public void reset(int to) {
        index = to;
    }

    /** The current token. */
    public Token peek() {
        return tokens.get(index);
    }

    /** A token further on; the END token behind the last. */
    public Token peek(int ahead) {
        return tokens.get(Math.min(index + ahead, tokens.size() - 1));
    }

    /** The token before the current one. */
    public Token last() {
        return tokens.get(index - 1);
    }

    /** The current token, and on to the next. */
    public Token next() {
        Token token = tokens.get(index);
        if (token.kind() != Kind.END) {
            index++;
        }
        return token;
    }

    /** Whether no token is left. */
    public boolean atEnd() {
        return peek().kind() == Kind.END;
    }

    /** 1064 for what begins at the current token. */
    public SqlError error() {
        return Tokenizer.error(source, peek().start());
    }

    /** Takes these words, or nothing. */
    public boolean accept(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).isWord(words[i])) {
                return false;
            }
        }
        index += words.length;
        return true;
    }

    /** Takes this sign, or nothing. */
    public boolean acceptSign(String sign) {
        if (!peek().isSign(sign)) {
            return false;
        }
        index++;
        return true;
    }

    /** Takes these words; 1064 if they are not there. */
    public void expect(String... words) throws SqlError {
        for (String word : words) {
            if (!accept(word)) {
                throw error();
            }
        }
    }

    /** Takes this sign; 1064 if it is not there. */
    public void expectSign(String sign) throws SqlError {
        if (!acceptSign(sign)) {
            throw error();
        }
    }

    /** 1064 if a token is left. */
    public void expectEnd() throws SqlError {
        if (!atEnd()) {
            throw error();
        }
    }

    /** A name, quoted or not. */
    public String name() throws SqlError {
        Token token = peek();
        if (token.kind() != Kind.WORD && token.kind() != Kind.NAME) {
            throw error();
        }
        index++;
        return token.text();
    }

    /** {@code [database.]table}. */
    public TableName tableName() throws SqlError {
        String first = name();
        if (acceptSign(".")) {
            return new TableName(java.util.Optional.of(first), name());
        }
        return new TableName(java.util.Optional.empty(), first);
    }

    /** A string literal. */
    public String string() throws SqlError {
        if (peek().kind() != Kind.STRING) {
            throw error();
        }
        return next().text();
    }

    /** A string, or a name where servers take either. */
    public String stringOrName() throws SqlError {
        return peek().kind() == Kind.STRING ? next().text() : name();
    }

    /** A whole number of 0 to 2^63 - 1; larger ones count as the largest. */
    public long number() throws SqlError {
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
