package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Columns, keys and options of a table, without its name. */
record TableShape(List<ColumnDeclaration> columns, List<KeyDeclaration> keys, List<ForeignKey> foreignKeys,
        Options options) {
    TableShape {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        foreignKeys = List.copyOf(foreignKeys);
    }

    /**
     * What follows the closing parenthesis.
     *
     * @param autoIncrement next value to give, 0 if not declared
     */
    record Options(String charset, String collation, long autoIncrement, String comment) {}

    Optional<KeyDeclaration> primaryKey() {
        return keys.stream().filter(key -> key.kind() == KeyDeclaration.Kind.PRIMARY).findFirst();
    }

    Optional<KeyDeclaration> key(String name) {
        return keys.stream().filter(key -> key.name().equalsIgnoreCase(name)).findFirst();
    }

    /** Index of a column, -1 if there is none. */
    int indexOf(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(column)) {
                return i;
            }
        }
        return -1;
    }

    /** Puts keys in order, names the nameless, makes primary key columns NOT NULL; 1060, 1061, 1068, 1072, 1075. */
    TableShape checked() throws SqlError {
        Set<String> names = new HashSet<>();
        for (ColumnDeclaration column : columns) {
            if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
                throw SqlError.of(1060, "Duplicate column name '" + column.name() + "'");
            }
        }
        if (columns.isEmpty()) {
            throw SqlError.of(1113, "A table must have at least 1 column");
        }
        List<KeyDeclaration> ordered = new ArrayList<>();
        for (KeyDeclaration.Kind kind : KeyDeclaration.Kind.values()) {
            keys.stream().filter(key -> key.kind() == kind).forEach(ordered::add);
        }
        Set<String> keyNames = new HashSet<>();
        for (int i = 0; i < ordered.size(); i++) {
            KeyDeclaration named = named(ordered.get(i), keyNames);
            for (KeyDeclaration.Part part : named.parts()) {
                if (indexOf(part.column()) < 0) {
                    throw SqlError.of(1072, "Key column '" + part.column() + "' doesn't exist in table");
                }
            }
            ordered.set(i, named);
        }
        TableShape shape = new TableShape(columns, ordered, foreignKeys, options);
        return shape.withPrimaryKeyNotNull();
    }

    private static KeyDeclaration named(KeyDeclaration key, Set<String> taken) throws SqlError {
        if (key.kind() == KeyDeclaration.Kind.PRIMARY) {
            if (!taken.add("primary")) {
                throw SqlError.of(1068, "Multiple primary key defined");
            }
            return key.renamed("PRIMARY");
        }
        String name = key.name().isEmpty() ? key.parts().getFirst().column() : key.name();
        String candidate = name;
        for (int i = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); i++) {
            if (!key.name().isEmpty()) {
                throw SqlError.of(1061, "Duplicate key name '" + name + "'");
            }
            candidate = name + "_" + i;
        }
        return key.renamed(candidate);
    }

    private TableShape withPrimaryKeyNotNull() throws SqlError {
        List<ColumnDeclaration> changed = new ArrayList<>();
        int automatic = 0;
        for (ColumnDeclaration column : columns) {
            boolean primary = primaryKey().isPresent() && primaryKey().get().has(column.name());
            changed.add(primary || column.autoIncrement() ? column.notNull() : column);
            if (column.autoIncrement()) {
                automatic++;
                boolean keyed = keys.stream()
                        .anyMatch(key -> key.parts().getFirst().column().equalsIgnoreCase(column.name()));
                if (!keyed || automatic > 1) {
                    throw SqlError.of(1075,
                            "Incorrect table definition; there can be only one auto column and it must be defined as a key");
                }
            }
        }
        return new TableShape(changed, keys, foreignKeys, options);
    }

    TableShape withColumns(List<ColumnDeclaration> other) {
        return new TableShape(other, keys, foreignKeys, options);
    }

    TableShape withKeys(List<KeyDeclaration> other) {
        return new TableShape(columns, other, foreignKeys, options);
    }

    TableShape withForeignKeys(List<ForeignKey> other) {
        return new TableShape(columns, keys, other, options);
    }

    TableShape withOptions(Options other) {
        return new TableShape(columns, keys, foreignKeys, other);
    }
}
