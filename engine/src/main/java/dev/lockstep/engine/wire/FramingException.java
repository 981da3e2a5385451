package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.MalformedBytesException;

/** Bytes that cannot be cut into packets; the connection cannot go on. */
public abstract sealed class FramingException extends MalformedBytesException
        permits PacketsOutOfOrderException, PacketTooLargeException {
    private static final long serialVersionUID = 1;

    FramingException(String message) {
        super(message, 0);
    }
}
