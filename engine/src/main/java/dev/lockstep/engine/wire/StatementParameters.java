package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Parameters of one COM_STMT_EXECUTE.
 *
 * @param types as bound, to be kept: a client that executes again without binding does not send them again
 * @param values one per question mark
 */
public record StatementParameters(List<BoundType> types, List<ParameterValue> values) {
    private static final int UNSIGNED = 0x80;

    /**
     * A parameter's type.
     *
     * @param type type
     * @param signedness of an integer
     */
    public record BoundType(ColumnType type, Signedness signedness) {}

    /** Of an integer. */
    public enum Signedness {
        /** Two's complement. */
        SIGNED,
        /** From zero. */
        UNSIGNED
    }

    /** Copies the lists. */
    public StatementParameters {
        types = List.copyOf(types);
        values = List.copyOf(values);
    }

    /**
     * Reads what {@link StatementCommand.ComStmtExecute} carries.
     *
     * @param count number of question marks
     * @param bound types of the last execution, empty at the first
     * @param longData what COM_STMT_SEND_LONG_DATA collected, by place; such a parameter is not in the packet
     */
    public static StatementParameters decode(Blob body, int count, List<BoundType> bound, Map<Integer, Blob> longData) {
        if (count == 0) {
            return new StatementParameters(List.of(), List.of());
        }
        ByteReader in = new ByteReader(body.bytes());
        byte[] nulls = in.bytes((count + 7) / 8);
        List<BoundType> types = in.u8() == 1 ? types(in, count) : bound;
        if (types.size() != count) {
            throw new MalformedBytesException(count + " parameters but no types bound", in.position());
        }
        List<ParameterValue> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Blob collected = longData.get(i);
            BoundType type = types.get(i);
            if (collected != null) {
                values.add(new ParameterValue.TextValue(type.type(), collected));
            } else if ((nulls[i / 8] >> i % 8 & 1) == 1) {
                values.add(new ParameterValue.Null());
            } else {
                values.add(BinaryValues.read(in, type.type(), type.signedness() == Signedness.UNSIGNED));
            }
        }
        return new StatementParameters(types, values);
    }

    private static List<BoundType> types(ByteReader in, int count) {
        List<BoundType> types = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int code = in.u8();
            ColumnType type = ColumnType.of(code)
                    .orElseThrow(() -> new MalformedBytesException("parameter type " + code, in.position() - 1));
            types.add(new BoundType(type, (in.u8() & UNSIGNED) != 0 ? Signedness.UNSIGNED : Signedness.SIGNED));
        }
        return types;
    }

    /** The block for {@link StatementCommand.ComStmtExecute}, with the types. */
    public Blob encode() {
        if (values.isEmpty()) {
            return Blob.EMPTY;
        }
        ByteWriter out = new ByteWriter();
        byte[] nulls = new byte[(values.size() + 7) / 8];
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof ParameterValue.Null) {
                nulls[i / 8] |= (byte) (1 << i % 8);
            }
        }
        out.bytes(nulls).u8(1);
        for (BoundType type : types) {
            out.u8(type.type().code()).u8(type.signedness() == Signedness.UNSIGNED ? UNSIGNED : 0);
        }
        for (int i = 0; i < values.size(); i++) {
            if (!(values.get(i) instanceof ParameterValue.Null)) {
                BinaryValues.write(out, types.get(i).type(), values.get(i).asBlob());
            }
        }
        return Blob.of(out.toBytes());
    }
}
