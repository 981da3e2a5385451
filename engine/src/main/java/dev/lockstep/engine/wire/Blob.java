package dev.lockstep.engine.wire;

import java.util.Arrays;
import java.util.HexFormat;

/** Bytes as a value: equal by content, shown as hex. The array is shared, not copied; nobody changes it. */
public final class Blob {
    /** No bytes. */
    public static final Blob EMPTY = new Blob(new byte[0]);
    private static final int SHOWN_BYTES = 64;

    private final byte[] bytes;

    private Blob(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The bytes, which the caller no longer changes. */
    public static Blob of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Blob(bytes);
    }

    /** The bytes, which the caller does not change. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many. */
    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Blob blob && Arrays.equals(bytes, blob.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return bytes.length <= SHOWN_BYTES
                ? hex.formatHex(bytes)
                : hex.formatHex(bytes, 0, SHOWN_BYTES) + "… (" + bytes.length + " bytes)";
    }
}
