package dev.lockstep.app.sample;

import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;

/** Turns the mouse wheel: the headless robot's own wheel reaches no view. */
public final class Wheel {
    private Wheel() {}

    /** Turns it over a point of a node; up with a positive number of pixels. Window's thread only. */
    public static void turn(Node node, Point2D at, double pixels) {
        Point2D screen = node.localToScreen(at);
        Event.fireEvent(node, new ScrollEvent(ScrollEvent.SCROLL, at.getX(), at.getY(), screen.getX(), screen.getY(),
                false, false, false, false, false, false, 0, pixels, 0, pixels,
                ScrollEvent.HorizontalTextScrollUnits.NONE, 0, ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0,
                new PickResult(node, screen.getX(), screen.getY())));
    }
}
