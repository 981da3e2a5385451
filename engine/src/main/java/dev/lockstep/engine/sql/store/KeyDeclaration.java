package dev.lockstep.engine.sql.store;

import java.util.List;

/**
 * A key as it was declared.
 *
 * @param name {@code PRIMARY} for the primary key
 */
public record KeyDeclaration(Kind kind, String name, List<Part> parts) {
    /** Copies the list. */
    public KeyDeclaration {
        parts = List.copyOf(parts);
    }

    /** Kinds of keys. */
    public enum Kind {
        PRIMARY, UNIQUE, INDEX
    }

    /**
     * A column of a key.
     *
     * @param prefix characters that count, 0 for all; kept and shown, while the store's index has the whole column
     */
    public record Part(String column, int prefix) {}

    boolean has(String column) {
        return parts.stream().anyMatch(part -> part.column().equalsIgnoreCase(column));
    }

    KeyDeclaration renamed(String newName) {
        return new KeyDeclaration(kind, newName, parts);
    }

    KeyDeclaration withColumnRenamed(String from, String to) {
        return new KeyDeclaration(kind, name, parts.stream()
                .map(part -> part.column().equalsIgnoreCase(from) ? new Part(to, part.prefix()) : part)
                .toList());
    }
}
