package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.Token.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Parses what follows CHANGE REPLICATION FILTER. */
final class FilterParser {
    private static final Set<String> NAMES = Set.of("REPLICATE_DO_DB", "REPLICATE_IGNORE_DB", "REPLICATE_DO_TABLE",
            "REPLICATE_IGNORE_TABLE", "REPLICATE_WILD_DO_TABLE", "REPLICATE_WILD_IGNORE_TABLE", "REPLICATE_REWRITE_DB");

    private final TokenCursor cursor;

    FilterParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    Statement parse() throws SqlError {
        Map<String, List<String>> rules = new LinkedHashMap<>();
        do {
            Token token = cursor.peek();
            String name = cursor.name().toUpperCase(Locale.ROOT);
            if (!NAMES.contains(name)) {
                throw Tokenizer.error(cursor.source(), token.start());
            }
            cursor.expectSign("=");
            rules.put(name, values(name));
        } while (cursor.acceptSign(","));
        Optional<String> channel = ReplicationParser.forChannel(cursor);
        cursor.expectEnd();
        return new FilterStatement(Collections.unmodifiableMap(rules), channel);
    }

    private List<String> values(String name) throws SqlError {
        List<String> values = new ArrayList<>();
        cursor.expectSign("(");
        while (!cursor.acceptSign(")")) {
            if (!values.isEmpty()) {
                cursor.expectSign(",");
            }
            values.add(value(name));
        }
        return values;
    }

    private String value(String name) throws SqlError {
        if (name.equals("REPLICATE_REWRITE_DB")) {
            cursor.expectSign("(");
            String from = cursor.name();
            cursor.expectSign(",");
            String to = cursor.name();
            cursor.expectSign(")");
            return from + "->" + to;
        }
        if (cursor.peek().kind() == Kind.STRING) {
            return cursor.string();
        }
        String first = cursor.name();
        return cursor.acceptSign(".") ? first + "." + cursor.name() : first;
    }
}
