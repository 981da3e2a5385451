package dev.lockstep.engine.binlog.row;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/** ENUM as the number of its member from 1 (0: the empty error value), SET as one bit for each member. */
final class MemberCodec {
    private MemberCodec() {}

    static Object read(ByteReader in, ColumnSpec column) {
        long raw = in.unsigned(column.meta());
        List<String> members = column.members();
        if (members.isEmpty()) {
            return raw;
        }
        if (column.type() == ColumnType.ENUM) {
            if (raw > members.size()) {
                throw ValueCodec.malformed(in, column, "member " + raw + " of " + members.size());
            }
            return raw == 0 ? "" : members.get((int) raw - 1);
        }
        if (members.size() < 64 && raw >>> members.size() != 0) {
            throw ValueCodec.malformed(in, column, "members " + Long.toHexString(raw) + " of " + members.size());
        }
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < Math.min(64, members.size()); i++) {
            if ((raw >>> i & 1) != 0) {
                chosen.add(members.get(i));
            }
        }
        return String.join(",", chosen);
    }

    static void write(ByteWriter out, ColumnSpec column, Object value) {
        long raw = switch (value) {
            case String text when column.type() == ColumnType.ENUM -> text.isEmpty() ? 0 : member(column, text) + 1;
            case String text -> bits(column, text);
            case Number number -> number.longValue();
            default -> throw ValueCodec.refused(column, value);
        };
        if (column.meta() < 8 && raw >>> (8 * column.meta()) != 0) {
            throw ValueCodec.refused(column, value);
        }
        out.integer(raw, column.meta());
    }

    private static long bits(ColumnSpec column, String text) {
        long bits = 0;
        for (String part : text.isEmpty() ? new String[0] : text.split(",")) {
            bits |= 1L << member(column, part);
        }
        return bits;
    }

    private static int member(ColumnSpec column, String text) {
        int index = column.members().indexOf(text);
        if (index < 0) {
            throw ValueCodec.refused(column, text);
        }
        return index;
    }
}
