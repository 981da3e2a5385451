package dev.lockstep.app.sample;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/**
 * A robot's clicks on nodes of a busy window. The robot by itself looks for a node on the test's thread and measures it
 * there, while the window's thread lays out the same texts: that ends in exceptions from within the toolkit.
 */
public final class Clicks {
    private static final long PATIENCE_MILLIS = 60_000;

    private Clicks() {}

    /** Clicks on the middle of the first visible node that fits a selector. */
    public static void on(FxRobot robot, Scene scene, String selector) {
        robot.clickOn(WaitForAsyncUtils.waitForAsyncFx(PATIENCE_MILLIS, () -> middle(scene, selector)));
    }

    private static Point2D middle(Scene scene, String selector) {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        Node node = scene.getRoot().lookupAll(selector).stream().filter(Clicks::visible).findFirst()
                .orElseThrow(() -> new AssertionError("nothing in sight is " + selector));
        Bounds bounds = node.localToScreen(node.getLayoutBounds());
        return new Point2D(bounds.getCenterX(), bounds.getCenterY());
    }

    private static boolean visible(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
