package dev.lockstep.app.console;

import dev.lockstep.app.control.Figures;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.session.Workspace;
import dev.lockstep.engine.lab.SqlOutcome;
import dev.lockstep.engine.trace.TraceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * A console on each node: what was typed, by whom statements were sent, and the last answer. Window's thread; needs no
 * toolkit.
 */
public final class ConsoleViewModel {
    private static final int MOST_ENTRIES = 300;

    private final Workspace workspace;
    private final StringProperty node = new SimpleStringProperty("");
    private final ObservableList<String> nodes = FXCollections.observableArrayList();
    private final ObservableList<Entry> entries = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Answer> answer = new ReadOnlyObjectWrapper<>(Answer.NONE);
    private final BooleanProperty running = new SimpleBooleanProperty();
    private final List<Entry> all = new ArrayList<>();
    private final Map<String, List<String>> typed = new HashMap<>();
    private final Map<String, Answer> answers = new HashMap<>();
    private int historyAt;
    private int taken;

    /** A statement that was sent to a node. */
    public record Entry(String node, String time, String origin, String sql, String error) {
        /** Whether the node refused it. */
        public boolean failed() {
            return !error.isEmpty();
        }
    }

    /** Result of the last statement: rows, or a sentence. */
    public record Answer(List<String> columns, List<List<@Nullable String>> rows, String summary, boolean failed) {
        static final Answer NONE = new Answer(List.of(), List.of(), "", false);
    }

    /** Sends through a workspace. */
    public ConsoleViewModel(Workspace workspace) {
        this.workspace = workspace;
        node.addListener((property, before, now) -> nodeChanged());
    }

    /** The node that is typed to. */
    public StringProperty nodeProperty() {
        return node;
    }

    /** The nodes that can be typed to. */
    public ObservableList<String> nodes() {
        return nodes;
    }

    /** What was sent to the chosen node, oldest first. */
    public ObservableList<Entry> entries() {
        return entries;
    }

    /** The last answer of the chosen node. */
    public ReadOnlyObjectProperty<Answer> answerProperty() {
        return answer.getReadOnlyProperty();
    }

    /** Whether a statement is on its way. */
    public BooleanProperty runningProperty() {
        return running;
    }

    /** Sends a statement to the chosen node. */
    public void run(String sql) {
        String text = sql.strip();
        String to = node.get();
        if (text.isEmpty() || to.isEmpty()) {
            return;
        }
        List<String> before = typed.computeIfAbsent(to, name -> new ArrayList<>());
        if (before.isEmpty() || !before.getLast().equals(text)) {
            before.add(text);
        }
        historyAt = before.size();
        running.set(true);
        workspace.execute(to, Workspace.CONSOLE, text, outcome -> {
            running.set(false);
            answers.put(to, answerOf(outcome));
            if (to.equals(node.get())) {
                answer.set(answerOf(outcome));
            }
        });
    }

    /** The statement typed before, or the present text if there is none. */
    public String older(String present) {
        List<String> before = typed.getOrDefault(node.get(), List.of());
        if (historyAt == 0) {
            return present;
        }
        historyAt--;
        return before.get(historyAt);
    }

    /** The statement typed after, or nothing at the end. */
    public String newer() {
        List<String> before = typed.getOrDefault(node.get(), List.of());
        historyAt = Math.min(before.size(), historyAt + 1);
        return historyAt < before.size() ? before.get(historyAt) : "";
    }

    /** Takes in what was sent since the last time. */
    public void show(OpenLab lab) {
        List<String> names = lab.session().topology().nodes().stream().map(spec -> spec.name()).toList();
        if (!nodes.equals(names)) {
            nodes.setAll(names);
        }
        if (!names.contains(node.get()) && !names.isEmpty()) {
            node.set(names.getFirst());
        }
        List<TraceEvent.StatementSent> sent = lab.recording().statements();
        sent.subList(taken, sent.size()).forEach(this::take);
        taken = sent.size();
    }

    /** Forgets everything. */
    public void clear() {
        taken = 0;
        all.clear();
        entries.clear();
        answers.clear();
        answer.set(Answer.NONE);
    }

    private void take(TraceEvent.StatementSent sent) {
        Entry entry = new Entry(sent.node(), Figures.clock(sent.nanos()), sent.origin(), sent.sql(),
                sent.error() == null ? "" : sent.error());
        all.add(entry);
        if (all.size() > MOST_ENTRIES) {
            all.removeFirst();
        }
        if (entry.node().equals(node.get())) {
            entries.add(entry);
        }
    }

    private void nodeChanged() {
        entries.setAll(all.stream().filter(entry -> entry.node().equals(node.get())).toList());
        answer.set(answers.getOrDefault(node.get(), Answer.NONE));
        historyAt = typed.getOrDefault(node.get(), List.of()).size();
    }

    private static Answer answerOf(SqlOutcome outcome) {
        String took = Figures.duration(outcome.nanos());
        return switch (outcome) {
            case SqlOutcome.Rows rows -> new Answer(rows.columns(), rows.rows(),
                    Messages.text("console.rows", Figures.grouped(rows.rows().size()), took), false);
            case SqlOutcome.Done done -> new Answer(List.of(), List.of(),
                    Messages.text("console.done", Figures.grouped(done.changed()), took), false);
            case SqlOutcome.Refused refused -> new Answer(List.of(), List.of(),
                    refused.errno() == 0
                            ? refused.message()
                            : Messages.text("console.refused", Integer.toString(refused.errno()), refused.message()),
                    true);
        };
    }
}
