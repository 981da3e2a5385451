package dev.lockstep.app.cli;

import java.util.Locale;

/** Whether a window can be shown. */
final class Display {
    private Display() {}

    /** On Linux by the environment; other systems have one. */
    static boolean present() {
        return !linux() || set("DISPLAY") || set("WAYLAND_DISPLAY")
                || "Headless".equalsIgnoreCase(System.getProperty("glass.platform"));
    }

    /** What is missing. */
    static String hint() {
        return "DISPLAY and WAYLAND_DISPLAY are not set";
    }

    private static boolean linux() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    }

    private static boolean set(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isBlank();
    }
}
