package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.TableName;
import dev.lockstep.engine.sql.statement.TableStatement;
import dev.lockstep.engine.sql.store.Definition.Existence;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Executes one definition statement: through a connection of the admin, with text made from what was understood. */
final class Definitions {
    private final Catalog catalog;
    private final String currentDatabase;
    private final Connection admin;
    private final StoreTables tables;
    private final CollationDefaults collations;

    private Definitions(Catalog catalog, String currentDatabase, Connection admin, CollationDefaults collations) {
        this.catalog = catalog;
        this.currentDatabase = currentDatabase;
        this.admin = admin;
        this.tables = new StoreTables(admin);
        this.collations = collations;
    }

    /** Executes it; gives the count for the OK packet. */
    static long execute(TableStore store, String currentDatabase, TableStatement statement,
            CollationDefaults collations) throws SqlError, SQLException {
        try (Connection admin = store.newAdmin()) {
            return new Definitions(store.catalog(), currentDatabase, admin, collations).execute(statement);
        }
    }

    private long execute(TableStatement statement) throws SqlError, SQLException {
        Definition definition = new DefinitionParser(statement, collations).parse(this::defaults);
        long count = 0;
        switch (definition) {
            case Definition.CreateTable table -> create(table.name(), table.shape(), table.existence());
            case Definition.CreateLike like -> {
                TableDefinition model = catalog.required(database(like.model()), like.model().table());
                create(like.name(), model.shape().withForeignKeys(List.of()), like.existence());
            }
            case Definition.DropTables drop -> dropTables(drop);
            case Definition.Truncate(TableName name) -> truncate(name);
            case Definition.RenameTables(List<Definition.Rename> renames) -> {
                for (Definition.Rename rename : renames) {
                    rename(catalog.required(database(rename.from()), rename.from().table()), rename.to());
                }
            }
            case Definition.AlterTable alter -> alter(alter);
            case Definition.CreateDatabase create -> {
                createDatabase(create);
                count = 1;
            }
            case Definition.AlterDatabase alter -> alterDatabase(alter);
            case Definition.DropDatabase drop -> count = dropDatabase(drop);
            case Definition.CreateView view -> createView(view, statement);
            case Definition.DropViews drop -> dropViews(drop);
        }
        InformationSchema.refresh(admin, catalog);
        return count;
    }

    private TableShape.Options defaults(TableName table) throws SqlError {
        String database = table.database().orElse(currentDatabase);
        return catalog.hasDatabase(database)
                ? catalog.database(database).defaults
                : new TableShape.Options("utf8mb4", "utf8mb4_general_ci", 0, "");
    }

    private String database(TableName name) throws SqlError {
        String database = name.database().orElse(currentDatabase);
        if (database.isEmpty()) {
            throw SqlError.of(1046, "No database selected");
        }
        H2Names.checkDatabase(database);
        return catalog.database(database).name;
    }

    private void run(List<String> statements) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void create(TableName name, TableShape shape, Existence existence) throws SqlError, SQLException {
        String database = database(name);
        String table = name.table();
        H2Names.checkName(table);
        if (table.length() > 64 || table.isBlank()) {
            throw SqlError.of(1103, "Incorrect table name '" + table + "'");
        }
        if (catalog.table(database, table).isPresent() || catalog.view(database, table).isPresent()) {
            if (existence == Existence.LENIENT) {
                return;
            }
            throw SqlError.of(1050, "Table '" + table + "' already exists");
        }
        String text = TableText.create(table, shape, shape.options().autoIncrement());
        tables.announce(database, table, text);
        try {
            run(H2Definitions.create(database, table, shape));
            tables.renewTriggers(database, table, shape);
        } catch (SQLException failed) {
            run(List.of("DROP TABLE IF EXISTS " + H2Names.table(database, table)));
            tables.withdraw(database, table);
            throw failed;
        }
        catalog.putTable(new TableDefinition(database, table, shape),
                new AutoIncrement(shape.options().autoIncrement()));
        tables.write(database, table, text);
    }

    private void dropTables(Definition.DropTables drop) throws SqlError, SQLException {
        List<String> missing = new ArrayList<>();
        for (TableName name : drop.names()) {
            String database = database(name);
            Optional<TableDefinition> table = catalog.table(database, name.table());
            if (table.isEmpty()) {
                missing.add(database + "." + name.table());
                continue;
            }
            run(List.of("DROP TABLE " + H2Names.table(database, table.get().name())));
            tables.remove(database, table.get().name());
            catalog.removeTable(database, table.get().name());
        }
        if (!missing.isEmpty() && drop.existence() == Existence.STRICT) {
            throw SqlError.of(1051, "Unknown table '" + String.join(",", missing) + "'");
        }
    }

    private void truncate(TableName name) throws SqlError, SQLException {
        TableDefinition table = catalog.required(database(name), name.table());
        run(List.of("TRUNCATE TABLE " + H2Names.table(table.database(), table.name())));
        catalog.putTable(new TableDefinition(table.database(), table.name(), table.shape()), new AutoIncrement(1));
    }

