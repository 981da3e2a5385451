package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.TableName;
import dev.lockstep.engine.sql.statement.TableStatement;
import dev.lockstep.engine.sql.statement.Token;
import dev.lockstep.engine.sql.statement.TokenCursor;
import dev.lockstep.engine.sql.store.Definition.Alteration;
import dev.lockstep.engine.sql.store.Definition.Existence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Understands definition statements: H2 gets new text made from what is found here, never the client's. */
final class DefinitionParser {
    private final TableStatement statement;
    private final TokenCursor cursor;
    private final ColumnParser columns;
    private final OptionParser options;

    DefinitionParser(TableStatement statement) {
        this(statement, CollationDefaults.OWN);
    }

    DefinitionParser(TableStatement statement, CollationDefaults collations) {
        this.statement = statement;
        this.cursor = new TokenCursor(statement.source(), statement.tokens());
        this.columns = new ColumnParser(cursor, collations);
        this.options = new OptionParser(cursor, collations);
    }

    /** The definition; tables without charset get that of {@code databaseCharset}. */
    Definition parse(TableShape.Options databaseDefaults) throws SqlError {
        return parse(name -> databaseDefaults);
    }

    /** Options that a table has unless it says otherwise. */
    interface Defaults {
        /** Those of the database that the name means. */
        TableShape.Options of(TableName name) throws SqlError;
    }

    /** The same where the database is known by the table's name only. */
    Definition parse(Defaults databaseDefaults) throws SqlError {
        Definition definition = switch (statement.verb()) {
            case CREATE_TABLE -> createTable(databaseDefaults);
            case ALTER_TABLE -> alterTable();
            case DROP_TABLE -> dropTables();
            case TRUNCATE_TABLE -> truncate();
            case RENAME_TABLE -> rename();
            case CREATE_INDEX -> createIndex();
            case DROP_INDEX -> dropIndex();
            case CREATE_DATABASE, ALTER_DATABASE -> database();
            case DROP_DATABASE -> dropDatabase();
            case CREATE_VIEW -> createView();
            case DROP_VIEW -> dropViews();
            default -> throw cursor.error();
        };
        if (!(definition instanceof Definition.CreateView)) {
            cursor.expectEnd();
        }
        return definition;
    }

    private Existence existence(String... words) {
        return cursor.accept(words) ? Existence.LENIENT : Existence.STRICT;
    }

    private Definition createTable(Defaults defaults) throws SqlError {
        cursor.expect("CREATE");
        if (cursor.accept("TEMPORARY")) {
            throw SqlError.notSupported("CREATE TEMPORARY TABLE");
        }
        cursor.expect("TABLE");
        Existence existence = existence("IF", "NOT", "EXISTS");
        TableName name = cursor.tableName();
        boolean bracket = cursor.peek().isSign("(") && cursor.peek(1).isWord("LIKE");
        if (bracket || cursor.peek().isWord("LIKE")) {
            cursor.reset(cursor.index() + (bracket ? 2 : 1));
            TableName model = cursor.tableName();
            if (bracket) {
                cursor.expectSign(")");
            }
            return new Definition.CreateLike(name, model, existence);
        }
        List<ColumnDeclaration> declared = new ArrayList<>();
        List<KeyDeclaration> keys = new ArrayList<>();
        List<ForeignKey> foreignKeys = new ArrayList<>();
        cursor.expectSign("(");
        do {
            part(declared, keys, foreignKeys);
        } while (cursor.acceptSign(","));
        cursor.expectSign(")");
        TableShape.Options tableOptions = options.table(defaults.of(name));
        if (!cursor.atEnd()) {
            if (cursor.peek().isWord("AS") || cursor.peek().isWord("SELECT") || cursor.peek().isWord("PARTITION")) {
                throw SqlError.notSupported("CREATE TABLE ... " + cursor.peek().text());
            }
            throw cursor.error();
        }
        return new Definition.CreateTable(name, new TableShape(declared, keys, foreignKeys, tableOptions).checked(),
                existence);
    }

    private void part(List<ColumnDeclaration> declared, List<KeyDeclaration> keys, List<ForeignKey> foreignKeys)
            throws SqlError {
        ForeignKey foreignKey = columns.foreignKey();
        if (foreignKey != null) {
            String name = foreignKey.name().isEmpty() ? "fk_" + (foreignKeys.size() + 1) : foreignKey.name();
            foreignKeys.add(new ForeignKey(name, foreignKey.columns(), foreignKey.references(), foreignKey.referenced(),
                    foreignKey.actions()));
            return;
        }
        KeyDeclaration key = columns.key();
        if (key != null) {
            keys.add(key);
        } else {
            declared.add(columns.column(keys));
        }
    }

    private List<TableName> names() throws SqlError {
        List<TableName> names = new ArrayList<>();
        do {
            names.add(cursor.tableName());
        } while (cursor.acceptSign(","));
        if (!cursor.accept("RESTRICT")) {
            cursor.accept("CASCADE");
        }
        return names;
    }

