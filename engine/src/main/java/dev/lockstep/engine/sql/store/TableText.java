package dev.lockstep.engine.sql.store;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes definitions in MySQL's words: SHOW CREATE TABLE, and what the catalog keeps. */
final class TableText {
    private TableText() {}

    /** A name in backticks. */
    static String name(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** A string literal. */
    static String quote(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    static String now(DeclaredType type) {
        return type.length() > 0 ? "CURRENT_TIMESTAMP(" + type.length() + ")" : "CURRENT_TIMESTAMP";
    }

    /** CREATE TABLE as SHOW CREATE TABLE has it. */
    static String create(String table, TableShape shape, long nextAutoIncrement) {
        List<String> parts = new ArrayList<>();
        shape.columns().forEach(column -> parts.add("  " + column(column, shape.options())));
        shape.keys().forEach(key -> parts.add("  " + key(key)));
        shape.foreignKeys().forEach(key -> parts.add("  " + foreignKey(key)));
        StringBuilder text = new StringBuilder("CREATE TABLE ").append(name(table)).append(" (\n");
        text.append(String.join(",\n", parts)).append("\n) ENGINE=InnoDB");
        if (nextAutoIncrement > 1) {
            text.append(" AUTO_INCREMENT=").append(nextAutoIncrement);
        }
        TableShape.Options options = shape.options();
        text.append(" DEFAULT CHARSET=").append(options.charset());
        if (!options.collation().equals(Charsets.defaultCollationName(options.charset()))) {
            text.append(" COLLATE=").append(options.collation());
        }
        if (!options.comment().isEmpty()) {
            text.append(" COMMENT=").append(quote(options.comment()));
        }
        return text.toString();
    }

    private static String column(ColumnDeclaration column, TableShape.Options options) {
        DeclaredType type = column.type();
        StringBuilder text = new StringBuilder(name(column.name())).append(' ').append(type.text());
        if (type.charset() != null && !type.charset().equals(options.charset())) {
            text.append(" CHARACTER SET ").append(type.charset());
        }
        if (type.collation() != null && !type.collation().equals(options.collation())) {
            text.append(" COLLATE ").append(type.collation());
        }
        if (!column.nullable()) {
            text.append(" NOT NULL");
        } else if (type.kind() == ColumnKind.TIMESTAMP) {
            text.append(" NULL");
        }
        if (column.autoIncrement()) {
            text.append(" AUTO_INCREMENT");
        }
        text.append(fallback(column));
        if (column.onUpdate()) {
            text.append(" ON UPDATE ").append(now(type));
        }
        if (!column.comment().isEmpty()) {
            text.append(" COMMENT ").append(quote(column.comment()));
        }
        return text.toString();
    }

    private static String fallback(ColumnDeclaration column) {
        DeclaredType type = column.type();
        return switch (column.fallback()) {
            case ColumnDeclaration.Fallback.Value(String value) -> " DEFAULT " + quote(value);
            case ColumnDeclaration.Fallback.Now() -> " DEFAULT " + now(type);
            default -> column.nullable() && !type.kind().isLongText() && !type.kind().isBlob() ? " DEFAULT NULL" : "";
        };
    }

    private static String key(KeyDeclaration key) {
        String parts = key.parts()
                .stream()
                .map(part -> name(part.column()) + (part.prefix() > 0 ? "(" + part.prefix() + ")" : ""))
                .collect(Collectors.joining(",", "(", ")"));
        return switch (key.kind()) {
            case PRIMARY -> "PRIMARY KEY " + parts;
            case UNIQUE -> "UNIQUE KEY " + name(key.name()) + " " + parts;
            case INDEX -> "KEY " + name(key.name()) + " " + parts;
        };
    }

    private static String foreignKey(ForeignKey key) {
        String database = key.references().database().map(name -> name(name) + ".").orElse("");
        return "CONSTRAINT " + name(key.name()) + " FOREIGN KEY " + names(key.columns()) + " REFERENCES " + database
                + name(key.references().table()) + " " + names(key.referenced())
                + (key.actions().isEmpty() ? "" : " " + key.actions());
    }

    private static String names(List<String> columns) {
        return columns.stream().map(TableText::name).collect(Collectors.joining(", ", "(", ")"));
    }

    /** What DESCRIBE shows in its column Key. */
    static String keyMark(TableShape shape, String column) {
        @Nullable
        String mark = null;
        for (KeyDeclaration key : shape.keys()) {
            if (key.kind() == KeyDeclaration.Kind.PRIMARY && key.has(column)) {
                return "PRI";
            }
            boolean first = key.parts().getFirst().column().equalsIgnoreCase(column);
            if (first && mark == null) {
                mark = key.kind() == KeyDeclaration.Kind.UNIQUE && key.parts().size() == 1 ? "UNI" : "MUL";
            }
        }
        return mark == null ? "" : mark;
    }
}
