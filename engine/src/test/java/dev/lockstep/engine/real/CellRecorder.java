package dev.lockstep.engine.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Writes the outcome of each test of a {@link Cell} to {@code target/interop}, one file for each cell: outcome, transactions, time. */
final class CellRecorder implements TestWatcher {
    static final String GREEN = "yes";

    /** Where outcomes are left. */
    static Path folder() {
        return Cache.engine().resolve("target").resolve("interop");
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        record(context, GREEN);
    }

    /** A pair that cannot do it by nature says why: an aborted assumption's text. */
    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        String text = (cause == null ? "" : String.valueOf(cause.getMessage())).replaceFirst("^Assumption failed: ",
                "");
        record(context, "– " + text.lines().findFirst().orElse(""));
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        record(context, "**no**");
    }

    private static void record(ExtensionContext context, String outcome) {
        Optional<Cell> cell = context.getTestMethod().map(method -> method.getAnnotation(Cell.class));
        if (cell.isEmpty() || !(context.getRequiredTestInstance() instanceof InteropPair test)) {
            return;
        }
        try {
            Path row = folder().resolve(test.row().replaceAll("[^A-Za-z0-9.]+", "-"));
            Files.createDirectories(row);
            Files.writeString(row.resolve("row.txt"), test.row() + "\n");
            Files.writeString(row.resolve(cell.get().value().name() + ".txt"), outcome + "\n" + Workload.transactions()
                    + "\n" + Instant.now().truncatedTo(ChronoUnit.MINUTES) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
