package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.statement.TableStatement;
import dev.lockstep.engine.sql.statement.Token;
import dev.lockstep.engine.sql.statement.Token.Kind;
import dev.lockstep.engine.wire.ColumnDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names of a result's columns as MySQL gives them: an expression without an alias is called as the client wrote it. H2 calls it
 * as it would write it itself ({@code LISTAGG(a) WITHIN GROUP (ORDER BY NULL)} for {@code group_concat(a)}).
 */
final class Headings {
    private static final Set<String> BEFORE = Set.of("DISTINCT", "DISTINCTROW", "ALL");
    private static final Set<String> BEHIND = Set.of("FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION",
            "EXCEPT", "INTERSECT", "FOR", "INTO", "WINDOW", "LOCK", "PROCEDURE");

    private final TableStatement statement;
    private final List<String> texts = new ArrayList<>();
    private final List<String> lastWords = new ArrayList<>();

    private Headings(TableStatement statement) {
        this.statement = statement;
    }

    /** The columns with their names; as they are where the statement is no plain list of expressions. */
    static List<ColumnDefinition> of(TableStatement statement, List<ColumnDefinition> columns) {
        if (columns.stream().noneMatch(Headings::isExpression)) {
            return columns;
        }
        Headings headings = new Headings(statement);
        headings.read();
        if (headings.texts.size() != columns.size()) {
            return columns;
        }
        List<ColumnDefinition> named = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            named.add(headings.named(i, columns.get(i)));
        }
        return named;
    }

    private static boolean isExpression(ColumnDefinition column) {
        return column.schema().isEmpty() && column.table().isEmpty();
    }

    private ColumnDefinition named(int i, ColumnDefinition column) {
        // An alias is the last word, and H2's name, too.
        return !isExpression(column) || column.name().equalsIgnoreCase(lastWords.get(i))
                ? column
                : column.named(texts.get(i));
    }

    private void read() {
        List<Token> tokens = statement.tokens();
        if (tokens.isEmpty() || !tokens.getFirst().isWord("SELECT")) {
            return;
        }
        int at = 1;
        while (at < tokens.size() && (isOf(tokens.get(at), BEFORE) || isOf(tokens.get(at), H2Text.DROPPED))) {
            at++;
        }
        int first = at;
        int depth = 0;
        for (; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            if (token.kind() == Kind.END || depth == 0 && (isOf(token, BEHIND) || token.isSign(";"))) {
                break;
            }
            if (token.isSign("(")) {
                depth++;
            } else if (token.isSign(")")) {
                depth--;
            } else if (depth == 0 && token.isSign(",")) {
                add(tokens, first, at);
                first = at + 1;
            }
        }
        add(tokens, first, at);
    }

    private void add(List<Token> tokens, int first, int end) {
        if (first < end) {
            Token last = tokens.get(end - 1);
            texts.add(statement.source().substring(tokens.get(first).start(), last.end()));
            lastWords.add(last.text());
        }
    }

    private static boolean isOf(Token token, Set<String> words) {
        return token.kind() == Kind.WORD && words.contains(token.text().toUpperCase(Locale.ROOT));
    }
}
