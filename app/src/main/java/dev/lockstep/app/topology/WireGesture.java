package dev.lockstep.app.topology;

import javafx.scene.Cursor;
import org.jspecify.annotations.Nullable;

/** Drawing a channel from its slave's plug to its master, or the end of one to another master. */
final class WireGesture {
    private final TopologySurface surface;
    private final TopologyActions actions;
    private final TopologyView.Asker asker;

    WireGesture(TopologySurface surface, TopologyActions actions, TopologyView.Asker asker) {
        this.surface = surface;
        this.actions = actions;
        this.asker = asker;
    }

    /** Whether a press begins one; coordinates are pixels. */
    boolean press(TopologyHit hit, double x, double y) {
        Viewport viewport = surface.viewport();
        switch (hit) {
            case TopologyHit.OnPlug on ->
                surface.draw(Wire.from(on.card().name(), null, viewport.toX(x), viewport.toY(y)));
            case TopologyHit.OnEnd on -> surface.draw(
                    Wire.from(on.edge().key().replica(), on.edge().key(), viewport.toX(x), viewport.toY(y)));
            default -> {
                return false;
            }
        }
        surface.setCursor(Cursor.CROSSHAIR);
        return true;
    }

    boolean drawing() {
        return surface.wire() != null;
    }

    void drag(double x, double y) {
        Wire wire = surface.wire();
        if (wire != null) {
            Viewport viewport = surface.viewport();
            surface.draw(wire.to(viewport.toX(x), viewport.toY(y), surface.nodeAt(x, y)));
        }
    }

    /** Let go: {@code moved} tells whether the mouse went anywhere. */
    void release(boolean moved) {
        Wire wire = surface.wire();
        cancel();
        if (wire == null) {
            return;
        }
        String target = wire.target();
        if (!moved) {
            actions.refuse("Drag it", "Drag from the slave to the node that it is to follow, and let go there.");
        } else if (target != null) {
            finish(wire, target, wire.moved());
        }
    }

    private void finish(Wire wire, String target, @Nullable EdgeKey moved) {
        if (target.equals(wire.replica())) {
            actions.refuse(wire.replica() + " cannot follow itself",
                    "A channel goes from a slave to another node, its master.");
        } else if (moved == null) {
            asker.ask(wire.replica(), target);
        } else {
            actions.pointChannel(moved.replica(), moved.channel(), target);
        }
    }

    void cancel() {
        surface.draw(null);
        surface.setCursor(Cursor.DEFAULT);
    }
}
