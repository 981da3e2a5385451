package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Codec of the attributes that a client sends at login, in their order; a total length, then keys and values. */
public final class ConnectionAttributes {
    private ConnectionAttributes() {}

    /** Reads the block; a repeated key keeps its last value. */
    public static Map<String, String> read(ByteReader in) {
        ByteReader block = in.slice(in.lenencLength());
        Map<String, String> attributes = new LinkedHashMap<>();
        while (!block.atEnd()) {
            String key = block.lenencText();
            attributes.put(key, block.lenencText());
        }
        return Collections.unmodifiableMap(attributes);
    }

    /** Appends the block. */
    public static void write(ByteWriter out, Map<String, String> attributes) {
        ByteWriter block = new ByteWriter();
        attributes.forEach((key, value) -> block.lenencText(key).lenencText(value));
        out.lenencBytes(block.toBytes());
    }

    /** An unmodifiable copy in the same order. */
    public static Map<String, String> copy(Map<String, String> attributes) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
}
