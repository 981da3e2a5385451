package dev.lockstep.app.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What was done to the topology and can be taken back, newest first. Window's thread only. */
final class EditHistory {
    private static final int MOST = 100;

    private final Deque<LabEdit> done = new ArrayDeque<>();
    private final Deque<LabEdit> undone = new ArrayDeque<>();

    /** Something new was done: what was taken back before cannot be done again. */
    void did(LabEdit edit) {
        undone.clear();
        push(edit);
    }

    private void push(LabEdit edit) {
        done.push(edit);
        if (done.size() > MOST) {
            done.removeLast();
        }
    }

    Optional<LabEdit> toUndo() {
        return Optional.ofNullable(done.peek());
    }

    Optional<LabEdit> toRedo() {
        return Optional.ofNullable(undone.peek());
    }

    void undid(LabEdit edit) {
        if (done.remove(edit)) {
            undone.push(edit);
        }
    }

    void redid(LabEdit edit) {
        if (undone.remove(edit)) {
            push(edit);
        }
    }

    void clear() {
        done.clear();
        undone.clear();
    }
}
