package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.store.Definition.Alteration;
import java.util.ArrayList;
import java.util.List;

/** An ALTER TABLE in the making: the shape the table will have, and what H2 has to do for it. */
final class TableAlteration {
    private final String database;
    private final String table;
    private final String h2Table;
    private final List<String> statements = new ArrayList<>();
    private TableShape shape;

    TableAlteration(TableDefinition definition) {
        this.database = definition.database();
        this.table = definition.name();
        this.h2Table = "ALTER TABLE " + H2Names.table(database, table) + " ";
        TableShape.Options options = definition.shape().options();
        this.shape = definition.shape()
                .withOptions(new TableShape.Options(options.charset(), options.collation(), 0, options.comment()));
    }

    /** The table afterwards; 1060, 1061, 1068, 1072, 1075, 1090. */
    TableShape shape() throws SqlError {
        return shape.checked();
    }

    List<String> statements() {
        return statements;
    }

    void add(Alteration part) throws SqlError {
        switch (part) {
            case Alteration.AddColumn add -> addColumn(add);
            case Alteration.DropColumn(String column) -> dropColumn(column);
            case Alteration.ChangeColumn change -> changeColumn(change);
            case Alteration.RenameColumn(String from, String to) -> renameColumn(from, to);
            case Alteration.SetDefault(String column, ColumnDeclaration.Fallback fallback) ->
                setDefault(column, fallback);
            case Alteration.AddKey(KeyDeclaration key) -> addKey(key);
            case Alteration.DropKey(String name) -> dropKey(name);
            case Alteration.RenameKey(String from, String to) -> renameKey(from, to);
            case Alteration.AddForeignKey(ForeignKey key) -> addForeignKey(key);
            case Alteration.DropForeignKey(String name) -> dropForeignKey(name);
            case Alteration.Charset(String charset, String collation) -> shape = shape.withOptions(
                    new TableShape.Options(charset, collation, shape.options().autoIncrement(),
                            shape.options().comment()));
            case Alteration.AutoIncrement(long next) -> shape = shape.withOptions(new TableShape.Options(
                    shape.options().charset(), shape.options().collation(), next, shape.options().comment()));
            case Alteration.Comment(String text) -> shape = shape.withOptions(new TableShape.Options(
                    shape.options().charset(), shape.options().collation(), shape.options().autoIncrement(), text));
            case Alteration.Nothing nothing -> {
            }
            case Alteration.RenameTo rename -> {
            }
        }
    }

    private int index(String column) throws SqlError {
        int index = shape.indexOf(column);
        if (index < 0) {
            throw SqlError.of(1054, "Unknown column '" + column + "' in '" + table + "'");
        }
        return index;
    }

    private void addColumn(Alteration.AddColumn add) throws SqlError {
        if (shape.indexOf(add.column().name()) >= 0) {
            throw SqlError.of(1060, "Duplicate column name '" + add.column().name() + "'");
        }
        int at = switch (add.place()) {
            case Alteration.Place.First() -> 0;
            case Alteration.Place.After(String column) -> index(column) + 1;
            case Alteration.Place.Last() -> shape.columns().size();
        };
        String before = at == shape.columns().size() ? "" : " BEFORE " + H2Names.quote(shape.columns().get(at).name());
        statements.add(h2Table + "ADD COLUMN " + H2Definitions.column(filled(add.column())) + before);
        if (implicit(add.column())) {
            statements.add(alterColumn(add.column().name()) + "DROP DEFAULT");
        }
        List<ColumnDeclaration> columns = new ArrayList<>(shape.columns());
        columns.add(at, add.column());
        shape = shape.withColumns(columns);
        for (KeyDeclaration key : add.keys()) {
            addKey(key);
        }
    }

    private static boolean implicit(ColumnDeclaration column) {
        return !column.nullable() && !column.autoIncrement()
                && column.fallback() instanceof ColumnDeclaration.Fallback.None;
    }

    /** Rows that are there get the type's implicit default in a NOT NULL column. */
    private static ColumnDeclaration filled(ColumnDeclaration column) {
        if (!implicit(column)) {
            return column;
        }
        ColumnKind kind = column.type().kind();
        String value = kind.isNumber() || kind == ColumnKind.YEAR || kind == ColumnKind.BIT
                ? "0"
                : switch (kind) {
                    case DATE -> "1970-01-01";
                    case TIME -> "00:00:00";
                    case DATETIME, TIMESTAMP -> "1970-01-01 00:00:00";
                    case ENUM -> column.type().members().getFirst();
                    case JSON -> "null";
                    default -> "";
                };
        return column.with(new ColumnDeclaration.Fallback.Value(value));
    }

    private String alterColumn(String column) {
        return h2Table + "ALTER COLUMN " + H2Names.quote(column) + " ";
    }

