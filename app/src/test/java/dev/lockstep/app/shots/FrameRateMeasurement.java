package dev.lockstep.app.shots;

import dev.lockstep.app.session.ChannelTruth;
import dev.lockstep.app.session.EngineSession;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.shell.LockstepWindow;
import dev.lockstep.app.shell.Preferences;
import dev.lockstep.app.theme.Theme;
import dev.lockstep.engine.lab.LabOptions;
import dev.lockstep.engine.trace.LabState;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.stage.Stage;

/**
 * Frames a second of the whole window while the story of its first argument stalls: software rendering, no display, engine
 * and window in one process. Started by hand; docs/benchmarks.md has figures.
 */
public final class FrameRateMeasurement {
    private static final long STALLED_NANOS = 2_000_000_000L;
    private static final int SLICES = 4;
    private static final int SLICE_SECONDS = 4;

    private FrameRateMeasurement() {}

    /** Plays the story and prints a figure for each slice of four seconds. */
    public static void main(String[] arguments) {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        CompletableFuture<Stages> started = new CompletableFuture<>();
        Platform.startup(() -> {
            LockstepWindow window = new LockstepWindow(EngineSession.opener(LabOptions.DEFAULT), Preferences.inMemory(),
                    List.of(), Theme.LIGHT);
            Stage stage = new Stage();
            window.showOn(stage);
            stage.setWidth(1600);
            stage.setHeight(900);
            started.complete(new Stages(window, stage, Platform::runLater));
        });
        Stages stages = started.join();
        stages.run(() -> stages.window().workspace().openAndPlay(Path.of(arguments[0])));
        while (!stages.on(() -> stalled(stages.lab()))) {
            Stages.pause(200);
        }
        for (int slice = 1; slice <= SLICES && stages.on(() -> stalled(stages.lab())); slice++) {
            long before = cpuNanos();
            double rate = stages.framesPerSecond();
            double perFrame = (cpuNanos() - before) / 1e6 / Math.max(1, rate * SLICE_SECONDS);
            System.out.printf(Locale.ROOT, "%.1f frames a second, %.1f ms of processor time a frame%n", rate, perFrame);
        }
        stages.close();
        Platform.exit();
    }

    /** Of the window's thread and of the one that paints: what a frame costs, however busy the machine is. */
    private static long cpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("QuantumRenderer")
                        || thread.getName().startsWith("JavaFX Application"))
                .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.threadId()))).sum();
    }

    private static boolean stalled(@org.jspecify.annotations.Nullable OpenLab lab) {
        if (lab == null) {
            return false;
        }
        LabState state = lab.recording().getState();
        return state.channels().stream().map(channel -> ChannelTruth.of(channel, state.nanos()))
                .anyMatch(truth -> truth.starved() && truth.silentNanos() > STALLED_NANOS);
    }
}
