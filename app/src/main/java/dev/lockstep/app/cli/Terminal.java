package dev.lockstep.app.cli;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.io.FileOutputStream;
import java.io.FileDescriptor;

/** The standard output, in UTF-8 and with colours where it is a terminal. */
final class Terminal {
    /** Always UTF-8: a C locale does not mean that the terminal cannot show a check mark. */
    static final PrintStream OUT = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private static final boolean INTERACTIVE = interactive();
    private static final boolean COLOURS = INTERACTIVE && System.getenv("NO_COLOR") == null;

    private Terminal() {}

    private static boolean interactive() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** Whether a line may be overwritten. */
    static boolean isInteractive() {
        return INTERACTIVE;
    }

    static String good(String text) {
        return coloured("32", text);
    }

    static String bad(String text) {
        return coloured("31", text);
    }

    static String strong(String text) {
        return coloured("1", text);
    }

    static String dim(String text) {
        return coloured("2", text);
    }

    private static String coloured(String code, String text) {
        return COLOURS ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** Text in lines of at most {@code width} characters. */
    static java.util.List<String> wrapped(String text, int width) {
        java.util.List<String> lines = new java.util.ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
