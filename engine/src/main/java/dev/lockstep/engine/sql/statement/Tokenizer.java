package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a statement into tokens. Comments vanish, version comments open. Written by hand, because H2's own lexer takes forms
 * that MySQL does not know: whatever reaches H2 is written anew from these tokens. Takes time linear in the text.
 */
final class Tokenizer {
    private static final List<String> LONG_SIGNS = List.of("<=>", "->>", "<=", ">=", "<>", "!=", "||", "&&", ":=", "<<",
            ">>", "->");

    private final String source;
    private final ServerVersion versions;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int openComment = -1;

    private Tokenizer(String source, ServerVersion versions) {
        this.source = source;
        this.versions = versions;
    }

    /** All tokens, the last one of kind END. */
    static List<Token> tokens(String source, ServerVersion versions) throws SqlError {
        Tokenizer tokenizer = new Tokenizer(source, versions);
        while (tokenizer.skipToToken()) {
            tokenizer.token();
        }
        if (tokenizer.openComment >= 0) {
            throw tokenizer.error(tokenizer.openComment);
        }
        tokenizer.add(Kind.END, "", source.length());
        return tokenizer.tokens;
    }

    private SqlError error(int from) {
        return error(source, from);
    }

    /** 1064 for what begins at {@code from}. */
    static SqlError error(String source, int from) {
        int line = 1;
        for (int i = 0; i < from; i++) {
            if (source.charAt(i) == '\n') {
                line++;
            }
        }
        return SqlError.syntax(source.substring(from), line);
    }

    private char peek(int ahead) {
        return at + ahead < source.length() ? source.charAt(at + ahead) : '\0';
    }

