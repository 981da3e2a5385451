package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.TableName;
import dev.lockstep.engine.sql.statement.Token;
import dev.lockstep.engine.sql.statement.Token.Kind;
import dev.lockstep.engine.sql.statement.TokenCursor;
import dev.lockstep.engine.sql.store.ColumnDeclaration.Fallback;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses columns and keys of CREATE and ALTER TABLE. */
final class ColumnParser {
    private static final Map<String, ColumnKind> SYNONYMS = Map.ofEntries(Map.entry("INTEGER", ColumnKind.INT),
            Map.entry("INT4", ColumnKind.INT), Map.entry("INT8", ColumnKind.BIGINT),
            Map.entry("INT2", ColumnKind.SMALLINT),
            Map.entry("INT1", ColumnKind.TINYINT), Map.entry("INT3", ColumnKind.MEDIUMINT),
            Map.entry("MIDDLEINT", ColumnKind.MEDIUMINT), Map.entry("NUMERIC", ColumnKind.DECIMAL),
            Map.entry("DEC", ColumnKind.DECIMAL), Map.entry("FIXED", ColumnKind.DECIMAL),
            Map.entry("REAL", ColumnKind.DOUBLE), Map.entry("FLOAT8", ColumnKind.DOUBLE),
            Map.entry("FLOAT4", ColumnKind.FLOAT), Map.entry("CHARACTER", ColumnKind.CHAR),
            Map.entry("NCHAR", ColumnKind.CHAR), Map.entry("NVARCHAR", ColumnKind.VARCHAR));

    private final TokenCursor cursor;
    private final CollationDefaults collations;

    ColumnParser(TokenCursor cursor, CollationDefaults collations) {
        this.cursor = cursor;
        this.collations = collations;
    }

    /** A column; PRIMARY KEY and UNIQUE behind it are added to {@code keys}. */
    ColumnDeclaration column(List<KeyDeclaration> keys) throws SqlError {
        String name = cursor.name();
        if (name.length() > 64) {
            throw SqlError.of(1059, "Identifier name '" + name + "' is too long");
        }
        if (cursor.accept("SERIAL")) {
            keys.add(single(KeyDeclaration.Kind.UNIQUE, name));
            DeclaredType type = new DeclaredType(ColumnKind.BIGINT, -1, -1, true, false, List.of(), null, null);
            return attributes(new ColumnDeclaration(name, type, false, new Fallback.None(), true, false, ""), keys);
        }
        DeclaredType type = type();
        return attributes(new ColumnDeclaration(name, type, true, new Fallback.None(), false, false, ""), keys);
    }

    private static KeyDeclaration single(KeyDeclaration.Kind kind, String column) {
        return new KeyDeclaration(kind, "", List.of(new KeyDeclaration.Part(column, 0)));
    }

    DeclaredType type() throws SqlError {
        Token word = cursor.peek();
        String name = cursor.name().toUpperCase(Locale.ROOT);
        if (name.equals("BOOL") || name.equals("BOOLEAN")) {
            return DeclaredType.of(ColumnKind.TINYINT, 1);
        }
        if (name.equals("LONG")) {
            return cursor.accept("VARBINARY")
                    ? DeclaredType.of(ColumnKind.MEDIUMBLOB, -1)
                    : DeclaredType.of(ColumnKind.MEDIUMTEXT, -1);
        }
        if (name.equals("JSON")) {
            return switch (collations.json()) {
                case OWN_TYPE -> DeclaredType.of(ColumnKind.JSON, -1);
                case LONGTEXT -> DeclaredType.of(ColumnKind.LONGTEXT, -1).withText("utf8mb4", "utf8mb4_bin");
            };
        }
        if (name.equals("GEOMETRY") || name.equals("POINT")) {
            throw SqlError.notSupported("columns of type " + name);
        }
        if (name.equals("NATIONAL")) {
            name = cursor.name().toUpperCase(Locale.ROOT);
        }
        ColumnKind kind = kind(name, word);
        return kind == ColumnKind.ENUM || kind == ColumnKind.SET ? members(kind) : sized(kind);
    }

