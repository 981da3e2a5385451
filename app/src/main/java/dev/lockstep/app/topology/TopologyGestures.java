package dev.lockstep.app.topology;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.control.ContextMenu;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;

/**
 * Mouse and keyboard of the topology: press what is on a card, drag a card to move it, drag the ground to pan, the wheel
 * zooms, a double click on the ground shows everything. A channel is drawn from the plug below its slave's card to its
 * master; the end of an edge is dragged to point it elsewhere. Keys: arrows choose the next card, Enter opens its menu, S starts
 * or stops its first channel, + and - zoom, 0 shows everything, R forgets moves, D shows
 * whole cards, E chooses the next channel, C follows another node, B shows bytes, Delete deletes, Shift with arrows pans.
 */
final class TopologyGestures {
    private static final double SLACK = 4;
    private static final double ZOOM_STEP = 1.2;
    private static final double WHEEL_STEP = 40;
    private static final double PAN_STEP = 60;

    private final TopologySurface surface;
    private final TopologyViewModel model;
    private final TopologyActions actions;
    private final NodeMenu menus;
    private final ChannelMenu channelMenus;
    private final WireGesture wires;
    private @Nullable ContextMenu open;
    private @Nullable NodeCard grabbed;
    private Point2D pressed = Point2D.ZERO;
    private Point2D last = Point2D.ZERO;
    private boolean dragging;

    TopologyGestures(TopologySurface surface, TopologyViewModel model, TopologyActions actions,
            TopologyView.Asker asker, FaultMenus.Asker faultAsker) {
        this.surface = surface;
        this.model = model;
        this.actions = actions;
        FaultMenus faults = new FaultMenus(actions, faultAsker);
        menus = new NodeMenu(model, actions, asker, faults);
        channelMenus = new ChannelMenu(model, actions, faults);
        wires = new WireGesture(surface, actions, asker);
    }