    /** Moves behind space and comments; false at the end. */
    private boolean skipToToken() throws SqlError {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (Character.isWhitespace(c) || c == '\u00a0') {
                at++;
            } else if (c == '#' || c == '-' && peek(1) == '-' && (at + 2 >= source.length() || peek(2) <= ' ')) {
                int end = source.indexOf('\n', at);
                at = end < 0 ? source.length() : end + 1;
            } else if (c == '/' && peek(1) == '*') {
                comment();
            } else if (openComment >= 0 && c == '*' && peek(1) == '/') {
                openComment = -1;
                at += 2;
            } else {
                return true;
            }
        }
        return false;
    }

    private void comment() throws SqlError {
        int start = at;
        boolean maria = peek(2) == 'M' && peek(3) == '!';
        if ((maria || peek(2) == '!') && openComment < 0) {
            int digits = at + (maria ? 4 : 3);
            int end = digits;
            while (end < source.length() && end < digits + 6 && isDigit(source.charAt(end))) {
                end++;
            }
            int minimum = end - digits >= 5 ? Integer.parseInt(source.substring(digits, end)) : 0;
            var family = maria ? ServerVersion.Family.MARIADB : ServerVersion.Family.MYSQL;
            if (versions.executes(family, minimum)) {
                openComment = start;
                at = end - digits >= 5 ? end : digits;
                return;
            }
        }
        int end = source.indexOf("*/", at + 2);
        if (end < 0) {
            throw error(start);
        }
        at = end + 2;
    }

    private void token() throws SqlError {
        char c = source.charAt(at);
        if (c == '\'' || c == '"') {
            quoted(Kind.STRING, c, at);
        } else if (c == '`') {
            quoted(Kind.NAME, c, at);
        } else if (c == '@') {
            variable();
        } else if (c == '?') {
            add(Kind.PARAMETER, "?", at + 1);
        } else if ((c == 'x' || c == 'X') && peek(1) == '\'') {
            digits(Kind.HEX, 16);
        } else if ((c == 'b' || c == 'B') && peek(1) == '\'') {
            digits(Kind.BITS, 2);
        } else if ((c == 'n' || c == 'N') && peek(1) == '\'') {
            int start = at++;
            quoted(Kind.STRING, '\'', start);
        } else if (isDigit(c) || c == '.' && isDigit(peek(1)) && !afterName()) {
            number();
        } else if (isNamePart(c)) {
            add(Kind.WORD, null, nameEnd(at));
        } else {
            sign();
        }
    }

    /** Whether a name stands directly before, so that a point begins a column's name such as {@code t.1a}. */
    private boolean afterName() {
        return !tokens.isEmpty() && tokens.getLast().end() == at
                && (tokens.getLast().kind() == Kind.WORD || tokens.getLast().kind() == Kind.NAME);
    }

    private void quoted(Kind kind, char quote, int start) throws SqlError {
        StringBuilder text = new StringBuilder();
        int i = at + 1;
        while (true) {
            if (i >= source.length()) {
                throw error(start);
            }
            char c = source.charAt(i);
            if (c == quote) {
                if (i + 1 < source.length() && source.charAt(i + 1) == quote) {
                    i++;
                } else {
                    break;
                }
            } else if (c == '\\' && kind == Kind.STRING && i + 1 < source.length()) {
                i++;
                escape(text, source.charAt(i));
                i++;
                continue;
            }
            text.append(c);
            i++;
        }
        if (kind == Kind.NAME && text.isEmpty()) {
            throw error(start);
        }
        tokens.add(new Token(kind, text.toString(), start, i + 1));
        at = i + 1;
    }

    private static void escape(StringBuilder text, char c) {
        switch (c) {
            case '0' -> text.append('\0');
            case 'b' -> text.append('\b');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'Z' -> text.append('\u001a');
            case '%', '_' -> text.append('\\').append(c);
            default -> text.append(c);
        }
    }

    private void variable() throws SqlError {
        int start = at;
        if (peek(1) == '@') {
            add(Kind.SYSTEM_VARIABLE, "@@", at + 2);
            return;
        }
        char next = peek(1);
        at++;
        if (next == '\'' || next == '"' || next == '`') {
            quoted(Kind.USER_VARIABLE, next, start);
            return;
        }
        int end = at;
        while (end < source.length() && (isNamePart(source.charAt(end)) || source.charAt(end) == '.')) {
            end++;
        }
        String name = source.substring(at, end);
        at = start;
        // A lone @ is the sign between user and host.
        add(name.isEmpty() ? Kind.SIGN : Kind.USER_VARIABLE, name.isEmpty() ? "@" : name, end);
    }

    private void digits(Kind kind, int radix) throws SqlError {
        int start = at;
        int end = source.indexOf('\'', at + 2);
        if (end < 0) {
            throw error(start);
        }
        String text = source.substring(at + 2, end);
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), radix) < 0) {
                throw error(start);
            }
        }
        if (kind == Kind.HEX && text.length() % 2 != 0) {
            throw error(start);
        }
        add(kind, text, end + 1);
    }

    private void number() {
        int end = at;
        if (source.charAt(at) == '0' && (peek(1) == 'x' || peek(1) == 'b')) {
            int radix = peek(1) == 'x' ? 16 : 2;
            end = at + 2;
            while (end < source.length() && Character.digit(source.charAt(end), radix) >= 0) {
                end++;
            }
            if (end > at + 2 && !isNamePartAt(end)) {
                add(radix == 16 ? Kind.HEX : Kind.BITS, source.substring(at + 2, end), end);
                return;
            }
            end = at;
        }
        end = digitsEnd(end);
        if (!isPointAt(end) && isNamePartAt(end) && !exponentAt(end)) {
            add(Kind.WORD, null, nameEnd(at));
            return;
        }
        if (isPointAt(end)) {
            end = digitsEnd(end + 1);
        }
        if (exponentAt(end)) {
            int sign = source.charAt(end + 1) == '+' || source.charAt(end + 1) == '-' ? 1 : 0;
            end = digitsEnd(end + 1 + sign);
        }
        add(Kind.NUMBER, null, end);
    }

    private boolean isPointAt(int index) {
        return index < source.length() && source.charAt(index) == '.';
    }

    private boolean isNamePartAt(int index) {
        return index < source.length() && isNamePart(source.charAt(index));
    }

    private boolean exponentAt(int index) {
        if (index + 1 >= source.length() || (source.charAt(index) | 0x20) != 'e') {
            return false;
        }
        char next = source.charAt(index + 1);
        return isDigit(next)
                || (next == '+' || next == '-') && index + 2 < source.length() && isDigit(source.charAt(index + 2));
    }

    private int digitsEnd(int from) {
        int end = from;
        while (end < source.length() && isDigit(source.charAt(end))) {
            end++;
        }
        return end;
    }

    private int nameEnd(int from) {
        int end = from;
        while (end < source.length() && isNamePart(source.charAt(end))) {
            end++;
        }
        return end;
    }

    private void sign() throws SqlError {
        for (String sign : LONG_SIGNS) {
            if (source.startsWith(sign, at)) {
                add(Kind.SIGN, sign, at + sign.length());
                return;
            }
        }
        char c = source.charAt(at);
        if ("+-*/%=<>!~^&|(),.;:{}".indexOf(c) < 0) {
            throw error(at);
        }
        add(Kind.SIGN, String.valueOf(c), at + 1);
    }

    private void add(Kind kind, @org.jspecify.annotations.Nullable String text, int end) {
        tokens.add(new Token(kind, text == null ? source.substring(at, end) : text, at, end));
        at = end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNamePart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c == '_' || c == '$'
                || c >= '\u0080' && !Character.isWhitespace(c) && c != '\u00a0';
    }
}
