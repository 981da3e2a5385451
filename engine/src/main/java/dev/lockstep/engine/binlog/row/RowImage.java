package dev.lockstep.engine.binlog.row;

import dev.lockstep.engine.binlog.Bitmap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row before or after a change. Values are, by type: whole numbers and YEAR {@code Long} (BIGINT UNSIGNED
 * {@code BigInteger}), FLOAT {@code Float}, DOUBLE {@code Double}, DECIMAL {@code BigDecimal}, text {@code String}, binary
 * and JSON {@code byte[]}, DATE {@code LocalDate}, TIME {@code Duration}, DATETIME {@code LocalDateTime}, TIMESTAMP
 * {@code Instant}, BIT {@code Long}, ENUM and SET {@code String} if the members are known and {@code Long} if not. A date
 * that Java cannot hold (0000-00-00, 2020-02-00) is a {@code String} in MySQL's form.
 *
 * @param present columns that the image has
 * @param values one for each column of the table; null for NULL and for a column that is not present
 */
public record RowImage(Bitmap present, List<@Nullable Object> values) {
    /** Refuses a number of values that does not fit; keeps its own list. */
    public RowImage {
        if (present.bits() != values.size()) {
            throw new IllegalArgumentException(values.size() + " values for " + present.bits() + " columns");
        }
        values = values instanceof RowValues own ? own : new RowValues(values.toArray());
    }

    /** An image that has all columns ({@code binlog_row_image=FULL}). */
    public static RowImage full(List<? extends @Nullable Object> values) {
        return new RowImage(Bitmap.all(values.size()), new RowValues(values.toArray()));
    }

    /** Value of a column. */
    public @Nullable Object value(int column) {
        return values.get(column);
    }
}
