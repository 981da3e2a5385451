package dev.lockstep.engine.sql.store;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes definitions for H2. */
final class H2Definitions {
    private H2Definitions() {}

    /** CREATE TABLE and what follows it. */
    static List<String> create(String database, String table, TableShape shape) {
        List<String> parts = new ArrayList<>();
        shape.columns().forEach(column -> parts.add(column(column)));
        for (KeyDeclaration key : shape.keys()) {
            if (key.kind() != KeyDeclaration.Kind.INDEX) {
                parts.add(constraint(table, key));
            }
        }
        List<String> statements = new ArrayList<>();
        statements.add("CREATE TABLE " + H2Names.table(database, table) + " (" + String.join(", ", parts) + ")");
        for (KeyDeclaration key : shape.keys()) {
            if (key.kind() == KeyDeclaration.Kind.INDEX) {
                statements.addAll(addKey(database, table, key, shape));
            }
        }
        shape.foreignKeys().forEach(key -> statements.add(addForeignKey(database, table, key)));
        return statements;
    }

    static String column(ColumnDeclaration column) {
        return H2Names.quote(column.name()) + " " + typeAndMore(column);
    }

    /** Type, default and nullability. */
    static String typeAndMore(ColumnDeclaration column) {
        StringBuilder text = new StringBuilder(column.type().h2());
        if (column.autoIncrement()) {
            text.append(" DEFAULT 0 DEFAULT ON NULL");
        } else {
            String fallback = fallback(column);
            if (!fallback.isEmpty()) {
                text.append(" DEFAULT ").append(fallback);
            }
        }
        if (column.onUpdate()) {
            text.append(" ON UPDATE ").append(now(column));
        }
        return text.append(column.nullable() ? "" : " NOT NULL").toString();
    }

    private static String now(ColumnDeclaration column) {
        int digits = Math.max(column.type().length(), 0);
        return "COALESCE(" + StatementTime.FUNCTION + "(" + digits + "), LOCALTIMESTAMP(" + digits + "))";
    }

    static String fallback(ColumnDeclaration column) {
        return switch (column.fallback()) {
            case ColumnDeclaration.Fallback.Value(String text) ->
                column.type().kind().isBinary()
                        ? "CAST(" + H2Names.literal(text) + " AS " + column.type().h2() + ")"
                        : H2Names.literal(text);
            case ColumnDeclaration.Fallback.Now() -> now(column);
            default -> "";
        };
    }

    private static String constraint(String table, KeyDeclaration key) {
        String kind = key.kind() == KeyDeclaration.Kind.PRIMARY ? " PRIMARY KEY " : " UNIQUE ";
        return "CONSTRAINT " + H2Names.key(table, key.name()) + kind + parts(key);
    }

    /** None for an index on values that H2 does not take into one: it would only make looking them up faster. */
    static List<String> addKey(String database, String table, KeyDeclaration key, TableShape shape) {
        if (key.kind() == KeyDeclaration.Kind.INDEX) {
            boolean large = shape.columns().stream()
                    .anyMatch(column -> column.type().kind().isLarge() && key.has(column.name()));
            return large
                    ? List.of()
                    : List.of("CREATE INDEX " + H2Names.quote(database) + "." + H2Names.key(table, key.name()) + " ON "
                            + H2Names.table(database, table) + parts(key));
        }
        return List.of("ALTER TABLE " + H2Names.table(database, table) + " ADD " + constraint(table, key));
    }

    static String dropKey(String database, String table, KeyDeclaration key) {
        if (key.kind() == KeyDeclaration.Kind.INDEX) {
            return "DROP INDEX IF EXISTS " + H2Names.quote(database) + "." + H2Names.key(table, key.name());
        }
        return "ALTER TABLE " + H2Names.table(database, table) + " DROP CONSTRAINT " + H2Names.key(table, key.name());
    }

    static String renameKey(String database, KeyDeclaration key, String oldName, String table, String newName) {
        if (key.kind() == KeyDeclaration.Kind.INDEX) {
            return "ALTER INDEX IF EXISTS " + H2Names.quote(database) + "." + oldName + " RENAME TO "
                    + H2Names.key(table, newName);
        }
        return "ALTER TABLE " + H2Names.table(database, table) + " RENAME CONSTRAINT " + oldName + " TO "
                + H2Names.key(table, newName);
    }

    static String addForeignKey(String database, String table, ForeignKey key) {
        String other = key.references().database().orElse(database);
        return "ALTER TABLE " + H2Names.table(database, table) + " ADD CONSTRAINT " + H2Names.key(table, key.name())
                + " FOREIGN KEY " + names(key.columns()) + " REFERENCES "
                + H2Names.table(other, key.references().table()) + " " + names(key.referenced());
    }

    private static String parts(KeyDeclaration key) {
        return names(key.parts().stream().map(KeyDeclaration.Part::column).toList());
    }

    static String names(List<String> names) {
        return names.stream().map(H2Names::quote).collect(Collectors.joining(", ", "(", ")"));
    }

    /** The triggers that report and check rows; the suffix tells them from those that a table had before. */
    static List<String> triggers(String database, String table, TableShape shape, int suffix) {
        String schema = H2Names.quote(database) + ".";
        String on = " ON " + H2Names.table(database, table) + " FOR EACH ROW CALL '";
        return List.of(
                "CREATE TRIGGER " + schema + H2Names.key(table, "guard" + suffix) + " BEFORE INSERT, UPDATE" + on
                        + GuardTrigger.class.getName() + "'",
                "CREATE TRIGGER " + schema + H2Names.key(table, "capture" + suffix) + " AFTER INSERT, UPDATE, DELETE"
                        + on
                        + (PlainCaptureTrigger.takes(shape) ? PlainCaptureTrigger.class : CaptureTrigger.class)
                                .getName()
                        + "'");
    }
}
