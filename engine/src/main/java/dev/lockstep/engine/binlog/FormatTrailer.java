package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a format description ends: with an algorithm byte and a CRC, whatever the algorithm, if its server knows checksums
 * (MySQL since 5.6.1, MariaDB since 5.3), else with its last post-header length.
 */
final class FormatTrailer {
    private static final int VERSION_AT = EventHeader.SIZE + 2;
    private static final int VERSION_BYTES = 50;
    private static final int LENGTHS_AT = VERSION_AT + VERSION_BYTES + 5;
    private static final int TRAILER_BYTES = 5;
    private static final Pattern VERSION = Pattern.compile("^(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})");

    private FormatTrailer() {}

    /** The algorithm that the description in {@code event} names, {@link Checksum#NONE} if it is too old for any. */
    static Checksum checksum(byte[] event) {
        if (lengthBytes(event) == 0) {
            return Checksum.NONE;
        }
        int at = event.length - TRAILER_BYTES;
        return Checksum.ofCode(event[at] & 0xff, at);
    }

    /** Bytes behind the post-header lengths: 5, or 0 in old files. */
    static int lengthBytes(byte[] event) {
        if (event.length < LENGTHS_AT + TRAILER_BYTES) {
            throw new MalformedBytesException("format description of " + event.length + " bytes", 9);
        }
        return isThere(event, 0) ? TRAILER_BYTES : 0;
    }

    /** Whether the description that begins at {@code at} ends with algorithm and CRC. */
    static boolean isThere(byte[] bytes, int at) {
        return knowsChecksums(new ByteReader(bytes, at + VERSION_AT, VERSION_BYTES).text(VERSION_BYTES,
                StandardCharsets.ISO_8859_1));
    }

    /** Whether a server of that version ends its format description with the algorithm. */
    static boolean knowsChecksums(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.find()) {
            return true;
        }
        int number = Integer.parseInt(matcher.group(1)) * 10_000 + Integer.parseInt(matcher.group(2)) * 100
                + Integer.parseInt(matcher.group(3));
        return number >= (version.contains("MariaDB") ? 50_300 : 50_601);
    }
}
