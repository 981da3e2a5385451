package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.SqlError;
import java.util.List;

/** Parses the text of one statement. Stateless. */
public final class StatementParser {
    private StatementParser() {}

    /** The statement; 1064 if it is none, 1235 if the lab does not do it, 1295 is left to the caller. */
    public static Parsed parse(String text) throws SqlError {
        if (text.isEmpty()) {
            return new Parsed(new Statement.Empty(), 0);
        }
        throw SqlError.notSupported(text);
    }

    /** The statements of a COM_QUERY with several of them, without their semicolons; at least one. */
    public static List<String> split(String text) throws SqlError {
        if (text.indexOf(';') < 0) {
            return List.of(text);
        }
        throw SqlError.notSupported(text);
    }
}
