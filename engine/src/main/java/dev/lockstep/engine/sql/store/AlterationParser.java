package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.TokenCursor;
import dev.lockstep.engine.sql.store.Definition.Alteration;
import java.util.ArrayList;
import java.util.List;

/** Parses the parts of ALTER TABLE. */
final class AlterationParser {
    private final TokenCursor cursor;
    private final ColumnParser columns;
    private final OptionParser options;

    AlterationParser(TokenCursor cursor, ColumnParser columns, OptionParser options) {
        this.cursor = cursor;
        this.columns = columns;
        this.options = options;
    }

    /** One part; ADD (a, b) gives several. */
    List<Alteration> parse() throws SqlError {
        if (cursor.accept("ADD")) {
            return add();
        }
        if (cursor.accept("DROP")) {
            return List.of(drop());
        }
        if (cursor.accept("MODIFY")) {
            cursor.accept("COLUMN");
            return List.of(change(cursor.peek().text()));
        }
        if (cursor.accept("CHANGE")) {
            cursor.accept("COLUMN");
            return List.of(change(cursor.name()));
        }
        if (cursor.accept("ALTER")) {
            return List.of(setDefault());
        }
        if (cursor.accept("RENAME")) {
            return List.of(rename());
        }
        return List.of(option());
    }

    private List<Alteration> add() throws SqlError {
        ForeignKey foreignKey = columns.foreignKey();
        if (foreignKey != null) {
            return List.of(new Alteration.AddForeignKey(foreignKey));
        }
        KeyDeclaration key = columns.key();
        if (key != null) {
            return List.of(new Alteration.AddKey(key));
        }
        cursor.accept("COLUMN");
        if (!cursor.acceptSign("(")) {
            List<KeyDeclaration> keys = new ArrayList<>();
            ColumnDeclaration column = columns.column(keys);
            return List.of(new Alteration.AddColumn(column, keys, place()));
        }
        List<Alteration> added = new ArrayList<>();
        do {
            List<KeyDeclaration> keys = new ArrayList<>();
            ColumnDeclaration column = columns.column(keys);
            added.add(new Alteration.AddColumn(column, keys, new Alteration.Place.Last()));
        } while (cursor.acceptSign(","));
        cursor.expectSign(")");
        return added;
    }

    private Alteration.Place place() throws SqlError {
        if (cursor.accept("FIRST")) {
            return new Alteration.Place.First();
        }
        return cursor.accept("AFTER") ? new Alteration.Place.After(cursor.name()) : new Alteration.Place.Last();
    }

    private Alteration drop() throws SqlError {
        if (cursor.accept("PRIMARY", "KEY")) {
            return new Alteration.DropKey("PRIMARY");
        }
        if (cursor.accept("FOREIGN", "KEY")) {
            return new Alteration.DropForeignKey(cursor.name());
        }
        if (cursor.accept("INDEX") || cursor.accept("KEY")) {
            return new Alteration.DropKey(cursor.name());
        }
        cursor.accept("COLUMN");
        return new Alteration.DropColumn(cursor.name());
    }

    private Alteration change(String old) throws SqlError {
        List<KeyDeclaration> keys = new ArrayList<>();
        ColumnDeclaration column = columns.column(keys);
        return new Alteration.ChangeColumn(old, column, keys, place());
    }

    private Alteration setDefault() throws SqlError {
        cursor.accept("COLUMN");
        String name = cursor.name();
        if (cursor.accept("DROP", "DEFAULT")) {
            return new Alteration.SetDefault(name, new ColumnDeclaration.Fallback.None());
        }
        cursor.expect("SET", "DEFAULT");
        ColumnDeclaration any = new ColumnDeclaration(name, DeclaredType.of(ColumnKind.INT, -1), true,
                new ColumnDeclaration.Fallback.None(), false, false, "");
        return new Alteration.SetDefault(name, columns.fallback(any));
    }

    private Alteration rename() throws SqlError {
        if (cursor.accept("COLUMN")) {
            String from = cursor.name();
            cursor.expect("TO");
            return new Alteration.RenameColumn(from, cursor.name());
        }
        if (cursor.accept("INDEX") || cursor.accept("KEY")) {
            String from = cursor.name();
            cursor.expect("TO");
            return new Alteration.RenameKey(from, cursor.name());
        }
        if (!cursor.accept("TO")) {
            cursor.accept("AS");
        }
        return new Alteration.RenameTo(cursor.tableName());
    }

    private Alteration option() throws SqlError {
        if (cursor.accept("CONVERT", "TO")) {
            return charset();
        }
        if (cursor.accept("DISABLE", "KEYS") || cursor.accept("ENABLE", "KEYS") || cursor.accept("FORCE")) {
            return new Alteration.Nothing();
        }
        if (cursor.peek().isWord("ALGORITHM") || cursor.peek().isWord("LOCK")) {
            options.algorithmAndLock();
            return new Alteration.Nothing();
        }
        if (cursor.accept("AUTO_INCREMENT")) {
            cursor.acceptSign("=");
            return new Alteration.AutoIncrement(cursor.number());
        }
        if (cursor.accept("COMMENT")) {
            cursor.acceptSign("=");
            return new Alteration.Comment(cursor.string());
        }
        if (options.other()) {
            return new Alteration.Nothing();
        }
        return charset();
    }

    private Alteration charset() throws SqlError {
        cursor.accept("DEFAULT");
        if (cursor.accept("COLLATE")) {
            cursor.acceptSign("=");
            String collation = Charsets.collation(cursor.stringOrName());
            return new Alteration.Charset(Charsets.charsetOf(collation), collation);
        }
        if (!cursor.accept("CHARSET")) {
            cursor.expect("CHARACTER", "SET");
        }
        cursor.acceptSign("=");
        String charset = Charsets.charset(cursor.stringOrName());
        String collation = Charsets.defaultCollationName(charset);
        if (cursor.accept("COLLATE")) {
            cursor.acceptSign("=");
            collation = Charsets.collation(cursor.stringOrName());
        }
        return new Alteration.Charset(charset, collation);
    }
}
