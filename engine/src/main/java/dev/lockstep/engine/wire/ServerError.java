package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;

/**
 * An ERR packet: code, SQL state and message.
 *
 * @param code server's error number, such as 1045
 * @param sqlState five characters, such as {@code 28000}
 * @param message the server's text
 */
public record ServerError(int code, String sqlState, String message) implements Response {
    /** First byte. */
    public static final int HEADER = 0xff;
    /** State of errors without one of their own. */
    public static final String GENERAL_STATE = "HY000";

    /** Reads the packet; an error from before the login may come without a state. */
    public static ServerError decode(byte[] payload) {
        ByteReader in = new ByteReader(payload);
        Responses.expect(in, HEADER, "ERR");
        int code = in.u16();
        String state = GENERAL_STATE;
        if (in.peek() == '#' && in.remaining() >= 6) {
            in.skip(1);
            state = in.text(5, java.nio.charset.StandardCharsets.ISO_8859_1);
        }
        return new ServerError(code, state, in.restText());
    }

    @Override
    public byte[] encode() {
        ByteWriter out = new ByteWriter().u8(HEADER).u16(code).u8('#');
        byte[] state = sqlState.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 5; i++) {
            out.u8(i < state.length ? state[i] : '0');
        }
        return out.text(message).toBytes();
    }

    /** As an exception, for code that gives up a statement. */
    public ServerErrorException toException() {
        return new ServerErrorException(this);
    }

    @Override
    public String toString() {
        return "ERROR " + code + " (" + sqlState + "): " + message;
    }
}