    private void rename(TableDefinition table, TableName to) throws SqlError, SQLException {
        String database = database(new TableName(
                Optional.of(to.database().orElse(table.database())), to.table()));
        if (!database.equalsIgnoreCase(table.database())) {
            throw SqlError.notSupported("RENAME TABLE to another database");
        }
        H2Names.checkName(to.table());
        if (catalog.table(database, to.table()).isPresent()) {
            throw SqlError.of(1050, "Table '" + to.table() + "' already exists");
        }
        AutoIncrement counter = catalog.counter(table);
        String text = TableText.create(to.table(), table.shape(), 0);
        tables.announce(database, to.table(), text);
        List<String> statements = new ArrayList<>();
        statements.add("ALTER TABLE " + H2Names.table(database, table.name()) + " RENAME TO "
                + H2Names.quote(to.table()));
        for (KeyDeclaration key : table.keys()) {
            statements.add(H2Definitions.renameKey(database, key, H2Names.key(table.name(), key.name()), to.table(),
                    key.name()));
        }
        run(statements);
        tables.renewTriggers(database, to.table(), table.shape());
        catalog.putTable(new TableDefinition(database, to.table(), table.shape()), counter);
        catalog.removeTable(database, table.name());
        tables.write(database, to.table(), text);
        tables.remove(database, table.name());
    }

    private void alter(Definition.AlterTable alter) throws SqlError, SQLException {
        TableDefinition table = catalog.required(database(alter.name()), alter.name().table());
        TableAlteration alteration = new TableAlteration(table);
        Optional<TableName> newName = Optional.empty();
        for (Definition.Alteration part : alter.alterations()) {
            if (part instanceof Definition.Alteration.RenameTo(TableName name)) {
                newName = Optional.of(name);
            } else {
                alteration.add(part);
            }
        }
        TableShape shape = alteration.shape();
        AutoIncrement counter = catalog.counter(table);
        long next = shape.options().autoIncrement();
        if (next > 0) {
            counter.seen(next - 1);
        }
        String text = TableText.create(table.name(), shape, 0);
        tables.announce(table.database(), table.name(), text);
        try {
            run(alteration.statements());
            tables.renewTriggers(table.database(), table.name(), shape);
        } catch (SQLException failed) {
            tables.withdraw(table.database(), table.name());
            throw failed;
        }
        TableDefinition changed = new TableDefinition(table.database(), table.name(), shape);
        catalog.putTable(changed, counter);
        tables.write(table.database(), table.name(), text);
        if (newName.isPresent()) {
            rename(changed, newName.get());
        }
    }

    private void createDatabase(Definition.CreateDatabase create) throws SqlError, SQLException {
        String name = create.name();
        if (catalog.hasDatabase(name)) {
            if (create.existence() == Existence.LENIENT) {
                return;
            }
            throw SqlError.of(1007, "Can't create database '" + name + "'; database exists");
        }
        H2Names.checkDatabase(name);
        String collation = create.collation().or(() -> create.charset().map(collations::of))
                .orElse(collations.server());
        String charset = Charsets.charsetOf(collation);
        run(List.of("CREATE SCHEMA IF NOT EXISTS " + H2Names.quote(name),
                "GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA " + H2Names.quote(name) + " TO " + TableStore.CLIENT));
        tables.writeDatabase(name, charset, collation);
        catalog.putDatabase(name, charset, collation);
    }

    private void alterDatabase(Definition.AlterDatabase alter) throws SqlError, SQLException {
        Catalog.Database database = catalog.database(alter.name().orElse(currentDatabase));
        String charset = alter.charset().orElse(database.defaults.charset());
        String collation = alter.collation().orElse(collations.of(charset));
        tables.writeDatabase(database.name, charset, collation);
        catalog.putDatabase(database.name, charset, collation);
    }

    private long dropDatabase(Definition.DropDatabase drop) throws SqlError, SQLException {
        if (!catalog.hasDatabase(drop.name())) {
            if (drop.existence() == Existence.LENIENT) {
                return 0;
            }
            throw SqlError.of(1008, "Can't drop database '" + drop.name() + "'; database doesn't exist");
        }
        H2Names.checkDatabase(drop.name());
        Catalog.Database database = catalog.database(drop.name());
        int count = database.tables.size();
        run(List.of("DROP SCHEMA " + H2Names.quote(database.name) + " CASCADE"));
        tables.removeDatabase(database.name);
        catalog.removeDatabase(database.name);
        return count;
    }

    private void createView(Definition.CreateView view, TableStatement statement) throws SqlError, SQLException {
        String database = database(view.name());
        String name = view.name().table();
        H2Names.checkName(name);
        if (catalog.table(database, name).isPresent() || !view.replace() && catalog.view(database, name).isPresent()) {
            throw SqlError.of(1050, "Table '" + name + "' already exists");
        }
        TableStatement query = new TableStatement(TableStatement.Verb.SELECT, view.text(), statement.source(),
                view.query(), List.of());
        H2Text text = H2Text.of(query, H2Text.Literals.INLINE);
        if (!text.bindings().isEmpty()) {
            throw SqlError.of(1351, "View's SELECT contains a variable or parameter");
        }
        String columns = view.columns().isEmpty() ? "" : H2Definitions.names(view.columns());
        String schema = currentDatabase.isEmpty() ? database : currentDatabase;
        run(List.of("SET SCHEMA " + H2Names.quote(schema),
                "CREATE " + (view.replace() ? "OR REPLACE " : "") + "VIEW " + H2Names.table(database, name) + columns
                        + " AS " + text.sql()));
        tables.writeView(database, name, view.text());
        catalog.putView(database, name, view.text());
    }

    private void dropViews(Definition.DropViews drop) throws SqlError, SQLException {
        for (TableName name : drop.names()) {
            String database = database(name);
            if (catalog.view(database, name.table()).isPresent()) {
                run(List.of("DROP VIEW " + H2Names.table(database, name.table())));
                tables.removeView(database, name.table());
                catalog.removeView(database, name.table());
            } else if (drop.existence() == Existence.STRICT) {
                throw SqlError.of(1051, "Unknown table '" + database + "." + name.table() + "'");
            }
        }
    }
}
