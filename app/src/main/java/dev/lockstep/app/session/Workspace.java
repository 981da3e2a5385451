package dev.lockstep.app.session;

import dev.lockstep.app.fx.Background;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.engine.lab.LabException;
import dev.lockstep.engine.lab.spec.FaultSpec;
import dev.lockstep.engine.lab.SqlOutcome;
import dev.lockstep.engine.lab.spec.SpecException;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.TopologyReader;
import dev.lockstep.engine.lab.spec.TopologyWriter;
import dev.lockstep.engine.lab.spec.VariantSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/**
 * The lab that is open, and everything that can be done to it. Each command returns at once and is done in the background;
 * what goes wrong is told. Window's thread only.
 */
public final class Workspace {
    /** Origin of statements that a control sent. */
    public static final String CONTROLS = "controls";
    /** Origin of statements that a person typed. */
    public static final String CONSOLE = "console";

    private final LabSession.Opener opener;
    private final Background background;
    private final Teller teller;
    private final ReadOnlyObjectWrapper<@Nullable OpenLab> lab = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper busy = new ReadOnlyStringWrapper("");
    private final StringProperty selectedNode = new SimpleStringProperty("");
    private final EditHistory edits = new EditHistory();
    private Consumer<Path> onOpened = file -> {};
    private boolean editing;

    /** What follows when a lab has been started. */
    private enum Then {
        PLAY, WAIT
    }

    private record Started(Topology topology, LabSession session) {}

    /** With nothing open. */
    public Workspace(LabSession.Opener opener, Background background, Teller teller) {
        this.opener = opener;
        this.background = background;
        this.teller = teller;
    }

    /** The open lab, null for none. */
    public ReadOnlyObjectProperty<@Nullable OpenLab> labProperty() {
        return lab.getReadOnlyProperty();
    }

    /** The open lab, null for none. */
    public @Nullable OpenLab getLab() {
        return lab.get();
    }

    /** What is being done that takes a while; empty for nothing. */
    public ReadOnlyStringProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** Name of the node that all panes look at; empty for none. */
    public StringProperty selectedNodeProperty() {
        return selectedNode;
    }

    /** Who is told of files that were opened or saved. */
    public void setOnOpened(Consumer<Path> listener) {
        onOpened = listener;
    }

    /** Opens a topology file. */
    public void open(Path file) {
        read(file, file, Then.WAIT);
    }

    /** Opens a topology file and plays its story, if it has one. */
    public void openAndPlay(Path file) {
        read(file, file, Then.PLAY);
    }

    /** Opens a copy of a template, which has no file of its own until it is saved. */
    public void openTemplate(Path template) {
        read(template, null, Then.WAIT);
    }

    private void read(Path from, @Nullable Path file, Then then) {
        String name = nameOf(from);
        begin(Messages.text("workspace.starting", name));
        closeLab(() -> background.run(() -> {
            Topology topology = TopologyReader.read(from);
            return start(topology, firstVariant(topology));
        }, started -> {
            opened(name, file, started, then);
            if (file != null) {
                onOpened.accept(file);
            }
        }, problem -> failed(Messages.text("workspace.cannot.open", name), problem)));
    }

    /** Starts a topology that is not in a file. */
    public void open(String name, Topology topology) {
        begin(Messages.text("workspace.starting", name));
        closeLab(() -> background.run(() -> start(topology, firstVariant(topology)),
                started -> opened(name, null, started, Then.WAIT),
                problem -> failed(Messages.text("workspace.cannot.open", name), problem)));
    }

    /** Starts the lab anew with the profiles of a variant. */
    public void restartAs(String variant) {
        restart(variant, Then.WAIT);
    }

    /** Starts the lab anew and plays the story from its beginning. */
    public void restartAndPlay() {
        OpenLab open = lab.get();
        if (open != null) {
            restart(open.session().variant(), Then.PLAY);
        }
    }

    private void restart(String variant, Then then) {
        OpenLab open = lab.get();
        if (open == null) {
            return;
        }
        Topology topology = open.session().topology();
        begin(Messages.text("workspace.starting", open.name()));
        closeLab(() -> background.run(() -> start(topology, variant),
                started -> opened(open.name(), open.file(), started, then),
                problem -> failed(Messages.text("workspace.cannot.open", open.name()), problem)));
    }

    private Started start(Topology topology, String variant) throws LabException {
        return new Started(topology, opener.open(topology, variant));
    }

    private void opened(String name, @Nullable Path file, Started started, Then then) {
        LabSession session = started.session();
        lab.set(new OpenLab(name, file, session, new Recording(session.trace(), session::nanos)));
        busy.set("");
        if (then == Then.PLAY && started.topology().scenario() != null) {
            play();
        }
    }

    /** Writes the open topology to a file. */
    public void save(Path file) {
        OpenLab open = lab.get();
        if (open == null) {
            return;
        }
        Topology present = PresentTopology.of(open.session().topology(), open.recording().live());
        background.run(() -> {
            String text = TopologyWriter.write(present);
            TopologyReader.parse(nameOf(file), text); // what could not be read again is not written
            return Files.writeString(file, text);
        }, written -> {
            if (lab.get() == open) {
                lab.set(new OpenLab(nameOf(file), file, open.session(), open.recording()));
            }
            onOpened.accept(file);
            teller.tell(Messages.text("workspace.saved"), file.toString());
        }, problem -> failed(Messages.text("workspace.cannot.save", nameOf(file)), problem));
    }

