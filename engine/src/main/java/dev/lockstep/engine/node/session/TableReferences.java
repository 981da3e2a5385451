package dev.lockstep.engine.node.session;

import dev.lockstep.engine.sql.statement.TableName;
import dev.lockstep.engine.sql.statement.Token;
import dev.lockstep.engine.sql.statement.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The tables that a statement reads: names behind FROM, JOIN and the commas between them, at every depth of parentheses.
 * Names that the statement defines by WITH are not among them.
 */
final class TableReferences {
    private static final Set<String> BEFORE_A_TABLE = Set.of("FROM", "JOIN", "STRAIGHT_JOIN");
    private static final Set<String> ENDS_THE_LIST = Set.of("WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION",
            "SELECT", "SET", "VALUES", "FOR", "WINDOW", "INTERSECT", "EXCEPT");
    /** Functions in whose parentheses FROM means something else. */
    private static final Set<String> FUNCTIONS_WITH_FROM = Set.of("EXTRACT", "TRIM", "SUBSTRING", "SUBSTR", "MID");

    private final List<Token> tokens;
    private final List<TableName> found = new ArrayList<>();
    private final Set<String> defined = new java.util.HashSet<>();
    private final Deque<Place> places = new ArrayDeque<>(List.of(Place.ELSEWHERE));
    private int at;

    private enum Place {
        /** A table is next. */
        TABLE,
        /** Within a list of tables. */
        LIST, ELSEWHERE,
        /** In the parentheses of a function with FROM. */
        FUNCTION
    }

    private TableReferences(List<Token> tokens) {
        this.tokens = tokens;
    }

    static List<TableName> read(List<Token> tokens) {
        TableReferences references = new TableReferences(tokens);
        while (references.at < tokens.size()) {
            references.step(tokens.get(references.at));
        }
        return references.found.stream().filter(name -> name.database().isPresent()
                || !references.defined.contains(name.table().toLowerCase(Locale.ROOT))
                        && !name.table().equalsIgnoreCase("DUAL"))
                .toList();
    }

    private void step(Token token) {
        Place place = places.getFirst();
        String word = token.kind() == Kind.WORD ? token.text().toUpperCase(Locale.ROOT) : "";
        if (token.isSign("(")) {
            open(place);
        } else if (token.isSign(")")) {
            if (places.size() > 1) {
                places.removeFirst();
            }
        } else if (place == Place.FUNCTION) {
            at++;
            return;
        } else if (BEFORE_A_TABLE.contains(word)) {
            become(Place.TABLE);
        } else if (ENDS_THE_LIST.contains(word)) {
            become(Place.ELSEWHERE);
        } else if (place == Place.LIST && token.isSign(",")) {
            become(Place.TABLE);
        } else if (place == Place.TABLE && isName(at)) {
            name();
            become(Place.LIST);
            return;
        }
        at++;
    }

    private void open(Place place) {
        String before = at == 0 ? "" : tokens.get(at - 1).text().toUpperCase(Locale.ROOT);
        if (before.equals("AS") && at > 1 && isName(at - 2)) {
            defined.add(tokens.get(at - 2).text().toLowerCase(Locale.ROOT));
        }
        if (place == Place.TABLE) {
            become(Place.LIST);
            places.addFirst(Place.TABLE);
        } else {
            places.addFirst(FUNCTIONS_WITH_FROM.contains(before) ? Place.FUNCTION : Place.ELSEWHERE);
        }
    }

    private void become(Place place) {
        places.removeFirst();
        places.addFirst(place);
    }

    private boolean isName(int index) {
        return index < tokens.size()
                && (tokens.get(index).kind() == Kind.WORD || tokens.get(index).kind() == Kind.NAME);
    }

    private void name() {
        String first = tokens.get(at++).text();
        if (at < tokens.size() && tokens.get(at).isSign(".") && isName(at + 1)) {
            found.add(new TableName(Optional.of(first), tokens.get(at + 1).text()));
            at += 2;
        } else {
            found.add(new TableName(Optional.empty(), first));
        }
    }
}
