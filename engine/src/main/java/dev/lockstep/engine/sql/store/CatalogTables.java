package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.result.ResultTable;
import dev.lockstep.engine.sql.statement.ShowStatement.Detail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers of SHOW over the catalog. */
final class CatalogTables {
    private CatalogTables() {}

    static ResultTable tables(Catalog catalog, String database, Detail detail) throws SqlError {
        boolean full = detail == Detail.FULL;
        String first = "Tables_in_" + database;
        ResultTable.Builder table = full ? ResultTable.texts(first, "Table_type") : ResultTable.texts(first);
        if (database.equalsIgnoreCase(Catalog.INFORMATION_SCHEMA)) {
            for (String name : InformationSchema.NAMES) {
                row(table, full, name, "SYSTEM VIEW");
            }
            return table.build();
        }
        catalog.database(database).tables.values().forEach(each -> row(table, full, each.name(), "BASE TABLE"));
        catalog.views(database).forEach(name -> row(table, full, name, "VIEW"));
        return table.build();
    }

    private static void row(ResultTable.Builder table, boolean full, String name, String type) {
        if (full) {
            table.row(name, type);
        } else {
            table.row(name);
        }
    }

    static ResultTable status(Catalog catalog, String database) throws SqlError {
        ResultTable.Builder table = ResultTable.texts("Name", "Engine", "Version", "Row_format", "Rows",
                "Avg_row_length", "Data_length", "Max_data_length", "Index_length", "Data_free", "Auto_increment",
                "Create_time", "Update_time", "Check_time", "Collation", "Checksum", "Create_options", "Comment");
        for (TableDefinition each : catalog.database(database).tables.values()) {
            long next = catalog.nextValue(each);
            TableShape.Options options = each.shape().options();
            table.row(each.name(), "InnoDB", 10, "Dynamic", null, null, null, null, null, null,
                    next == 0 ? null : (Object) next, null, null, null, options.collation(), null, "",
                    options.comment());
        }
        return table.build();
    }

    static ResultTable columns(TableDefinition definition, Detail detail) {
        boolean full = detail == Detail.FULL;
        ResultTable.Builder table = full
                ? ResultTable.texts("Field", "Type", "Collation", "Null", "Key", "Default", "Extra", "Privileges",
                        "Comment")
                : ResultTable.texts("Field", "Type", "Null", "Key", "Default", "Extra");
        for (ColumnDeclaration column : definition.columns()) {
            String nullable = column.nullable() ? "YES" : "NO";
            String key = TableText.keyMark(definition.shape(), column.name());
            if (full) {
                table.row(column.name(), column.type().text(), collation(definition, column), nullable, key,
                        column.shownDefault(), extra(column), "select,insert,update,references", column.comment());
            } else {
                table.row(column.name(), column.type().text(), nullable, key, column.shownDefault(), extra(column));
            }
        }
        return table.build();
    }

    static @Nullable String collation(TableDefinition definition, ColumnDeclaration column) {
        DeclaredType type = column.type();
        if (!type.kind().isText()) {
            return null;
        }
        return type.collation() != null
                ? type.collation()
                : type.charset() != null
                        ? Charsets.defaultCollationName(type.charset())
                        : definition.shape().options().collation();
    }

    static String extra(ColumnDeclaration column) {
        return column.autoIncrement()
                ? "auto_increment"
                : column.onUpdate() ? "on update " + TableText.now(column.type()) : "";
    }

    static ResultTable indexes(TableDefinition definition) {
        ResultTable.Builder table = ResultTable.texts("Table", "Non_unique", "Key_name", "Seq_in_index", "Column_name",
                "Collation", "Cardinality", "Sub_part", "Packed", "Null", "Index_type", "Comment", "Index_comment");
        for (KeyDeclaration key : definition.keys()) {
            List<KeyDeclaration.Part> parts = key.parts();
            for (int i = 0; i < parts.size(); i++) {
                KeyDeclaration.Part part = parts.get(i);
                ColumnDeclaration column = definition.columns().get(definition.shape().indexOf(part.column()));
                table.row(definition.name(), key.kind() == KeyDeclaration.Kind.INDEX ? 1 : 0, key.name(), i + 1,
                        column.name(), "A", null, part.prefix() == 0 ? null : (Object) part.prefix(), null,
                        column.nullable() ? "YES" : "", "BTREE", "", "");
            }
        }
        return table.build();
    }
}
