package dev.lockstep.app.cli;

import dev.lockstep.engine.lab.LabOptions;
import dev.lockstep.engine.world.LockModel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every word that starts servers. */
final class LabSettings {
    private static final long NANOS_PER_MICRO = 1_000;

    @Option(names = "--locks", paramLabel = "model|os|MICROS", defaultValue = "model", description = {
            "How a waiter gets a lock that is released: model is that of a multi-core server, with the default wake-up",
            "latency; a number sets that latency in microseconds; os takes whatever this machine gives."})
    String locks = "model";

    /** Options for a lab with that data folder. */
    LabOptions options(@Nullable Path folder) throws UsageException {
        return new LabOptions(folder, lockModel(), LabOptions.DEFAULT.samplePeriodMillis());
    }

    private LockModel lockModel() throws UsageException {
        if (locks.equals("model")) {
            return LockModel.DEFAULT;
        } else if (locks.equals("os")) {
            return new LockModel.Os();
        } else if (locks.matches("[0-9]{1,7}")) {
            return new LockModel.WakeUpLatency(Long.parseLong(locks) * NANOS_PER_MICRO);
        }
        throw new UsageException("--locks " + locks + " is none of: model, os, a number of microseconds");
    }

    /** What is in force, for people. */
    static String described(LockModel model) {
        return switch (model) {
            case LockModel.WakeUpLatency(long nanos) -> "locks: a model of a multi-core server, wake-up latency "
                    + nanos / NANOS_PER_MICRO + " µs";
            case LockModel.Os() -> "locks: as this machine's operating system gives them";
        };
    }
}
