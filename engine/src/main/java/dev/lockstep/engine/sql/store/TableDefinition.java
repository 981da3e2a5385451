package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.binlog.row.TableSpec;
import java.util.List;
import java.util.Optional;

/**
 * A table as it was declared. One object stands for one definition: after ALTER TABLE there is another, so objects are
 * compared by identity and serve as keys.
 */
public final class TableDefinition {
    private final String database;
    private final String name;
    private final TableShape shape;
    private final TableSpec spec;
    private final List<Integer> primaryKey;

    TableDefinition(String database, String name, TableShape shape) {
        this.database = database;
        this.name = name;
        this.shape = shape;
        int collation = Charsets.collationId(shape.options().collation());
        this.spec = new TableSpec(database, name, shape.columns()
                .stream()
                .map(column -> column.type().spec(column.name(), column.nullable(), collation))
                .toList());
        this.primaryKey = shape.primaryKey()
                .map(key -> key.parts().stream().map(part -> shape.indexOf(part.column())).toList())
                .orElse(List.of());
    }

    /** The database. */
    public String database() {
        return database;
    }

    /** The name without the database. */
    public String name() {
        return name;
    }

    /** The columns, in order. */
    public List<ColumnDeclaration> columns() {
        return shape.columns();
    }

    /** The keys, the primary key first. */
    public List<KeyDeclaration> keys() {
        return shape.keys();
    }

    /** The table as row events need it. */
    public TableSpec spec() {
        return spec;
    }

    TableShape shape() {
        return shape;
    }

    /** Indexes of the primary key's columns, none without one. */
    public List<Integer> primaryKey() {
        return primaryKey;
    }

    /** Index of the AUTO_INCREMENT column. */
    Optional<Integer> autoIncrementColumn() {
        for (int i = 0; i < shape.columns().size(); i++) {
            if (shape.columns().get(i).autoIncrement()) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return database + "." + name;
    }
}
