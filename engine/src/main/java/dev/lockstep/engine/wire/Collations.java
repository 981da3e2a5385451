package dev.lockstep.engine.wire;

/** Numbers of the collations that appear on the wire; greeting and login carry the low byte only. */
public final class Collations {
    /** {@code latin1_swedish_ci}. */
    public static final int LATIN1_SWEDISH_CI = 8;
    /** {@code utf8mb3_general_ci}, in old servers {@code utf8_general_ci}. */
    public static final int UTF8MB3_GENERAL_CI = 33;
    /** {@code utf8mb4_general_ci}. */
    public static final int UTF8MB4_GENERAL_CI = 45;
    /** {@code utf8mb4_bin}. */
    public static final int UTF8MB4_BIN = 46;
    /** {@code binary}: numbers, dates and bytes. */
    public static final int BINARY = 63;
    /** {@code utf8mb4_unicode_ci}. */
    public static final int UTF8MB4_UNICODE_CI = 224;
    /** {@code utf8mb4_0900_ai_ci}, MySQL 8 only: a MariaDB replica does not know it. */
    public static final int UTF8MB4_0900_AI_CI = 255;

    private Collations() {}
}