    private Definition dropTables() throws SqlError {
        cursor.expect("DROP");
        cursor.accept("TEMPORARY");
        if (!cursor.accept("TABLES")) {
            cursor.expect("TABLE");
        }
        Existence existence = existence("IF", "EXISTS");
        return new Definition.DropTables(names(), existence);
    }

    private Definition dropViews() throws SqlError {
        cursor.expect("DROP", "VIEW");
        Existence existence = existence("IF", "EXISTS");
        return new Definition.DropViews(names(), existence);
    }

    private Definition truncate() throws SqlError {
        cursor.expect("TRUNCATE");
        cursor.accept("TABLE");
        return new Definition.Truncate(cursor.tableName());
    }

    private Definition rename() throws SqlError {
        cursor.expect("RENAME");
        if (!cursor.accept("TABLES")) {
            cursor.expect("TABLE");
        }
        List<Definition.Rename> renames = new ArrayList<>();
        do {
            TableName from = cursor.tableName();
            cursor.expect("TO");
            renames.add(new Definition.Rename(from, cursor.tableName()));
        } while (cursor.acceptSign(","));
        return new Definition.RenameTables(renames);
    }

    private Definition createIndex() throws SqlError {
        cursor.expect("CREATE");
        KeyDeclaration.Kind kind = cursor.accept("UNIQUE") ? KeyDeclaration.Kind.UNIQUE : KeyDeclaration.Kind.INDEX;
        if (!cursor.accept("INDEX")) {
            throw SqlError.notSupported("CREATE " + cursor.peek().text() + " INDEX");
        }
        String name = cursor.name();
        using();
        cursor.expect("ON");
        TableName table = cursor.tableName();
        KeyDeclaration key = new KeyDeclaration(kind, name, columns.parts());
        using();
        options.algorithmAndLock();
        return new Definition.AlterTable(table, List.of(new Alteration.AddKey(key)));
    }

    private void using() throws SqlError {
        if (cursor.accept("USING")) {
            cursor.name();
        }
    }

    private Definition dropIndex() throws SqlError {
        cursor.expect("DROP", "INDEX");
        String name = cursor.name();
        cursor.expect("ON");
        TableName table = cursor.tableName();
        options.algorithmAndLock();
        return new Definition.AlterTable(table, List.of(new Alteration.DropKey(name)));
    }

    private Definition database() throws SqlError {
        boolean create = cursor.accept("CREATE");
        if (!create) {
            cursor.expect("ALTER");
        }
        if (!cursor.accept("DATABASE")) {
            cursor.expect("SCHEMA");
        }
        Existence existence = create ? existence("IF", "NOT", "EXISTS") : Existence.STRICT;
        boolean named = create || !cursor.peek().isWord("DEFAULT") && !cursor.peek().isWord("CHARACTER");
        Optional<String> name = named ? Optional.of(cursor.name()) : Optional.empty();
        Optional<String> charset = Optional.empty();
        Optional<String> collation = Optional.empty();
        while (!cursor.atEnd()) {
            cursor.accept("DEFAULT");
            if (cursor.accept("COLLATE")) {
                cursor.acceptSign("=");
                collation = Optional.of(Charsets.collation(cursor.stringOrName()));
            } else {
                if (!cursor.accept("CHARSET")) {
                    cursor.expect("CHARACTER", "SET");
                }
                cursor.acceptSign("=");
                charset = Optional.of(Charsets.charset(cursor.stringOrName()));
            }
        }
        if (charset.isEmpty() && collation.isPresent()) {
            charset = Optional.of(Charsets.charsetOf(collation.get()));
        }
        return create
                ? new Definition.CreateDatabase(name.orElseThrow(), charset, collation, existence)
                : new Definition.AlterDatabase(name, charset, collation);
    }

    private Definition dropDatabase() throws SqlError {
        cursor.expect("DROP");
        if (!cursor.accept("DATABASE")) {
            cursor.expect("SCHEMA");
        }
        Existence existence = existence("IF", "EXISTS");
        return new Definition.DropDatabase(cursor.name(), existence);
    }

    private Definition createView() throws SqlError {
        cursor.expect("CREATE");
        boolean replace = cursor.accept("OR", "REPLACE");
        cursor.expect("VIEW");
        TableName name = cursor.tableName();
        List<String> names = new ArrayList<>();
        if (cursor.peek().isSign("(")) {
            columns.parts().forEach(part -> names.add(part.column()));
        }
        cursor.expect("AS");
        if (!cursor.peek().isWord("SELECT") && !cursor.peek().isWord("WITH") && !cursor.peek().isSign("(")) {
            throw cursor.error();
        }
        int from = cursor.index();
        List<Token> all = statement.tokens();
        List<Token> query = all.subList(from, all.size() - 1);
        String text = statement.source().substring(cursor.peek().start(), query.getLast().end());
        return new Definition.CreateView(name, names, text, query, replace);
    }

    private Definition alterTable() throws SqlError {
        cursor.expect("ALTER", "TABLE");
        TableName name = cursor.tableName();
        List<Alteration> alterations = new ArrayList<>();
        AlterationParser parser = new AlterationParser(cursor, columns, options);
        do {
            alterations.addAll(parser.parse());
        } while (cursor.acceptSign(","));
        return new Definition.AlterTable(name, alterations);
    }
}
