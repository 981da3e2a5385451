package dev.lockstep.app.shots;

import dev.lockstep.app.session.ChannelTruth;
import dev.lockstep.app.session.LabSession;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.session.PacketLog;
import dev.lockstep.app.shell.LockstepWindow;
import dev.lockstep.app.shell.Preferences;
import dev.lockstep.app.theme.Theme;
import dev.lockstep.engine.trace.LabState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.application.Platform;
import javafx.stage.Stage;

/** Plays a story live in the real window without a display, and draws what a person would see on the way. */
public final class Shots {
    private static final long SECOND = 1_000_000_000L;
    private static final long PATIENCE_MILLIS = 180_000;
    private static final int WIDE = 1600;
    private static final int HIGH = 900;
    private static final int SMALL_WIDE = 1024;
    private static final int SMALL_HIGH = 700;

    private final LabSession.Opener opener;
    private final Path story;
    private final Path secondStory;
    private final Path folder;
    private final Consumer<String> progress;

    /**
     * Draws two stories into a folder, and says how far it is.
     *
     * @param story the one of a lock that starves a thread
     * @param secondStory the one of two sources and a replica that misreads one of them
     */
    public Shots(LabSession.Opener opener, Path story, Path secondStory, Path folder, Consumer<String> progress) {
        this.opener = opener;
        this.story = story;
        this.secondStory = secondStory;
        this.folder = folder;
        this.progress = progress;
    }

    /** Draws everything; 0 if it could be done, 1 if the story did not come as far, 2 if pictures cannot be written. */
    public int draw() {
        if (System.getProperty("glass.platform") == null) {
            System.setProperty("glass.platform", "Headless");
            System.setProperty("prism.order", "sw");
        }
        CompletableFuture<Stages> started = new CompletableFuture<>();
        Platform.startup(() -> {
            try {
                started.complete(open());
            } catch (RuntimeException e) {
                started.completeExceptionally(e);
            }
        });
        Stages stages = started.join();
        try {
            play(stages);
            playSecond(stages);
            return 0;
        } catch (TooSlowException e) {
            progress.accept(e.getMessage());
            return 1;
        } catch (IOException e) {
            progress.accept("the pictures cannot be written: " + e.getMessage());
            return 2;
        } finally {
            stages.close();
            Platform.exit();
        }
    }

    private Stages open() {
        LockstepWindow window = new LockstepWindow(opener, Preferences.inMemory(), List.of(), Theme.LIGHT);
        Stage stage = new Stage();
        window.showOn(stage);
        stage.setWidth(WIDE);
        stage.setHeight(HIGH);
        return new Stages(window, stage, Platform::runLater);
    }

    private void play(Stages stages) throws IOException, TooSlowException {
        progress.accept("starting the servers");
        stages.run(() -> stages.window().workspace().open(story));
        await("the servers", () -> stages.lab() != null);
        Stages.pause(1_000);
        stages.shoot(folder, "ready", WIDE, HIGH);
        progress.accept("playing the story up to the stall");
        stages.run(() -> stages.window().workspace().play());
        await("the stall", () -> inState(stages, Shots::starvedForLong));
        stages.run(() -> stages.window().workspace().selectedNodeProperty().set(sourceOf(stages)));
        stages.settle();
        progress.accept(String.format(java.util.Locale.ROOT, "%.0f frames a second while it happens",
                stages.framesPerSecond()));
        stages.shoot(folder, "stall", WIDE, HIGH);
        stages.shoot(folder, "stall", SMALL_WIDE, SMALL_HIGH);
        stages.press("#strip-story");
        stages.shoot(folder, "story-drawer", SMALL_WIDE, SMALL_HIGH);
        stages.press("#strip-status");
        stages.shoot(folder, "status-drawer", SMALL_WIDE, SMALL_HIGH);
        stages.run(() -> stages.scene(WIDE, HIGH));
        console(stages);
        progress.accept("playing the story to its end");
        await("the end of the story", () -> finished(stages));
        Stages.pause(1_000);
        stages.shoot(folder, "end", WIDE, HIGH);
        lookBack(stages);
    }

