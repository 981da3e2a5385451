package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.Token;
import dev.lockstep.engine.sql.statement.TokenCursor;
import java.util.Set;

/** Parses table options. */
final class OptionParser {
    private static final Set<String> WITHOUT_EFFECT = Set.of("ROW_FORMAT", "MAX_ROWS", "MIN_ROWS", "CHECKSUM",
            "DELAY_KEY_WRITE", "KEY_BLOCK_SIZE", "PACK_KEYS", "STATS_PERSISTENT", "STATS_AUTO_RECALC",
            "STATS_SAMPLE_PAGES", "AVG_ROW_LENGTH", "INSERT_METHOD", "COMPRESSION", "ENCRYPTION", "PAGE_CHECKSUM",
            "TRANSACTIONAL");

    private final TokenCursor cursor;
    private final CollationDefaults collations;

    OptionParser(TokenCursor cursor, CollationDefaults collations) {
        this.cursor = cursor;
        this.collations = collations;
    }

    /** All options behind CREATE TABLE (...). */
    TableShape.Options table(TableShape.Options defaults) throws SqlError {
        String charset = defaults.charset();
        String collation = defaults.collation();
        long autoIncrement = 0;
        String comment = "";
        while (true) {
            cursor.acceptSign(",");
            int start = cursor.index();
            cursor.accept("DEFAULT");
            if (cursor.accept("CHARSET") || cursor.accept("CHARACTER", "SET")) {
                cursor.acceptSign("=");
                charset = Charsets.charset(cursor.stringOrName());
                collation = collations.of(charset);
            } else if (cursor.accept("COLLATE")) {
                cursor.acceptSign("=");
                collation = Charsets.collation(cursor.stringOrName());
                charset = Charsets.charsetOf(collation);
            } else if (cursor.accept("AUTO_INCREMENT")) {
                cursor.acceptSign("=");
                autoIncrement = cursor.number();
            } else if (cursor.accept("COMMENT")) {
                cursor.acceptSign("=");
                comment = cursor.string();
            } else if (!other()) {
                cursor.reset(start);
                return new TableShape.Options(charset, collation, autoIncrement, comment);
            }
        }
    }

    /** ENGINE and options without effect; false if there is none at the cursor. */
    boolean other() throws SqlError {
        if (cursor.accept("ENGINE") || cursor.accept("TYPE")) {
            cursor.acceptSign("=");
            engine(cursor.stringOrName());
            return true;
        }
        Token token = cursor.peek();
        if (token.kind() == Token.Kind.WORD
                && WITHOUT_EFFECT.contains(token.text().toUpperCase(java.util.Locale.ROOT))) {
            cursor.next();
            cursor.acceptSign("=");
            cursor.next();
            return true;
        }
        return false;
    }

    /** Every engine of a usual server is taken for InnoDB, as NO_ENGINE_SUBSTITUTION off does; 1286 for others. */
    private static void engine(String name) throws SqlError {
        if (!Set.of("innodb", "myisam", "memory", "heap", "aria", "xtradb", "rocksdb").contains(
                name.toLowerCase(java.util.Locale.ROOT))) {
            throw SqlError.of(1286, "Unknown storage engine '" + name + "'");
        }
    }

    /** {@code ALGORITHM=x LOCK=y}. */
    void algorithmAndLock() throws SqlError {
        while (cursor.accept("ALGORITHM") || cursor.accept("LOCK")) {
            cursor.acceptSign("=");
            cursor.name();
        }
    }
}