    private ColumnKind kind(String name, Token word) throws SqlError {
        ColumnKind kind = SYNONYMS.get(name);
        if (kind == null) {
            try {
                kind = ColumnKind.valueOf(name);
            } catch (IllegalArgumentException unknown) {
                cursor.reset(cursor.index() - 1);
                throw cursor.error();
            }
        }
        if (kind == ColumnKind.DOUBLE) {
            cursor.accept("PRECISION");
        } else if (kind == ColumnKind.CHAR && !word.isWord("CHARSET") && cursor.accept("VARYING")) {
            return ColumnKind.VARCHAR;
        }
        return kind;
    }

    private DeclaredType members(ColumnKind kind) throws SqlError {
        List<String> members = new ArrayList<>();
        cursor.expectSign("(");
        do {
            members.add(cursor.string());
        } while (cursor.acceptSign(","));
        cursor.expectSign(")");
        if (members.size() > (kind == ColumnKind.SET ? 64 : 65_535)) {
            throw SqlError.of(1097, "Too many strings for column");
        }
        return text(new DeclaredType(kind, -1, -1, false, false, members, null, null));
    }

    private DeclaredType sized(ColumnKind kind) throws SqlError {
        int length = -1;
        int scale = -1;
        if (cursor.acceptSign("(")) {
            length = (int) Math.min(cursor.number(), Integer.MAX_VALUE);
            if (cursor.acceptSign(",")) {
                scale = (int) Math.min(cursor.number(), Integer.MAX_VALUE);
            }
            cursor.expectSign(")");
        }
        checkSize(kind, length, scale);
        ColumnKind real = kind == ColumnKind.FLOAT && length > 24 && scale < 0 ? ColumnKind.DOUBLE : kind;
        boolean unsigned = false;
        boolean zerofill = false;
        while (kind.isNumber()) {
            if (cursor.accept("UNSIGNED")) {
                unsigned = true;
            } else if (cursor.accept("ZEROFILL")) {
                zerofill = true;
            } else if (!cursor.accept("SIGNED")) {
                break;
            }
        }
        boolean plain = real == ColumnKind.FLOAT && scale < 0 || real != kind;
        return text(new DeclaredType(real, plain ? -1 : length, scale, unsigned || zerofill, zerofill, List.of(), null,
                null));
    }

    private static void checkSize(ColumnKind kind, int length, int scale) throws SqlError {
        int max = switch (kind) {
            case CHAR, BINARY -> 255;
            case VARCHAR -> 16_383;
            case VARBINARY -> 65_535;
            case TIME, DATETIME, TIMESTAMP -> 6;
            case BIT -> 64;
            case DECIMAL -> 65;
            default -> 255;
        };
        boolean required = kind == ColumnKind.VARCHAR || kind == ColumnKind.VARBINARY;
        boolean long_ = kind.isLongText() || kind.isBlob();
        if (!long_ && length > max) {
            throw SqlError.of(1074, "Column length too big for column (max = " + max + "); use BLOB or TEXT instead");
        }
        if (required && length < 0 || scale > 30 || scale > length) {
            throw SqlError.of(1064, "You have an error in your SQL syntax: a length is missing or too small for "
                    + kind.word());
        }
    }

    private DeclaredType text(DeclaredType type) throws SqlError {
        @Nullable
        String charset = null;
        @Nullable
        String collation = null;
        while (true) {
            if (cursor.accept("CHARACTER", "SET") || cursor.accept("CHARSET")) {
                charset = Charsets.charset(cursor.stringOrName());
            } else if (cursor.accept("COLLATE")) {
                collation = Charsets.collation(cursor.stringOrName());
            } else if (type.kind().isText() && cursor.accept("BINARY")) {
                collation = "utf8mb4_bin";
            } else if (!cursor.accept("ASCII") && !cursor.accept("UNICODE")) {
                break;
            }
        }
        if (collation != null && charset == null) {
            charset = Charsets.charsetOf(collation);
        }
        if (collation == null && charset != null
                && !collations.of(charset).equals(Charsets.defaultCollationName(charset))) {
            collation = collations.of(charset);
        }
        return type.kind().isText() ? type.withText(charset, collation) : type;
    }