    private void playSecond(Stages stages) throws IOException, TooSlowException {
        progress.accept("playing the second story");
        stages.run(() -> stages.window().workspace().openAndPlay(secondStory));
        await("the servers", () -> stages.on(() -> opened(stages, secondStory)));
        await("an error", () -> inState(stages, Shots::misread));
        await("the end of the story", () -> finished(stages));
        stages.run(() -> stages.window().workspace().selectedNodeProperty().set(replicaOf(stages)));
        Stages.pause(1_500);
        stages.shoot(folder, "two-masters", WIDE, HIGH);
        stages.shoot(folder, "two-masters", SMALL_WIDE, SMALL_HIGH);
        stages.run(() -> stages.scene(WIDE, HIGH));
        stages.settle();
        stages.press("#bytesTab");
        stages.run(() -> misreadChannel(stages).ifPresent(key -> {
            stages.window().panes().bytes().choose(key);
            stages.window().panes().bytes().firstWrong();
        }));
        stages.shoot(folder, "bytes", WIDE, HIGH);
        stages.press("#statusTab");
    }

    private static boolean opened(Stages stages, Path file) {
        OpenLab lab = stages.lab();
        return lab != null && file.equals(lab.file());
    }

    private static boolean misread(LabState state) {
        return state.channels().stream().anyMatch(channel -> channel.applierError().errno() != 0);
    }

    private static Optional<PacketLog.Key> misreadChannel(Stages stages) {
        OpenLab lab = stages.lab();
        return lab == null
                ? Optional.empty()
                : lab.recording().getState().channels().stream().filter(channel -> channel.applierError().errno() != 0)
                        .map(channel -> new PacketLog.Key(channel.replica(), channel.channel())).findFirst();
    }

    private static String replicaOf(Stages stages) {
        return misreadChannel(stages).map(PacketLog.Key::replica).orElse("");
    }

    private void console(Stages stages) throws IOException, TooSlowException {
        stages.run(() -> stages.window().panes().console().run("SHOW PROCESSLIST"));
        stages.press("#sqlTab");
        Stages.pause(1_500);
        stages.shoot(folder, "console", WIDE, HIGH);
        stages.press("#statusTab");
    }

    private void lookBack(Stages stages) throws IOException {
        OpenLab lab = stages.lab();
        if (lab != null) {
            long stalled = lab.recording().starvedSpans().stream()
                    .max(Comparator.comparingLong(span -> span[1] - span[0])).map(span -> (span[0] + span[1]) / 2)
                    .orElse(0L);
            stages.run(() -> lab.recording().playhead().seek(stalled));
            stages.shoot(folder, "looking-back", WIDE, HIGH);
            for (String tab : List.of("why", "journey", "ledger")) {
                stages.press("#" + tab + "Tab");
                Stages.pause(1_000);
                stages.shoot(folder, tab, WIDE, HIGH);
                stages.run(() -> stages.scene(SMALL_WIDE, SMALL_HIGH));
                stages.settle();
                stages.press("#strip-" + tab);
                stages.shoot(folder, tab + "-drawer", SMALL_WIDE, SMALL_HIGH);
                stages.run(() -> stages.scene(WIDE, HIGH));
            }
            stages.press("#statusTab");
        }
    }

    private static boolean inState(Stages stages, Predicate<LabState> wanted) {
        return stages.on(() -> {
            OpenLab lab = stages.lab();
            return lab != null && wanted.test(lab.recording().getState());
        });
    }

    private static boolean starvedForLong(LabState state) {
        return state.channels().stream().map(channel -> ChannelTruth.of(channel, state.nanos()))
                .anyMatch(truth -> truth.starved() && truth.silentNanos() > 5 * SECOND);
    }

    private static boolean finished(Stages stages) {
        OpenLab lab = stages.lab();
        return lab != null && !lab.session().playing();
    }

    private static String sourceOf(Stages stages) {
        OpenLab lab = stages.lab();
        return lab == null || lab.session().topology().channels().isEmpty()
                ? ""
                : lab.session().topology().channels().getFirst().source();
    }

    private static void await(String what, BooleanSupplier condition) throws TooSlowException {
        long waited = 0;
        while (!condition.getAsBoolean()) {
            if (waited > PATIENCE_MILLIS) {
                throw new TooSlowException(what + " did not come within " + PATIENCE_MILLIS / 1000 + " s");
            }
            Stages.pause(200);
            waited += 200;
        }
    }

    private static final class TooSlowException extends Exception {
        private static final long serialVersionUID = 1;

        TooSlowException(String message) {
            super(message);
        }
    }
}
