package dev.lockstep.engine.binlog;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Which Java character set goes with a collation number of the server, as far as this program needs to know. */
public final class Collations {
    /** {@code binary}. */
    public static final int BINARY = 63;
    /** {@code utf8mb4_general_ci}. */
    public static final int UTF8MB4_GENERAL_CI = 45;
    /** {@code latin1_swedish_ci}. */
    public static final int LATIN1_SWEDISH_CI = 8;

    private Collations() {}

    /**
     * The character set of a collation; UTF-8 for all that this program does not know. latin1 is taken as ISO 8859-1,
     * which keeps every byte, though the servers mean code page 1252.
     */
    public static Charset charset(int collation) {
        return switch (collation) {
            case 5, 8, 15, 31, 47, 48, 49, 94 -> StandardCharsets.ISO_8859_1;
            case 35, 90 -> StandardCharsets.UTF_16BE;
            default -> StandardCharsets.UTF_8;
        };
    }

    /** Name of a collation, for people; a number for all that this program does not know. */
    public static String name(int collation) {
        return switch (collation) {
            case LATIN1_SWEDISH_CI -> "latin1_swedish_ci";
            case 33 -> "utf8_general_ci";
            case UTF8MB4_GENERAL_CI -> "utf8mb4_general_ci";
            case 46 -> "utf8mb4_bin";
            case 47 -> "latin1_bin";
            case BINARY -> "binary";
            case 83 -> "utf8_bin";
            case 224 -> "utf8mb4_unicode_ci";
            case 255 -> "utf8mb4_0900_ai_ci";
            default -> "collation_" + collation;
        };
    }

    /** Name of a collation's character set. */
    static String charsetName(int collation) {
        String name = name(collation);
        int end = name.indexOf('_');
        return end < 0 ? name : name.substring(0, end);
    }

    /** Bytes that a character takes at most. */
    public static int maxCharacterBytes(int collation) {
        return switch (collation) {
            case 5, 8, 15, 31, 47, 48, 49, 94, 11, 65, BINARY -> 1;
            case 35, 90 -> 2;
            case 33, 83 -> 3;
            default -> collation >= 192 && collation <= 223 ? 3 : 4;
        };
    }
}
