package dev.lockstep.app.shots;

import dev.lockstep.app.session.EngineSession;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.shell.LockstepWindow;
import dev.lockstep.app.shell.Preferences;
import dev.lockstep.app.theme.Theme;
import dev.lockstep.engine.lab.LabOptions;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.stage.Stage;

/**
 * Frames a second of the whole window while the story of its first argument is played to its end: software rendering, no
 * display, engine and window in one process. Started by hand, with the options of the launcher; docs/benchmarks.md has
 * figures. With {@code -Dlockstep.beside=true} the nodes' threads do not give way to the window.
 */
public final class FrameRateMeasurement {
    private static final double SLICE_SECONDS = 4;
    /** Slices that begin in the first ten seconds tell how the story starts; they are printed, but do not count as least. */
    private static final int FIRST_SLICES = 3;
    private static final String PAINTER = "QuantumRenderer";

    private FrameRateMeasurement() {}

    /** Plays the story and prints a figure for each slice of four seconds. */
    public static void main(String[] arguments) {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        CompletableFuture<Stages> started = new CompletableFuture<>();
        Platform.startup(() -> {
            LockstepWindow window = new LockstepWindow(
                    EngineSession.opener(
                            Boolean.getBoolean("lockstep.beside") ? LabOptions.DEFAULT : LabOptions.BEHIND_A_WINDOW),
                    Preferences.inMemory(),
                    List.of(), Theme.LIGHT);
            Stage stage = new Stage();
            window.showOn(stage);
            stage.setWidth(1600);
            stage.setHeight(900);
            started.complete(new Stages(window, stage, Platform::runLater));
        });
        Stages stages = started.join();
        Thread windowThread = stages.on(Thread::currentThread);
        stages.run(() -> stages.window().workspace().openAndPlay(Path.of(arguments[0])));
        while (!stages.on(() -> playing(stages.lab()))) {
            Stages.pause(100);
        }
        List<Double> rates = new ArrayList<>();
        while (stages.on(() -> playing(stages.lab()))) {
            rates.add(slice(stages, windowThread));
        }
        summarize(rates);
        stages.close();
        Platform.exit();
    }

    private static double slice(Stages stages, Thread windowThread) {
        long window = cpuNanos(windowThread);
        long painter = painterNanos();
        double rate = stages.framesPerSecond();
        double frames = Math.max(1, rate * SLICE_SECONDS);
        System.out.printf(Locale.ROOT,
                "%.1f frames a second; processor time a frame: window %.1f ms, painter %.1f ms%n",
                rate, (cpuNanos(windowThread) - window) / 1e6 / frames, (painterNanos() - painter) / 1e6 / frames);
        return rate;
    }

    private static void summarize(List<Double> rates) {
        double median = rates.stream().sorted().skip(rates.size() / 2).findFirst().orElse(0.0);
        double least = rates.stream().skip(FIRST_SLICES).min(Double::compare).orElse(0.0);
        System.out.printf(Locale.ROOT, "median %.1f, least after the first %d slices %.1f%n", median, FIRST_SLICES,
                least);
    }

    private static long painterNanos() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith(PAINTER))
                .mapToLong(FrameRateMeasurement::cpuNanos).sum();
    }

    private static long cpuNanos(Thread thread) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Math.max(0, threads.getThreadCpuTime(thread.threadId()));
    }

    private static boolean playing(@org.jspecify.annotations.Nullable OpenLab lab) {
        return lab != null && lab.session().playing();
    }
}