    private ColumnDeclaration attributes(ColumnDeclaration start, List<KeyDeclaration> keys) throws SqlError {
        ColumnDeclaration c = start;
        while (true) {
            if (cursor.accept("NOT", "NULL")) {
                c = c.notNull();
            } else if (cursor.accept("NULL")) {
                c = new ColumnDeclaration(c.name(), c.type(), true, c.fallback(), c.autoIncrement(), c.onUpdate(),
                        c.comment());
            } else if (cursor.accept("DEFAULT")) {
                c = c.with(fallback(c));
            } else if (cursor.accept("ON", "UPDATE")) {
                now();
                c = new ColumnDeclaration(c.name(), c.type(), c.nullable(), c.fallback(), c.autoIncrement(), true,
                        c.comment());
            } else if (cursor.accept("AUTO_INCREMENT")) {
                c = automatic(c);
            } else if (cursor.accept("COMMENT")) {
                c = new ColumnDeclaration(c.name(), c.type(), c.nullable(), c.fallback(), c.autoIncrement(),
                        c.onUpdate(),
                        cursor.string());
            } else if (cursor.accept("COLLATE")) {
                String collation = Charsets.collation(cursor.stringOrName());
                c = c.withType(c.type().withText(Charsets.charsetOf(collation), collation));
            } else if (!keyOrIgnored(c, keys)) {
                return c;
            }
        }
    }

    private boolean keyOrIgnored(ColumnDeclaration column, List<KeyDeclaration> keys) throws SqlError {
        if (cursor.accept("PRIMARY", "KEY") || cursor.accept("PRIMARY") || cursor.accept("KEY")) {
            keys.add(single(KeyDeclaration.Kind.PRIMARY, column.name()));
            return true;
        }
        if (cursor.accept("UNIQUE")) {
            cursor.accept("KEY");
            keys.add(single(KeyDeclaration.Kind.UNIQUE, column.name()));
            return true;
        }
        if (cursor.accept("COLUMN_FORMAT") || cursor.accept("STORAGE")) {
            cursor.name();
            return true;
        }
        if (cursor.peek().isWord("GENERATED") || cursor.peek().isWord("AS") || cursor.peek().isWord("CHECK")
                || cursor.peek().isWord("REFERENCES")) {
            throw SqlError.notSupported(cursor.peek().text() + " in a column");
        }
        return false;
    }

    private static ColumnDeclaration automatic(ColumnDeclaration column) throws SqlError {
        if (!column.type().kind().isInteger()) {
            throw SqlError.of(1063, "Incorrect column specifier for column '" + column.name() + "'");
        }
        return new ColumnDeclaration(column.name(), column.type(), false, column.fallback(), true, false,
                column.comment());
    }

    private void now() throws SqlError {
        if (!cursor.accept("CURRENT_TIMESTAMP") && !cursor.accept("NOW") && !cursor.accept("LOCALTIMESTAMP")) {
            cursor.expect("LOCALTIME");
        }
        if (cursor.acceptSign("(")) {
            if (!cursor.acceptSign(")")) {
                cursor.number();
                cursor.expectSign(")");
            }
        }
    }

    Fallback fallback(ColumnDeclaration column) throws SqlError {
        Token token = cursor.peek();
        if (cursor.accept("NULL")) {
            return new Fallback.Null();
        }
        if (token.isWord("CURRENT_TIMESTAMP") || token.isWord("NOW") || token.isWord("LOCALTIMESTAMP")
                || token.isWord("LOCALTIME")) {
            now();
            if (column.type().kind() != ColumnKind.TIMESTAMP && column.type().kind() != ColumnKind.DATETIME) {
                throw SqlError.of(1067, "Invalid default value for '" + column.name() + "'");
            }
            return new Fallback.Now();
        }
        if (cursor.accept("TRUE") || cursor.accept("FALSE")) {
            return new Fallback.Value(token.isWord("TRUE") ? "1" : "0");
        }
        String sign = cursor.acceptSign("-") ? "-" : "";
        cursor.acceptSign("+");
        Token value = cursor.next();
        if (value.kind() == Kind.NUMBER || sign.isEmpty() && value.kind() == Kind.STRING) {
            return new Fallback.Value(sign + value.text());
        }
        if (value.kind() == Kind.BITS && value.text().length() <= 63) {
            return new Fallback.Value(Long.toString(Long.parseLong("0" + value.text(), 2)));
        }
        if (value.kind() == Kind.WORD && value.text().startsWith("_") && cursor.peek().kind() == Kind.STRING) {
            return new Fallback.Value(cursor.string());
        }
        cursor.reset(cursor.index() - 1);
        throw cursor.error();
    }

