package dev.lockstep.engine.sql.store;

import org.jspecify.annotations.Nullable;

/**
 * A column as it was declared.
 *
 * @param fallback value where none is given
 * @param onUpdate whether an update sets it to the time ({@code ON UPDATE CURRENT_TIMESTAMP})
 */
public record ColumnDeclaration(String name, DeclaredType type, boolean nullable, Fallback fallback,
        boolean autoIncrement, boolean onUpdate, String comment) {

    /** What a column gets where no value is given. */
    public sealed interface Fallback {
        /** No default: NULL if that is allowed, else an error. */
        record None() implements Fallback {}

        /** DEFAULT NULL. */
        record Null() implements Fallback {}

        /** DEFAULT with a literal; numbers as their digits. */
        record Value(String text) implements Fallback {}

        /** DEFAULT CURRENT_TIMESTAMP. */
        record Now() implements Fallback {}
    }

    ColumnDeclaration renamed(String newName) {
        return new ColumnDeclaration(newName, type, nullable, fallback, autoIncrement, onUpdate, comment);
    }

    ColumnDeclaration notNull() {
        Fallback kept = fallback instanceof Fallback.Null ? new Fallback.None() : fallback;
        return new ColumnDeclaration(name, type, false, kept, autoIncrement, onUpdate, comment);
    }

    ColumnDeclaration with(Fallback other) {
        return new ColumnDeclaration(name, type, nullable, other, autoIncrement, onUpdate, comment);
    }

    ColumnDeclaration withType(DeclaredType other) {
        return new ColumnDeclaration(name, other, nullable, fallback, autoIncrement, onUpdate, comment);
    }

    /** The default as {@code information_schema} and DESCRIBE show it. */
    @Nullable
    String shownDefault() {
        return switch (fallback) {
            case Fallback.Value(String text) -> text;
            case Fallback.Now() -> TableText.now(type);
            default -> null;
        };
    }
}
