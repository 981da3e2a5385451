package dev.lockstep.app.control;

import javafx.scene.control.Label;

/**
 * A label for figures that change many times a second, in a place whose size the style sheets or the pane fix. What
 * {@link #say} puts there is laid out within the label; nothing around it is measured again.
 */
public final class SteadyLabel extends Label {
    private boolean speaking;
    private boolean layingOut;

    /** Takes all the width that it is given, so that there is room for a longer text. */
    public SteadyLabel() {
        setMaxWidth(Double.MAX_VALUE);
    }

    /** Shows a text of whatever length; what does not fit is cut with an ellipsis. */
    public void say(String text) {
        if (!text.equals(getText())) {
            speaking = getWidth() > 0 && !getText().isEmpty();
            setText(text);
            speaking = false;
        }
    }

    @Override
    protected void layoutChildren() {
        layingOut = true;
        super.layoutChildren();
        layingOut = false;
    }

    /** Where the text stands within the label, which its own layout decides, is nobody else's business. */
    @Override
    public void requestLayout() {
        if (speaking) {
            setNeedsLayout(true);
        } else if (!layingOut) {
            super.requestLayout();
        }
    }
}
