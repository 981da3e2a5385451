package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.Bitmap;
import dev.lockstep.engine.binlog.row.RowImage;
import dev.lockstep.engine.sql.store.ColumnKind;
import dev.lockstep.engine.sql.store.RowChange;
import dev.lockstep.engine.sql.store.TableDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code binlog_row_image}: which columns the rows in the binlog have. */
public enum RowImages {
    /** All. */
    FULL,
    /** All but BLOB and TEXT columns that neither find the row nor were changed. */
    NOBLOB,
    /** The primary key before; what was changed after. */
    MINIMAL;

    /**
     * The changes as row events have them. They are of one kind and one table, and all get the same columns.
     */
    List<dev.lockstep.engine.binlog.row.RowChange> of(TableDefinition table, List<RowChange> rows) {
        Bitmap before = before(table);
        Bitmap after = rows.getFirst().kind() == RowChange.Kind.UPDATE ? after(table, rows) : all(table);
        return rows.stream().map(row -> new dev.lockstep.engine.binlog.row.RowChange(image(before, row.before()),
                image(after, row.after()))).toList();
    }

    private static @Nullable RowImage image(Bitmap present, @Nullable List<@Nullable Object> values) {
        return values == null ? null : new RowImage(present, values);
    }

    private static Bitmap all(TableDefinition table) {
        return Bitmap.all(table.columns().size());
    }

    /** Without a primary key a row is found by all its columns. */
    private Bitmap before(TableDefinition table) {
        List<Integer> key = table.primaryKey();
        if (this == FULL || key.isEmpty()) {
            return all(table);
        }
        return Bitmap.of(table.columns().size(), column -> key.contains(column)
                || this == NOBLOB && !isLarge(table, column));
    }

    private Bitmap after(TableDefinition table, List<RowChange> rows) {
        return switch (this) {
            case FULL -> all(table);
            case NOBLOB -> Bitmap.of(table.columns().size(),
                    column -> !isLarge(table, column) || isChanged(rows, column));
            case MINIMAL -> Bitmap.of(table.columns().size(), column -> isChanged(rows, column));
        };
    }

    private static boolean isLarge(TableDefinition table, int column) {
        ColumnKind kind = table.columns().get(column).type().kind();
        return switch (kind) {
            case TINYTEXT, TEXT, MEDIUMTEXT, LONGTEXT, TINYBLOB, BLOB, MEDIUMBLOB, LONGBLOB, JSON -> true;
            default -> false;
        };
    }

    private static boolean isChanged(List<RowChange> rows, int column) {
        return IntStream.range(0, rows.size()).anyMatch(row -> {
            Object before = Objects.requireNonNull(rows.get(row).before()).get(column);
            Object after = Objects.requireNonNull(rows.get(row).after()).get(column);
            return before instanceof byte[] left && after instanceof byte[] right
                    ? !Arrays.equals(left, right)
                    : !Objects.equals(before, after);
        });
    }
}
