package dev.lockstep.engine.binlog.row;

import dev.lockstep.engine.binlog.RawBytes;
import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The tagged fields at the end of a table map (MySQL 8.0, MariaDB 10.5): signs, collations, names, members. */
final class OptionalMetadata {
    private static final int SIGNEDNESS = 1;
    private static final int DEFAULT_COLLATION = 2;
    private static final int COLUMN_COLLATIONS = 3;
    private static final int NAMES = 4;
    private static final int SET_MEMBERS = 5;
    private static final int ENUM_MEMBERS = 6;

    private OptionalMetadata() {}

    static List<ColumnSpec> apply(List<ColumnSpec> columns, RawBytes fields) {
        List<ColumnSpec> result = new ArrayList<>(columns);
        ByteReader in = fields.reader();
        while (!in.atEnd()) {
            int tag = in.u8();
            field(result, tag, in.slice(in.lenencLength()));
        }
        return result;
    }

    private static void field(List<ColumnSpec> columns, int tag, ByteReader in) {
        switch (tag) {
            case SIGNEDNESS -> signs(columns, in);
            case DEFAULT_COLLATION -> defaultCollation(columns, in);
            case COLUMN_COLLATIONS -> each(columns, column -> column.type().isCharacter(),
                    column -> withCollation(column, number(in)));
            case NAMES -> each(columns, column -> true, column -> named(column, in.lenencText()));
            case SET_MEMBERS -> each(columns, column -> column.type() == ColumnType.SET,
                    column -> withMembers(column, members(in)));
            case ENUM_MEMBERS -> each(columns, column -> column.type() == ColumnType.ENUM,
                    column -> withMembers(column, members(in)));
            default -> in.skip(in.remaining());
        }
    }

    private static void each(List<ColumnSpec> columns, Predicate<ColumnSpec> which,
            UnaryOperator<ColumnSpec> change) {
        columns.replaceAll(column -> which.test(column) ? change.apply(column) : column);
    }

    /** One bit for each column of a number, highest bit of a byte first. */
    private static void signs(List<ColumnSpec> columns, ByteReader in) {
        byte[] bits = in.rest();
        int seen = 0;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).type().isNumeric()) {
                if (seen / 8 >= bits.length) {
                    throw new MalformedBytesException("sign bits for " + seen + " columns only", 0);
                }
                if ((bits[seen / 8] & 0x80 >> seen % 8) != 0) {
                    columns.set(i, columns.get(i).asUnsigned());
                }
                seen++;
            }
        }
    }

    /** The collation of most character columns, then number and collation of those that differ. */
    private static void defaultCollation(List<ColumnSpec> columns, ByteReader in) {
        int common = number(in);
        List<Integer> exceptions = new ArrayList<>();
        while (!in.atEnd()) {
            exceptions.add(number(in));
            exceptions.add(number(in));
        }
        Iterator<Integer> next = exceptions.iterator();
        int exception = next.hasNext() ? next.next() : -1;
        int seen = 0;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).type().isCharacter()) {
                boolean differs = seen++ == exception;
                columns.set(i, withCollation(columns.get(i), differs ? next.next() : common));
                exception = !differs ? exception : next.hasNext() ? next.next() : -1;
            }
        }
    }

    private static int number(ByteReader in) {
        int at = in.position();
        long number = in.lenenc();
        if (number < 0 || number > 0xffff) {
            throw new MalformedBytesException("number " + Long.toUnsignedString(number) + " in optional metadata", at);
        }
        return (int) number;
    }

    private static List<String> members(ByteReader in) {
        int count = number(in);
        List<String> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(in.text(in.lenencLength(), StandardCharsets.UTF_8));
        }
        return members;
    }

    private static ColumnSpec withCollation(ColumnSpec column, int collation) {
        return new ColumnSpec(column.name(), column.type(), column.meta(), column.nullable(), column.unsigned(),
                collation, column.members());
    }

    private static ColumnSpec withMembers(ColumnSpec column, List<String> members) {
        return new ColumnSpec(column.name(), column.type(), column.meta(), column.nullable(), column.unsigned(),
                column.collation(), members);
    }

    private static ColumnSpec named(ColumnSpec column, String name) {
        return new ColumnSpec(name, column.type(), column.meta(), column.nullable(), column.unsigned(),
                column.collation(), column.members());
    }
}
