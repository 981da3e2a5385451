package dev.lockstep.engine.node.replica;

import dev.lockstep.engine.filter.ReplicationFilter.Table;
import dev.lockstep.engine.sql.statement.TableStatement;
import dev.lockstep.engine.sql.statement.TableStatement.Verb;
import dev.lockstep.engine.sql.statement.Token;
import dev.lockstep.engine.sql.statement.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which tables, or which database, a statement changes: what filters and rights are about. */
public final class StatementTables {
    private static final Set<String> BEFORE_THE_NAME = Set.of("CREATE", "OR", "REPLACE", "TEMPORARY", "TABLE", "TABLES",
            "IF", "NOT", "EXISTS", "ALTER", "IGNORE", "ONLINE", "OFFLINE", "DROP", "TRUNCATE", "RENAME", "INSERT",
            "LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED", "INTO", "UPDATE", "DELETE", "QUICK", "FROM", "VIEW", "DATABASE",
            "SCHEMA");

    private final List<Token> tokens;
    private final String database;
    private int at;

    private StatementTables(TableStatement statement, String database) {
        this.tokens = statement.tokens();
        this.database = database;
    }

    /** Whether a database as a whole is created, changed or dropped. */
    public static boolean definesDatabase(TableStatement statement) {
        return switch (statement.verb()) {
            case CREATE_DATABASE, ALTER_DATABASE, DROP_DATABASE -> true;
            default -> false;
        };
    }

    /** The database that such a statement names; {@code current} if it names none. */
    public static String databaseOf(TableStatement statement, String current) {
        StatementTables names = new StatementTables(statement, current);
        names.skipKeywords();
        return names.isName() ? names.word() : current;
    }

    /** The tables, with {@code current} for those without a database. */
    public static List<Table> of(TableStatement statement, String current) {
        StatementTables names = new StatementTables(statement, current);
        List<Table> tables = new ArrayList<>();
        Verb verb = statement.verb();
        if (verb == Verb.SELECT) {
            return tables;
        }
        if (verb == Verb.CREATE_INDEX || verb == Verb.DROP_INDEX) {
            names.skipBehind("ON");
        } else {
            names.skipKeywords();
        }
        names.table(tables);
        boolean several = verb == Verb.DROP_TABLE || verb == Verb.DROP_VIEW || verb == Verb.RENAME_TABLE;
        while (several && names.another()) {
            names.table(tables);
        }
        return tables;
    }

    private boolean atEnd() {
        return at >= tokens.size() || tokens.get(at).kind() == Kind.END;
    }

    private boolean isName() {
        return !atEnd() && (tokens.get(at).kind() == Kind.WORD || tokens.get(at).kind() == Kind.NAME);
    }

    private void skipKeywords() {
        while (!atEnd() && tokens.get(at).kind() == Kind.WORD
                && BEFORE_THE_NAME.contains(tokens.get(at).text().toUpperCase(Locale.ROOT))) {
            at++;
        }
    }

    private void skipBehind(String word) {
        while (!atEnd() && !tokens.get(at).isWord(word)) {
            at++;
        }
        at++;
    }

    private String word() {
        return tokens.get(at++).text();
    }

    private void table(List<Table> tables) {
        if (!isName()) {
            return;
        }
        String first = word();
        if (!atEnd() && tokens.get(at).isSign(".")) {
            at++;
            tables.add(new Table(first, isName() ? word() : ""));
        } else {
            tables.add(new Table(database, first));
        }
    }

    /** Goes on behind a comma or the TO of a renaming. */
    private boolean another() {
        boolean more = !atEnd() && (tokens.get(at).isSign(",") || tokens.get(at).isWord("TO"));
        at++;
        return more;
    }
}
