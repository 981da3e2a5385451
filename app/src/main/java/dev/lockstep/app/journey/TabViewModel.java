package dev.lockstep.app.journey;

import dev.lockstep.app.session.OpenLab;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What a tab shows of a lab at the instant under its recording's handle. Does nothing while the tab is hidden. Window's
 * thread; needs no toolkit.
 *
 * @param <S> everything on the tab, compared by value
 */
public abstract class TabViewModel<S> {
    private final S nothing;
    private final ReadOnlyObjectWrapper<S> shown;
    private @Nullable OpenLab lab;
    private boolean inSight;

    /** Shows nothing yet. */
    TabViewModel(S nothing) {
        this.nothing = nothing;
        shown = new ReadOnlyObjectWrapper<>(nothing);
    }

    /** What there is to show now. */
    abstract S look(OpenLab open);

    /** What the tab shows. */
    public ReadOnlyObjectProperty<S> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** What the tab shows. */
    public S getShown() {
        return shown.get();
    }

    /** Whether anybody can see the tab. */
    public void setInSight(boolean visible) {
        inSight = visible;
        refresh();
    }

    /** Shows a lab at the instant under its recording's handle. */
    public void show(OpenLab open) {
        lab = open;
        refresh();
    }

    /** Shows nothing. */
    public void clear() {
        lab = null;
        shown.set(nothing);
    }

    /** Looks again, if somebody sees it. */
    final void refresh() {
        OpenLab open = lab;
        if (open != null && inSight) {
            S next = look(open);
            if (!next.equals(shown.get())) {
                shown.set(next);
            }
        }
    }
}
