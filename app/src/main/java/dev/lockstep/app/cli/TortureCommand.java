package dev.lockstep.app.cli;

import dev.lockstep.engine.lab.spec.TopologyReader;
import dev.lockstep.engine.lab.torture.Torture;
import dev.lockstep.engine.lab.torture.Violation;
import dev.lockstep.engine.profile.Profiles;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plays random schedules and looks whether the invariants of semi-sync hold. */
@Command(name = "torture", mixinStandardHelpOptions = true, description = {
        "Play random schedules of load, settings, stops, kills and restarts on a master with three semi-sync slaves,",
        "and look whether the invariants hold. A seed plays its schedule again."})
final class TortureCommand implements Callable<Integer> {
    private static final long SEEDS = 1_000_000_000L;

    @Option(names = "--seed", paramLabel = "S", description = {
            "Seed of the first schedule, each further one has the next number; by chance if not given."})
    @Nullable
    Long seed;

    @Option(names = "--count", paramLabel = "N", defaultValue = "100", description = {
            "How many schedules; default ${DEFAULT-VALUE}. One takes about a second and a half."})
    int count = 100;

    @Option(names = "--profile", paramLabel = "NAME", defaultValue = "lockstep", description = {
            "Which servers; default ${DEFAULT-VALUE}. Others have faults that will be found."})
    String profile = "lockstep";

    @Mixin
    LabSettings settings = new LabSettings();

    @Override
    public Integer call() throws Exception {
        Optional<Profiles.Fault> fault = Profiles.fault(profile);
        if (fault.isPresent()) {
            throw new UsageException(TopologyReader.said(fault.get()));
        }
        if (count < 1) {
            throw new UsageException("--count " + count + " is not at least 1");
        }
        long first = seed == null ? ThreadLocalRandom.current().nextLong(SEEDS) : seed;
        Terminal.OUT.println(count + " schedules on " + profile + " from seed " + first);
        Torture.Summary summary = Torture.run(profile, first, count, settings.options(null), this::played);
        if (Terminal.isInteractive()) {
            Terminal.OUT.print("\r\u001b[K");
        }
        Terminal.OUT.printf(Locale.ROOT, "%d schedules, %d commits told to clients, %d of them acknowledged when the slaves "
                + "were cut off; %s%n", summary.schedules(), summary.told(), summary.acknowledged(),
                summary.violations().isEmpty()
                        ? Terminal.good("every invariant held")
                        : Terminal.bad(summary.violations().size() + " schedules broke an invariant"));
        return summary.violations().isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private void played(int number, long played, long millis, @Nullable Violation violation) {
        if (Terminal.isInteractive()) {
            Terminal.OUT.print("\r\u001b[K");
        }
        if (violation != null) {
            Terminal.OUT.println(Terminal.bad("✗") + " seed " + played + ": " + Terminal.strong(violation.invariant()));
            Terminal.OUT.println("    " + violation.seen());
            Terminal.OUT.println("    " + violation.schedule());
            Terminal.OUT.println("    again: lockstep torture --profile " + profile + " --seed " + played + " --count 1");
        }
        if (Terminal.isInteractive()) {
            Terminal.OUT.print(number + " of " + count + ", the last took " + millis + " ms ");
        } else if (number % 50 == 0) {
            Terminal.OUT.println(number + " of " + count);
        }
    }
}
