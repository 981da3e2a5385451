package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.statement.TableName;
import dev.lockstep.engine.sql.statement.Token;
import java.util.List;
import java.util.Optional;

/** A definition statement, understood. */
sealed interface Definition {
    /** What to do if it is there already, or not there. */
    enum Existence {
        STRICT, LENIENT
    }

    record CreateTable(TableName name, TableShape shape, Existence existence) implements Definition {}

    record CreateLike(TableName name, TableName model, Existence existence) implements Definition {}

    record DropTables(List<TableName> names, Existence existence) implements Definition {}

    record Truncate(TableName name) implements Definition {}

    record RenameTables(List<Rename> renames) implements Definition {}

    record Rename(TableName from, TableName to) {}

    record AlterTable(TableName name, List<Alteration> alterations) implements Definition {}

    record CreateDatabase(String name, Optional<String> charset, Optional<String> collation, Existence existence)
            implements
                Definition {}

    record AlterDatabase(Optional<String> name, Optional<String> charset, Optional<String> collation)
            implements
                Definition {}

    record DropDatabase(String name, Existence existence) implements Definition {}

    record CreateView(TableName name, List<String> columns, String text, List<Token> query, boolean replace)
            implements
                Definition {}

    record DropViews(List<TableName> names, Existence existence) implements Definition {}

    /** One part of ALTER TABLE. */
    sealed interface Alteration {
        /** Where a column goes. */
        sealed interface Place {
            record Last() implements Place {}

            record First() implements Place {}

            record After(String column) implements Place {}
        }

        record AddColumn(ColumnDeclaration column, List<KeyDeclaration> keys, Place place) implements Alteration {}

        record DropColumn(String column) implements Alteration {}

        /** MODIFY and CHANGE. */
        record ChangeColumn(String old, ColumnDeclaration column, List<KeyDeclaration> keys, Place place)
                implements
                    Alteration {}

        record RenameColumn(String from, String to) implements Alteration {}

        record SetDefault(String column, ColumnDeclaration.Fallback fallback) implements Alteration {}

        record AddKey(KeyDeclaration key) implements Alteration {}

        record DropKey(String name) implements Alteration {}

        record RenameKey(String from, String to) implements Alteration {}

        record AddForeignKey(ForeignKey key) implements Alteration {}

        record DropForeignKey(String name) implements Alteration {}

        record RenameTo(TableName name) implements Alteration {}

        record Charset(String charset, String collation) implements Alteration {}

        record AutoIncrement(long next) implements Alteration {}

        record Comment(String text) implements Alteration {}

        /** ENGINE, ROW_FORMAT, DISABLE KEYS and others that change nothing here. */
        record Nothing() implements Alteration {}
    }
}
