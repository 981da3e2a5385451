package dev.lockstep.engine.wire.auth;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.wire.Blob;

/**
 * A plugin's word to the client.
 *
 * @param data one of the constants, or a public key in PEM
 */
public record AuthMoreData(Blob data) {
    /** First byte. */
    public static final int HEADER = 0x01;
    /** caching_sha2_password: the scramble was right, OK follows. */
    public static final int FAST_AUTH_SUCCESS = 0x03;
    /** caching_sha2_password: send the password itself, protected. */
    public static final int FULL_AUTHENTICATION = 0x04;
    /** caching_sha2_password, from the client, without a header: give me your public key. */
    public static final int REQUEST_PUBLIC_KEY = 0x02;

    /** One byte of data. */
    public static AuthMoreData of(int word) {
        return new AuthMoreData(Blob.of(new byte[]{(byte) word}));
    }

    /** Reads the packet. */
    public static AuthMoreData decode(byte[] payload) {
        ByteReader in = new ByteReader(payload);
        if (in.u8() != HEADER) {
            throw new MalformedBytesException("not a password plugin's data", 0);
        }
        return new AuthMoreData(Blob.of(in.rest()));
    }

    /** Whether the data is this one byte. */
    public boolean is(int word) {
        return data.size() == 1 && data.bytes()[0] == word;
    }

    /** The payload. */
    public byte[] encode() {
        return new ByteWriter().u8(HEADER).bytes(data.bytes()).toBytes();
    }
}
