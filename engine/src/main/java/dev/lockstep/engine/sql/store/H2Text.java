package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.TableStatement;
import dev.lockstep.engine.sql.statement.TableStatement.Verb;
import dev.lockstep.engine.sql.statement.Token;
import dev.lockstep.engine.sql.statement.Token.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes a statement on rows for H2, from its tokens only: no lexical form of H2 that MySQL does not have gets through.
 *
 * @param sql for H2
 * @param bindings what its question marks stand for, in order
 */
record H2Text(String sql, List<Binding> bindings) {
    /** Words behind SELECT and the like that H2 does not know and that change no result. */
    static final Set<String> DROPPED = Set.of("SQL_NO_CACHE", "SQL_CACHE", "HIGH_PRIORITY", "LOW_PRIORITY",
            "DELAYED", "SQL_CALC_FOUND_ROWS", "SQL_SMALL_RESULT", "SQL_BIG_RESULT", "SQL_BUFFER_RESULT",
            "STRAIGHT_JOIN", "QUICK");

    /** What a question mark stands for. */
    sealed interface Binding {
        /** A parameter of the client's prepared statement. */
        record Parameter(int index) implements Binding {}

        /** An expression that the session evaluates. */
        record Substitution(int index) implements Binding {}

        /** A literal of the client's text. */
        record Constant(Object value) implements Binding {}
    }

    /** What becomes of literals. */
    enum Literals {
        /** Bound, so that statements that differ in them only are prepared once. */
        BOUND,
        /** In the text. */
        INLINE
    }

    /** Writes it. */
    static H2Text of(TableStatement statement, Literals literals) throws SqlError {
        return new Writer(statement, literals).write();
    }

    private static final class Writer {
        private final TableStatement statement;
        private final List<Token> tokens;
        private final Literals literals;
        private final StringBuilder sql = new StringBuilder();
        private final List<Binding> bindings = new ArrayList<>();
        private int parameters;
        private int at;

        Writer(TableStatement statement, Literals literals) {
            this.statement = statement;
            this.tokens = statement.tokens();
            this.literals = literals;
        }

        H2Text write() throws SqlError {
            start();
            while (at < tokens.size()) {
                token(tokens.get(at));
            }
            if (statement.verb() == Verb.DELETE && orderedDelete >= 0) {
                sql.append(')');
            }
            return new H2Text(sql.toString(), bindings);
        }

        private int orderedDelete = -1;

        private void start() {
            Verb verb = statement.verb();
            if (verb == Verb.INSERT || verb == Verb.REPLACE) {
                add(tokens.get(at++).text());
                boolean ignore = false;
                while (at < tokens.size() && (isDropped(tokens.get(at)) || tokens.get(at).isWord("IGNORE"))) {
                    ignore |= tokens.get(at++).isWord("IGNORE");
                }
                add(ignore ? "IGNORE INTO" : "INTO");
                if (at < tokens.size() && tokens.get(at).isWord("INTO")) {
                    at++;
                }
            } else if (verb == Verb.DELETE) {
                orderedDelete();
            }
        }

        /** H2 has no DELETE ... ORDER BY: the rows are found by a query. */
        private void orderedDelete() {
            int depth = 0;
            int from = -1;
            for (int i = 0; i < tokens.size(); i++) {
                Token token = tokens.get(i);
                depth += token.isSign("(") ? 1 : token.isSign(")") ? -1 : 0;
                if (depth == 0 && token.isWord("FROM") && from < 0) {
                    from = i;
                } else if (depth == 0 && token.isWord("ORDER")) {
                    orderedDelete = from;
                }
            }
            if (orderedDelete < 0) {
                return;
            }
            int end = from + (tokens.size() > from + 2 && tokens.get(from + 2).isSign(".") ? 4 : 2);
            StringBuilder table = new StringBuilder();
            for (int i = from + 1; i < Math.min(end, tokens.size()); i++) {
                table.append(tokens.get(i).isSign(".") ? "." : H2Names.quote(tokens.get(i).text()));
            }
            sql.append("DELETE FROM ").append(table).append(" WHERE _ROWID_ IN (SELECT _ROWID_ FROM ").append(table);
            at = end;
        }

        private boolean isDropped(Token token) {
            return token.kind() == Kind.WORD && DROPPED.contains(token.text().toUpperCase(Locale.ROOT));
        }

        private Token peek(int ahead) {
            return at + ahead < tokens.size() ? tokens.get(at + ahead) : new Token(Kind.END, "", 0, 0);
        }

        private void add(String text) {
            if (!sql.isEmpty()) {
                sql.append(' ');
            }
            sql.append(text);
        }

        private void token(Token token) throws SqlError {
            switch (token.kind()) {
                case WORD -> word(token);
                case NAME -> name(token);
                case STRING -> string();
                case NUMBER -> number(token);
                case HEX -> add("X'" + (token.text().length() % 2 == 0 ? "" : "0") + token.text() + "'");
                case BITS -> add(new BigInteger("0" + token.text(), 2).toString());
                case PARAMETER -> bind(new Binding.Parameter(parameters++));
                case SUBSTITUTE -> {
                    int index = Integer.parseInt(token.text());
                    bind(new Binding.Substitution(index), OperandTypes.question(statement.substitutions().get(index)));
                }
                case SIGN -> sign(token);
                default -> throw error(token);
            }
            at++;
        }

