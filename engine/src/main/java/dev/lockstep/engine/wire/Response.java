package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.MalformedBytesException;

/** First packet of an answer to a command. */
public sealed interface Response permits OkPacket, ServerError, EofPacket, ResultSetHeader, LocalInfileRequest {
    /** The payload. */
    byte[] encode();

    /** Reads the first packet of an answer; one that starts with 0xfe and is short is an EOF packet. */
    static Response decode(byte[] payload) {
        if (payload.length == 0) {
            throw new MalformedBytesException("empty answer", 0);
        }
        return switch (payload[0] & 0xff) {
            case OkPacket.HEADER -> OkPacket.decode(payload);
            case ServerError.HEADER -> ServerError.decode(payload);
            case LocalInfileRequest.HEADER -> LocalInfileRequest.decode(payload);
            case EofPacket.HEADER -> EofPacket.is(payload)
                    ? EofPacket.decode(payload)
                    : ResultSetHeader.decode(payload);
            default -> ResultSetHeader.decode(payload);
        };
    }
}