    /** {@code (a, b(10) DESC)}. */
    List<KeyDeclaration.Part> parts() throws SqlError {
        List<KeyDeclaration.Part> parts = new ArrayList<>();
        cursor.expectSign("(");
        do {
            String column = cursor.name();
            int prefix = 0;
            if (cursor.acceptSign("(")) {
                prefix = (int) Math.min(cursor.number(), 3072);
                cursor.expectSign(")");
            }
            if (!cursor.accept("ASC")) {
                cursor.accept("DESC");
            }
            parts.add(new KeyDeclaration.Part(column, prefix));
        } while (cursor.acceptSign(","));
        cursor.expectSign(")");
        return parts;
    }

    /** A key behind its first word or words; null if there is none at the cursor. */
    @Nullable
    KeyDeclaration key() throws SqlError {
        int start = cursor.index();
        String symbol = "";
        if (cursor.accept("CONSTRAINT") && !cursor.peek().isWord("PRIMARY") && !cursor.peek().isWord("UNIQUE")
                && !cursor.peek().isWord("FOREIGN") && !cursor.peek().isWord("CHECK")) {
            symbol = cursor.name();
        }
        if (cursor.accept("PRIMARY", "KEY")) {
            using();
            return options(new KeyDeclaration(KeyDeclaration.Kind.PRIMARY, "PRIMARY", parts()));
        }
        if (cursor.accept("UNIQUE")) {
            if (!cursor.accept("KEY")) {
                cursor.accept("INDEX");
            }
            return named(KeyDeclaration.Kind.UNIQUE, symbol);
        }
        if (cursor.peek().isWord("FULLTEXT") || cursor.peek().isWord("SPATIAL") || cursor.peek().isWord("CHECK")) {
            throw SqlError.notSupported(cursor.peek().text() + " keys");
        }
        boolean keyWord = cursor.peek().isWord("KEY") || cursor.peek().isWord("INDEX");
        if (keyWord && symbol.isEmpty()) {
            cursor.next();
            return named(KeyDeclaration.Kind.INDEX, "");
        }
        cursor.reset(start);
        return null;
    }

    private KeyDeclaration named(KeyDeclaration.Kind kind, String symbol) throws SqlError {
        String name = symbol;
        if (!cursor.peek().isSign("(") && !cursor.peek().isWord("USING")) {
            name = cursor.name();
        }
        using();
        return options(new KeyDeclaration(kind, name, parts()));
    }

    private void using() throws SqlError {
        if (cursor.accept("USING")) {
            cursor.name();
        }
    }

    private KeyDeclaration options(KeyDeclaration key) throws SqlError {
        while (true) {
            if (cursor.accept("COMMENT")) {
                cursor.string();
            } else if (cursor.accept("USING")) {
                cursor.name();
            } else if (cursor.accept("KEY_BLOCK_SIZE")) {
                cursor.acceptSign("=");
                cursor.number();
            } else {
                return key;
            }
        }
    }

    /** A foreign key; null if there is none at the cursor. */
    @Nullable
    ForeignKey foreignKey() throws SqlError {
        int start = cursor.index();
        String name = "";
        if (cursor.accept("CONSTRAINT") && !cursor.peek().isWord("FOREIGN")) {
            name = cursor.name();
        }
        if (!cursor.accept("FOREIGN", "KEY")) {
            cursor.reset(start);
            return null;
        }
        if (!cursor.peek().isSign("(")) {
            String index = cursor.name();
            name = name.isEmpty() ? index : name;
        }
        List<String> columns = names();
        cursor.expect("REFERENCES");
        TableName references = cursor.tableName();
        List<String> referenced = names();
        return new ForeignKey(name, columns, references, referenced, actions());
    }

    private List<String> names() throws SqlError {
        return parts().stream().map(KeyDeclaration.Part::column).toList();
    }

    private String actions() throws SqlError {
        StringBuilder text = new StringBuilder();
        while (cursor.accept("ON")) {
            String event = cursor.accept("DELETE") ? "DELETE" : "UPDATE";
            if (event.equals("UPDATE")) {
                cursor.expect("UPDATE");
            }
            boolean harmless = cursor.accept("RESTRICT") || cursor.accept("NO", "ACTION");
            if (!harmless) {
                throw SqlError.notSupported("ON " + event + " " + cursor.peek().text());
            }
            text.append(text.isEmpty() ? "" : " ").append("ON ").append(event).append(" RESTRICT");
        }
        return text.toString();
    }
}