    private void dropColumn(String column) throws SqlError {
        int index = shape.indexOf(column);
        if (index < 0) {
            throw SqlError.of(1091, "Can't DROP '" + column + "'; check that column/key exists");
        }
        if (shape.columns().size() == 1) {
            throw SqlError.of(1090, "You can't delete all columns with ALTER TABLE; use DROP TABLE instead");
        }
        for (KeyDeclaration key : List.copyOf(shape.keys())) {
            if (key.has(column)) {
                shrinkKey(key, column);
            }
        }
        List<ColumnDeclaration> columns = new ArrayList<>(shape.columns());
        columns.remove(index);
        shape = shape.withColumns(columns);
        statements.add(h2Table + "DROP COLUMN " + H2Names.quote(column));
    }

    private void shrinkKey(KeyDeclaration key, String column) throws SqlError {
        dropKey(key.name());
        List<KeyDeclaration.Part> rest = key.parts()
                .stream()
                .filter(part -> !part.column().equalsIgnoreCase(column))
                .toList();
        if (!rest.isEmpty()) {
            addKey(new KeyDeclaration(key.kind(), key.name(), rest));
        }
    }

    private void changeColumn(Alteration.ChangeColumn change) throws SqlError {
        int index = index(change.old());
        boolean stays = switch (change.place()) {
            case Alteration.Place.Last() -> true;
            case Alteration.Place.First() -> index == 0;
            case Alteration.Place.After(String column) -> index(column) == index - 1;
        };
        if (!stays) {
            throw SqlError.notSupported("moving a column with ALTER TABLE");
        }
        ColumnDeclaration column = change.column();
        if (!change.old().equals(column.name())) {
            renameColumn(change.old(), column.name());
        }
        statements.add(alterColumn(column.name()) + H2Definitions.typeAndMore(column));
        List<ColumnDeclaration> columns = new ArrayList<>(shape.columns());
        columns.set(index, column);
        shape = shape.withColumns(columns);
        for (KeyDeclaration key : change.keys()) {
            addKey(key);
        }
    }

    private void renameColumn(String from, String to) throws SqlError {
        int index = index(from);
        int taken = shape.indexOf(to);
        if (taken >= 0 && taken != index) {
            throw SqlError.of(1060, "Duplicate column name '" + to + "'");
        }
        statements.add(alterColumn(shape.columns().get(index).name()) + "RENAME TO " + H2Names.quote(to));
        List<ColumnDeclaration> columns = new ArrayList<>(shape.columns());
        columns.set(index, columns.get(index).renamed(to));
        shape = shape.withColumns(columns)
                .withKeys(shape.keys().stream().map(key -> key.withColumnRenamed(from, to)).toList());
    }

    private void setDefault(String name, ColumnDeclaration.Fallback fallback) throws SqlError {
        int index = index(name);
        List<ColumnDeclaration> columns = new ArrayList<>(shape.columns());
        ColumnDeclaration column = columns.get(index).with(fallback);
        columns.set(index, column);
        shape = shape.withColumns(columns);
        String value = H2Definitions.fallback(column);
        statements.add(alterColumn(column.name()) + (value.isEmpty() ? "DROP DEFAULT" : "SET DEFAULT " + value));
    }

    private void addKey(KeyDeclaration key) throws SqlError {
        List<KeyDeclaration> keys = new ArrayList<>(shape.keys());
        keys.add(key);
        List<String> before = shape.keys().stream().map(KeyDeclaration::name).toList();
        TableShape with = shape.withKeys(keys).checked();
        KeyDeclaration named = with.keys()
                .stream()
                .filter(each -> !before.contains(each.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("key " + key));
        shape = with;
        statements.addAll(H2Definitions.addKey(database, table, named, shape));
    }

    private void dropKey(String name) throws SqlError {
        KeyDeclaration key = shape.key(name)
                .orElseThrow(() -> SqlError.of(1091, "Can't DROP '" + name + "'; check that column/key exists"));
        shape = shape.withKeys(shape.keys().stream().filter(each -> !each.equals(key)).toList());
        statements.add(H2Definitions.dropKey(database, table, key));
    }

    private void renameKey(String from, String to) throws SqlError {
        KeyDeclaration key = shape.key(from)
                .orElseThrow(() -> SqlError.of(1176, "Key '" + from + "' doesn't exist in table '" + table + "'"));
        shape = shape.withKeys(shape.keys().stream().map(each -> each.equals(key) ? each.renamed(to) : each).toList());
        statements.add(H2Definitions.renameKey(database, key, H2Names.key(table, key.name()), table, to));
    }

    private void addForeignKey(ForeignKey key) {
        List<ForeignKey> keys = new ArrayList<>(shape.foreignKeys());
        ForeignKey named = key.name().isEmpty()
                ? new ForeignKey("fk_" + (keys.size() + 1), key.columns(), key.references(), key.referenced(),
                        key.actions())
                : key;
        keys.add(named);
        shape = shape.withForeignKeys(keys);
        statements.add(H2Definitions.addForeignKey(database, table, named));
    }

    private void dropForeignKey(String name) throws SqlError {
        ForeignKey key = shape.foreignKeys()
                .stream()
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> SqlError.of(1091, "Can't DROP '" + name + "'; check that column/key exists"));
        shape = shape.withForeignKeys(shape.foreignKeys().stream().filter(each -> !each.equals(key)).toList());
        statements.add(h2Table + "DROP CONSTRAINT " + H2Names.key(table, key.name()));
    }
}
