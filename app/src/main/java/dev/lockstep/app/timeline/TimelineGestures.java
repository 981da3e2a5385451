package dev.lockstep.app.timeline;

import javafx.scene.Cursor;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/**
 * Mouse and keyboard of the timeline: the wheel zooms around the mouse, a drag pans, a click puts the cursor, a double
 * click shows everything. Keys: + and - zoom, arrows pan (with Control they move the cursor), Home and End go to the
 * beginning and follow the present, 0 shows everything, Page Up and Down scroll lanes, Escape takes the cursor away.
 */
final class TimelineGestures {
    private static final double DRAG_SLACK = 4;
    private static final double WHEEL_STEP = 40;
    private static final double ZOOM_STEP = 1.25;

    private final TimelineSurface surface;
    private final TimelineViewModel model;
    private double pressedX;
    private double lastX;
    private boolean dragging;

    TimelineGestures(TimelineSurface surface, TimelineViewModel model) {
        this.surface = surface;
        this.model = model;
    }

    void install() {
        surface.addEventHandler(ScrollEvent.SCROLL, this::wheel);
        surface.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        surface.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        surface.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        surface.addEventHandler(MouseEvent.MOUSE_MOVED, event -> surface.hover(event.getX(), event.getY()));
        surface.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> surface.hover(-1, -1));
        surface.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void wheel(ScrollEvent event) {
        event.consume();
        if (event.isShiftDown() || Math.abs(event.getDeltaX()) > Math.abs(event.getDeltaY())) {
            double delta = event.getDeltaX() == 0 ? event.getDeltaY() : event.getDeltaX();
            model.pan(-Math.round(delta * surface.scale().nanosPerPixel()));
        } else if (event.getX() < surface.geometry().plotLeft()) {
            surface.scrollLanes(event.getDeltaY() > 0 ? -1 : 1);
        } else if (event.getDeltaY() != 0) {
            double factor = Math.pow(ZOOM_STEP, -event.getDeltaY() / WHEEL_STEP);
            model.zoom(factor, surface.scale().nanos(event.getX()));
        }
    }

    private void pressed(MouseEvent event) {
        surface.requestFocus();
        pressedX = event.getX();
        lastX = pressedX;
        dragging = false;
    }

    private void dragged(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        if (!dragging && Math.abs(event.getX() - pressedX) < DRAG_SLACK) {
            return;
        }
        dragging = true;
        surface.setCursor(Cursor.CLOSED_HAND);
        model.pan(-Math.round((event.getX() - lastX) * surface.scale().nanosPerPixel()));
        lastX = event.getX();
        surface.hover(-1, -1);
    }

    private void released(MouseEvent event) {
        surface.setCursor(Cursor.DEFAULT);
        if (dragging || event.getButton() != MouseButton.PRIMARY || event.getX() < surface.geometry().plotLeft()) {
            return;
        }
        if (event.getClickCount() == 2) {
            model.fit();
        } else if (event.getClickCount() == 1) {
            model.cursorNanosProperty().set(surface.scale().nanos(event.getX()));
        }
    }

    private void key(KeyEvent event) {
        long span = model.window().spanNanos();
        long middle = model.window().startNanos() + span / 2;
        switch (event.getCode()) {
            case PLUS, ADD, EQUALS -> model.zoom(1 / ZOOM_STEP, around(middle));
            case MINUS, SUBTRACT -> model.zoom(ZOOM_STEP, around(middle));
            case LEFT -> arrow(event, -1, span);
            case RIGHT -> arrow(event, 1, span);
            case HOME -> model.goToBegin();
            case END -> model.followingProperty().set(true);
            case DIGIT0, NUMPAD0 -> model.fit();
            case PAGE_UP -> surface.scrollLanes(-4);
            case PAGE_DOWN -> surface.scrollLanes(4);
            case ESCAPE -> model.cursorNanosProperty().set(TimelineViewModel.NO_CURSOR);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void arrow(KeyEvent event, int direction, long span) {
        if (event.isControlDown()) {
            model.reveal(around(model.window().startNanos() + span / 2) + direction * Math.max(1, span / 200));
        } else {
            model.pan(direction * Math.max(1, span / (event.isShiftDown() ? 2 : 10)));
        }
    }

    private long around(long otherwise) {
        long cursor = model.cursorNanosProperty().get();
        return cursor >= model.window().startNanos() && cursor <= model.window().endNanos() ? cursor : otherwise;
    }
}