    /** Plays the story; one that has been played begins anew on a fresh lab. */
    public void play() {
        OpenLab open = lab.get();
        if (open == null || open.session().topology().scenario() == null || open.session().playing()) {
            return;
        }
        if (open.recording().live().story().scenario().isEmpty()) {
            act(Messages.text("workspace.cannot.play"), () -> open.session().play());
        } else {
            restartAndPlay();
        }
    }

    /** Ends the story early; the lab runs on. */
    public void abort() {
        withLab(Messages.text("workspace.cannot.play"), LabSession::abort);
    }

    /** Starts or stops a node. */
    public void control(String node, NodeCommand command) {
        withLab(Messages.text("workspace.node.failed", node), session -> session.control(node, command));
    }

    /** Breaks something on purpose, as the command line writes it. */
    public void setFault(String text) {
        withLab(Messages.text("workspace.fault.failed"), session -> session.setFault(text));
    }

    /** Mends it. */
    public void mend(FaultSpec fault) {
        withLab(Messages.text("workspace.fault.failed"), session -> session.mend(fault));
    }

    /** Starts the load. */
    public void loadOn() {
        withLab(Messages.text("workspace.load.failed"), LabSession::loadOn);
    }

    /** Stops the load. */
    public void loadOff() {
        withLab(Messages.text("workspace.load.failed"), LabSession::loadOff);
    }

    /** Changes the number of clients that write. */
    public void loadClients(int clients) {
        withLab(Messages.text("workspace.load.failed"), session -> session.loadClients(clients));
    }

    /** Changes the topology; a refusal says why, and nothing is remembered of it. */
    public void edit(LabEdit edit) {
        changing(edit, edit::apply, () -> edits.did(edit), "workspace.edit.done", "workspace.edit.refused");
    }

    /** Says why something cannot be done. */
    public void refuse(String title, String why) {
        teller.complain(title, why);
    }

    /** Takes the newest change of the topology back. */
    public void undo() {
        edits.toUndo().ifPresentOrElse(
                edit -> changing(edit, edit::revert, () -> edits.undid(edit), "workspace.undone",
                        "workspace.undo.refused"),
                () -> teller.tell(Messages.text("workspace.undo.nothing"), ""));
    }

    /** Does again what was taken back. */
    public void redo() {
        edits.toRedo().ifPresentOrElse(
                edit -> changing(edit, edit::apply, () -> edits.redid(edit), "workspace.redone",
                        "workspace.edit.refused"),
                () -> teller.tell(Messages.text("workspace.redo.nothing"), ""));
    }

    private void changing(LabEdit edit, Deed deed, Runnable remember, String doneKey, String refusedKey) {
        OpenLab open = lab.get();
        if (open == null || editing) {
            return;
        }
        editing = true;
        background.run(() -> {
            deed.to(open.session());
            return "";
        }, nothing -> {
            editing = false;
            OpenLab still = lab.get();
            if (still != null && still.session() == open.session()) {
                remember.run();
                String what = edit.title();
                teller.tell(Messages.text(doneKey), what);
            }
        }, problem -> {
            editing = false;
            teller.complain(Messages.text(refusedKey, edit.title()), wordsOf(problem));
        });
    }

    /** Sends what a control stands for, and shows the statement. */
    public void send(String node, String sql) {
        execute(node, CONTROLS, sql, outcome -> {
            if (outcome instanceof SqlOutcome.Refused refused) {
                teller.complain(Messages.text("workspace.refused", node), refused.message() + "\n" + sql);
            } else {
                teller.tell(Messages.text("workspace.sent", node), sql);
            }
        });
    }

    /** Sends a statement; the outcome is given to {@code done} later. */
    public void execute(String node, String origin, String sql, Consumer<SqlOutcome> done) {
        OpenLab open = lab.get();
        if (open != null) {
            background.run(() -> open.session().execute(node, origin, sql), done,
                    problem -> failed(Messages.text("workspace.node.failed", node), problem));
        }
    }

    /** Stops everything, then runs {@code afterwards}. */
    public void closeLab(Runnable afterwards) {
        OpenLab open = lab.get();
        edits.clear();
        editing = false;
        lab.set(null);
        if (open == null) {
            afterwards.run();
            return;
        }
        background.run(() -> {
            open.session().close();
            return open;
        }, closed -> afterwards.run(), problem -> {
            failed(Messages.text("workspace.cannot.close", open.name()), problem);
            afterwards.run();
        });
    }

    /** Something that may fail, to be done in the background. */
    private interface Deed {
        void to(LabSession session) throws LabException;
    }

    private interface Step {
        void run() throws LabException;
    }

    private void withLab(String whatFailed, Deed deed) {
        OpenLab open = lab.get();
        if (open != null) {
            act(whatFailed, () -> deed.to(open.session()));
        }
    }

    private void act(String whatFailed, Step step) {
        background.run(() -> {
            step.run();
            return "";
        }, nothing -> {}, problem -> failed(whatFailed, problem));
    }

    private void begin(String what) {
        busy.set(what);
    }

    private void failed(String title, Exception problem) {
        busy.set("");
        teller.complain(title, wordsOf(problem));
    }

    private static String wordsOf(Exception problem) {
        String message = problem.getMessage() == null ? "" : problem.getMessage();
        return switch (problem) {
            case SpecException e -> message;
            case LabException e -> message;
            case NoSuchFileException e -> Messages.text("workspace.no.file", message);
            case IOException e -> Messages.text("workspace.io", message);
            default -> Messages.text("workspace.unexpected", problem.getClass().getSimpleName(), message);
        };
    }

    private static String firstVariant(Topology topology) {
        return topology.scenario() == null
                ? ""
                : topology.scenario().variants().stream().findFirst().map(VariantSpec::name).orElse("");
    }

    private static String nameOf(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }
}