        private SqlError error(Token token) {
            String near = statement.source().substring(Math.min(token.start(), statement.source().length()));
            return SqlError.syntax(near, 1);
        }

        private void bind(Binding binding) {
            bind(binding, "?");
        }

        private void bind(Binding binding, String question) {
            add(question);
            bindings.add(binding);
        }

        private void bind(Number literal) {
            bind(new Binding.Constant(literal), OperandTypes.question(tokens, at, literal));
        }

        private void string() throws SqlError {
            StringBuilder text = new StringBuilder(peek(0).text());
            while (peek(1).kind() == Kind.STRING) {
                at++;
                text.append(peek(0).text());
            }
            boolean alias = at > 0 && tokens.get(at - 1).isWord("AS");
            if (alias) {
                H2Names.checkName(text.toString());
                add(H2Names.quote(text.toString()));
            } else if (bound()) {
                bind(new Binding.Constant(text.toString()));
            } else {
                add(H2Names.literal(text.toString()));
            }
        }

        private boolean bound() {
            return literals == Literals.BOUND && statement.verb().changesRows();
        }

        private void number(Token token) throws SqlError {
            if (!bound()) {
                add(token.text().startsWith(".") ? "0" + token.text() : token.text());
                return;
            }
            String text = token.text();
            if (text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                bind(Long.parseLong(text));
            } else if (text.length() > 300) {
                throw SqlError.of(1367, "Illegal double '" + text.substring(0, 40) + "...' value found during parsing");
            } else if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
                bind(Double.parseDouble(text));
            } else {
                bind(new BigDecimal(text.endsWith(".") ? text + "0" : text));
            }
        }

        private void sign(Token token) throws SqlError {
            switch (token.text()) {
                case "." -> {
                    sql.append('.');
                    return;
                }
                case "!=" -> add("<>");
                case "&&" -> add("AND");
                case "||" -> add("OR");
                case "!" -> add("NOT");
                case "<=>" -> add("IS NOT DISTINCT FROM");
                case ";", ":=", "->", "->>", "{", "}", ":", "@" -> throw error(token);
                default -> add(token.text());
            }
        }

        private void name(Token token) throws SqlError {
            H2Names.checkName(token.text());
            if (peek(1).isSign("(")) {
                H2Names.checkFunction(token.text());
            }
            put(H2Names.quote(schema(token.text()) ? H2Names.schema(token.text()) : token.text()));
        }

        /** Behind a point nothing comes between. */
        private void put(String text) {
            if (!sql.isEmpty() && sql.charAt(sql.length() - 1) == '.') {
                sql.append(text);
            } else {
                add(text);
            }
        }

        private boolean schema(String name) {
            return peek(1).isSign(".") && !H2Names.schema(name).equals(name);
        }

        private void word(Token token) throws SqlError {
            String text = token.text();
            H2Names.checkName(text);
            boolean qualified = !sql.isEmpty() && sql.charAt(sql.length() - 1) == '.';
            if (qualified) {
                sql.append(H2Names.quote(text));
                return;
            }
            if (peek(1).isSign("(")) {
                H2Names.checkFunction(text);
            }
            if (schema(text)) {
                add(H2Names.quote(H2Names.schema(text)));
            } else if (isDropped(token) || text.startsWith("_") && peek(1).kind() == Kind.STRING) {
                return;
            } else if (!phrase(token)) {
                add(H2Names.word(text));
            }
        }

        /** Words that H2 knows otherwise, with those behind them. */
        private boolean phrase(Token token) throws SqlError {
            if (token.isWord("COLLATE")) {
                at++;
                return true;
            }
            if (token.isWord("LOCK") && peek(1).isWord("IN") && peek(2).isWord("SHARE")) {
                at += 3;
                add("FOR UPDATE");
                return true;
            }
            boolean hint = token.isWord("USE") || token.isWord("FORCE") || token.isWord("IGNORE");
            if (hint && (peek(1).isWord("INDEX") || peek(1).isWord("KEY"))) {
                while (at < tokens.size() - 1 && !peek(0).isSign(")")) {
                    at++;
                }
                return true;
            }
            if (token.isWord("VALUE") && peek(1).isSign("(") && statement.verb() != Verb.SELECT) {
                add("VALUES");
                return true;
            }
            if (token.isWord("IF") && peek(1).isSign("(")) {
                add("CASEWHEN");
                return true;
            }
            boolean noColumns = token.isWord("VALUES") && peek(1).isSign("(") && peek(2).isSign(")");
            if (noColumns) {
                cutEmptyColumnList();
                at += 2;
                add("DEFAULT VALUES");
                return true;
            }
            return false;
        }

        private void cutEmptyColumnList() {
            if (sql.toString().endsWith("( )")) {
                sql.setLength(sql.length() - 3);
            }
        }
    }

}