    void install() {
        surface.addEventHandler(MouseEvent.MOUSE_MOVED, event -> over(surface.hitAt(event.getX(), event.getY())));
        surface.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> over(new TopologyHit.Nothing()));
        surface.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        surface.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        surface.addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
        surface.addEventHandler(ScrollEvent.SCROLL, this::wheel);
        surface.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::menu);
        surface.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void over(TopologyHit hit) {
        surface.hover(hit);
        surface.setCursor(switch (hit) {
            case TopologyHit.OnControl _,TopologyHit.OnEdge _ -> Cursor.HAND;
            case TopologyHit.OnPlug _,TopologyHit.OnEnd _ -> Cursor.CROSSHAIR;
            case TopologyHit.OnCard _,TopologyHit.Nothing _ -> Cursor.DEFAULT;
        });
    }

    private void press(MouseEvent event) {
        surface.requestFocus();
        hideMenu();
        pressed = new Point2D(event.getX(), event.getY());
        last = pressed;
        dragging = false;
        TopologyHit hit = surface.hitAt(event.getX(), event.getY());
        grabbed = hit instanceof TopologyHit.OnCard on ? on.card() : null;
        if (event.getButton() == MouseButton.PRIMARY) {
            wires.press(hit, event.getX(), event.getY());
        }
    }

    private void drag(MouseEvent event) {
        Point2D at = new Point2D(event.getX(), event.getY());
        if (event.getButton() != MouseButton.PRIMARY || !dragging && at.distance(pressed) < SLACK) {
            return;
        }
        dragging = true;
        if (wires.drawing()) {
            wires.drag(event.getX(), event.getY());
            return;
        }
        NodeCard card = grabbed;
        Box box = card == null ? null : surface.arranged().nodes().get(card.name());
        if (card != null && box != null) {
            double scale = surface.viewport().scale();
            surface.moveCard(card.name(), box.x() + (at.getX() - last.getX()) / scale,
                    box.y() + (at.getY() - last.getY()) / scale);
        } else {
            surface.setCursor(Cursor.CLOSED_HAND);
            surface.look(surface.viewport().moved(at.getX() - last.getX(), at.getY() - last.getY()));
        }
        last = at;
    }

    private void release(MouseEvent event) {
        if (wires.drawing()) {
            wires.release(dragging);
            return;
        }
        if (dragging || event.getButton() != MouseButton.PRIMARY) {
            surface.setCursor(Cursor.DEFAULT);
            return;
        }
        switch (surface.hitAt(event.getX(), event.getY())) {
            case TopologyHit.OnControl on -> perform(on.card(), on.target());
            case TopologyHit.OnCard on -> choose(on.card().name());
            case TopologyHit.OnEdge on -> choose(on.edge());
            case TopologyHit.OnPlug _,TopologyHit.OnEnd _ -> {
                // a channel was being drawn
            }
            case TopologyHit.Nothing _ -> {
                if (event.getClickCount() == 2) {
                    surface.fitToView();
                } else {
                    model.selectionProperty().set(new TopologySelection.None());
                }
            }
        }
    }

    private void perform(NodeCard card, CardLayout.Target target) {
        String node = card.name();
        String channel = target.control().channel();
        switch (target.control().kind()) {
            case MENU -> show(card, menus.of(card), target.box());
            case FEWER -> actions.changeWaitCount(node, -1);
            case MORE -> actions.changeWaitCount(node, 1);
            case SEMI_SYNC -> {
                if (card.rows().get(target.row()).value().equals("ON")) {
                    actions.disableSemiSync(node);
                } else {
                    actions.enableSemiSync(node);
                }
            }
            case TIMEOUT -> show(card, menus.timeoutMenu(node), target.box());
            case WAIT_POINT -> actions.changeWaitPoint(node,
                    card.rows().get(target.row()).value().equals("AFTER_SYNC") ? "AFTER_COMMIT" : "AFTER_SYNC");
            case START_REPLICA -> actions.startReplica(node, channel);
            case STOP_REPLICA -> actions.stopReplica(node, channel);
            case START_NODE -> actions.startNode(node);
        }
    }

    private void choose(String node) {
        model.selectionProperty().set(new TopologySelection.OfNode(node));
        actions.selectNode(node);
    }

    private void choose(ChannelEdge edge) {
        model.selectionProperty().set(new TopologySelection.OfChannel(edge.key().replica(), edge.key().channel()));
        actions.selectChannel(edge.key().replica(), edge.key().channel());
    }

    private void wheel(ScrollEvent event) {
        event.consume();
        if (event.getDeltaY() != 0) {
            surface.look(surface.viewport().zoomed(Math.pow(ZOOM_STEP, event.getDeltaY() / WHEEL_STEP), event.getX(),
                    event.getY()));
        }
    }

    private void menu(ContextMenuEvent event) {
        TopologyHit hit = surface.hitAt(event.getX(), event.getY());
        ChannelEdge edge = hit.edge();
        if (event.isKeyboardTrigger()) {
            openMenu();
        } else if (edge != null) {
            choose(edge);
            hideMenu();
            ContextMenu menu = channelMenus.of(edge);
            open = menu;
            menu.show(surface, event.getScreenX(), event.getScreenY());
        } else if (hit instanceof TopologyHit.OnCard on) {
            choose(on.card().name());
            hideMenu();
            ContextMenu menu = menus.of(on.card());
            open = menu;
            menu.show(surface, event.getScreenX(), event.getScreenY());
        }
        event.consume();
    }

    /** The menu of what is chosen. */
    private void openMenu() {
        selected().ifPresent(this::showMenu);
        selectedEdge().ifPresent(edge -> showAt(edge, channelMenus.of(edge)));
    }

    private void showAt(ChannelEdge edge, ContextMenu menu) {
        Route route = surface.arranged().routes().get(edge.key());
        if (route != null) {
            hideMenu();
            Viewport viewport = surface.viewport();
            Route.Heading middle = route.at(0.5);
            Point2D at = surface.localToScreen(middle.x() * viewport.scale() + viewport.left(),
                    middle.y() * viewport.scale() + viewport.top() + 6);
            open = menu;
            menu.show(surface, at.getX(), at.getY());
        }
    }

    private void showMenu(NodeCard card) {
        show(card, menus.of(card), CardLayout.targets(card).get(0).box());
    }

    private void show(NodeCard card, ContextMenu menu, Box below) {
        hideMenu();
        Box box = surface.arranged().nodes().get(card.name());
        if (box == null) {
            return;
        }
        Viewport viewport = surface.viewport();
        Point2D at = surface.localToScreen((box.x() + below.x()) * viewport.scale() + viewport.left(),
                (box.y() + below.bottom() + 3) * viewport.scale() + viewport.top());
        open = menu;
        menu.show(surface, at.getX(), at.getY());
    }

    private void hideMenu() {
        if (open != null) {
            open.hide();
            open = null;
        }
    }

    private Optional<NodeCard> selected() {
        return model.selectionProperty().get() instanceof TopologySelection.OfNode of
                ? model.picture().cards().stream().filter(card -> card.name().equals(of.node())).findFirst()
                : Optional.empty();
    }

    private Optional<ChannelEdge> selectedEdge() {
        return model.selectionProperty().get() instanceof TopologySelection.OfChannel of
                ? model.picture().edges().stream()
                        .filter(edge -> edge.key().equals(new EdgeKey(of.replica(), of.channel()))).findFirst()
                : Optional.empty();
    }

    /** The next channel of the chosen node, or of all. */
    private void nextEdge() {
        Optional<ChannelEdge> now = selectedEdge();
        String node = selected().map(NodeCard::name).orElse(now.map(edge -> edge.key().replica()).orElse(""));
        List<ChannelEdge> edges = model.picture().edges().stream()
                .filter(edge -> now.isPresent() || node.isEmpty() || edge.key().replica().equals(node)
                        || edge.source().equals(node))
                .toList();
        if (!edges.isEmpty()) {
            int index = now.map(edge -> edges.indexOf(edge) + 1).orElse(0);
            choose(edges.get(index % edges.size()));
        }
    }

    boolean offerChannel() {
        selected().ifPresent(
                card -> show(card, menus.followMenu(card.name()), CardLayout.targets(card).get(0).box()));
        return selected().isPresent();
    }

    private void deleteChosen() {
        selected().ifPresent(card -> actions.deleteNode(card.name()));
        selectedEdge().ifPresent(edge -> actions.deleteChannel(edge.key().replica(), edge.key().channel()));
    }

    private void key(KeyEvent event) {
        if (event.isShortcutDown()) {
            return;
        }
        double step = event.isShiftDown() ? PAN_STEP : 0;
        switch (event.getCode()) {
            case LEFT -> arrow(-1, 0, step);
            case RIGHT -> arrow(1, 0, step);
            case UP -> arrow(0, -1, step);
            case DOWN -> arrow(0, 1, step);
            case ENTER, SPACE -> openMenu();
            case E -> nextEdge();
            case C -> offerChannel();
            case B -> selectedEdge().ifPresent(edge -> actions.showBytes(edge.key().replica(), edge.key().channel()));
            case DELETE, BACK_SPACE -> deleteChosen();
            case S -> selected().ifPresent(this::toggleReplica);
            case PLUS, ADD, EQUALS, MINUS, SUBTRACT -> zoom(event.getCode());
            case DIGIT0, NUMPAD0 -> surface.fitToView();
            case R -> surface.resetLayout();
            case D -> surface.allDetailsProperty().set(!surface.allDetailsProperty().get());
            case ESCAPE -> {
                wires.cancel();
                model.selectionProperty().set(new TopologySelection.None());
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void zoom(KeyCode code) {
        double factor = code == KeyCode.MINUS || code == KeyCode.SUBTRACT ? 1 / ZOOM_STEP : ZOOM_STEP;
        surface.look(surface.viewport().zoomed(factor, surface.getWidth() / 2, surface.getHeight() / 2));
    }

    private void toggleReplica(NodeCard card) {
        for (CardLayout.Target target : CardLayout.targets(card)) {
            if (target.row() >= 0 && CardLayout.isButton(card.rows().get(target.row()))) {
                perform(card, target);
                return;
            }
        }
    }

    private void arrow(int dx, int dy, double pan) {
        if (pan > 0) {
            surface.look(surface.viewport().moved(-dx * pan, -dy * pan));
            return;
        }
        Optional<NodeCard> from = selected();
        if (from.isEmpty()) {
            model.picture().cards().stream().findFirst().ifPresent(card -> choose(card.name()));
            return;
        }
        Box here = surface.arranged().nodes().getOrDefault(from.get().name(), new Box(0, 0, 0, 0));
        surface.arranged().nodes().entrySet().stream().filter(entry -> ahead(here, entry.getValue(), dx, dy) > 1)
                .min(Comparator.comparingDouble(entry -> ahead(here, entry.getValue(), dx, dy)
                        + 2 * Math.abs(aside(here, entry.getValue(), dx))))
                .ifPresent(entry -> choose(entry.getKey()));
    }

    private static double ahead(Box from, Box to, int dx, int dy) {
        return (to.centreX() - from.centreX()) * dx + (to.centreY() - from.centreY()) * dy;
    }

    private static double aside(Box from, Box to, int dx) {
        return dx != 0 ? to.centreY() - from.centreY() : to.centreX() - from.centreX();
    }
}
