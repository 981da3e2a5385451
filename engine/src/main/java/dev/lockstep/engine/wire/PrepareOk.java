package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;

/**
 * Answer to COM_STMT_PREPARE. Definitions of the parameters follow if there are any, then those of the columns, each
 * block closed by EOF unless {@link Capabilities#DEPRECATE_EOF}.
 *
 * @param statementId unsigned 32 bits
 * @param columns columns of the result, 0 if none
 * @param parameters number of question marks
 * @param warnings number of warnings
 */
public record PrepareOk(long statementId, int columns, int parameters, int warnings) {
    /** Reads the packet. */
    public static PrepareOk decode(byte[] payload) {
        ByteReader in = new ByteReader(payload);
        Responses.expect(in, OkPacket.HEADER, "a prepared statement's OK");
        long id = in.u32();
        int columns = in.u16();
        int parameters = in.u16();
        in.skip(1);
        return new PrepareOk(id, columns, parameters, in.u16());
    }

    /** The payload. */
    public byte[] encode() {
        return new ByteWriter().u8(OkPacket.HEADER)
                .u32(statementId)
                .u16(columns)
                .u16(parameters)
                .u8(0)
                .u16(warnings)
                .toBytes();
    }
}
