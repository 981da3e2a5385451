package dev.lockstep.app.topology;

import dev.lockstep.app.i18n.Messages;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** Everything that can be done to a node, for the mouse and the keyboard alike. */
final class NodeMenu {
    private static final long[] TIMEOUTS_MILLIS = {1_000, 5_000, 10_000, 60_000, 3_600_000};

    private final TopologyViewModel model;
    private final TopologyActions actions;
    private final TopologyView.Asker asker;
    private final FaultMenus faults;

    NodeMenu(TopologyViewModel model, TopologyActions actions, TopologyView.Asker asker, FaultMenus faults) {
        this.faults = faults;
        this.model = model;
        this.actions = actions;
        this.asker = asker;
    }

    ContextMenu of(NodeCard card) {
        ContextMenu menu = new ContextMenu();
        String node = card.name();
        if (!card.up()) {
            menu.getItems().addAll(item("Start " + node, () -> actions.startNode(node)), faults(card),
                    new SeparatorMenuItem(), item("Delete " + node, () -> actions.deleteNode(node)));
            return menu;
        }
        for (NodeCard.Row row : card.rows()) {
            if (CardLayout.isButton(row) && row.control() != null) {
                menu.getItems().add(replica(node, row.control()));
            }
        }
        if (card.source()) {
            semiSync(menu, node);
        }
        if (!menu.getItems().isEmpty()) {
            menu.getItems().add(new SeparatorMenuItem());
        }
        menu.getItems().addAll(follow(node), new SeparatorMenuItem(),
                item("Restart " + node, () -> actions.restartNode(node)),
                item("Shut down " + node, () -> actions.stopNode(node)),
                item("Kill " + node + " (kill -9)", () -> actions.killNode(node)), powerLoss(card),
                new SeparatorMenuItem(), faults(card), new SeparatorMenuItem(),
                item("Delete " + node, () -> actions.deleteNode(node)));
        return menu;
    }

    private MenuItem powerLoss(NodeCard card) {
        MenuItem item = item(Messages.text("fault.power", card.name()), () -> actions.losePower(card.name()));
        item.setDisable(card.real());
        return item;
    }

    /** The lab has no hand in the machine of a real server. */
    private Menu faults(NodeCard card) {
        Menu menu = faults.of(card.name(), model.faultsOf(card.name()));
        menu.setDisable(card.real());
        return menu;
    }

    /** Which nodes it can follow by a new channel. */
    ContextMenu followMenu(String node) {
        ContextMenu menu = new ContextMenu();
        menu.getItems().addAll(follow(node).getItems());
        return menu;
    }

    private Menu follow(String node) {
        Menu menu = new Menu("Follow (new channel)");
        for (NodeCard card : model.picture().cards()) {
            if (!card.name().equals(node)) {
                menu.getItems().add(item("Follow " + card.name(), () -> asker.ask(node, card.name())));
            }
        }
        menu.setDisable(menu.getItems().isEmpty());
        return menu;
    }

    private MenuItem replica(String node, Control control) {
        String channel = control.channel();
        String what = channel.isEmpty() ? "" : " for channel \"" + channel + "\"";
        return control.kind() == Control.Kind.START_REPLICA
                ? item("START SLAVE" + what, () -> actions.startReplica(node, channel))
                : item("STOP SLAVE" + what, () -> actions.stopReplica(node, channel));
    }

    private void semiSync(ContextMenu menu, String node) {
        boolean on = !"OFF".equalsIgnoreCase(model.variable(node, "rpl_semi_sync_master_enabled"))
                && !"0".equals(model.variable(node, "rpl_semi_sync_master_enabled"));
        if (!menu.getItems().isEmpty()) {
            menu.getItems().add(new SeparatorMenuItem());
        }
        menu.getItems().addAll(
                on
                        ? item("Disable semi-sync", () -> actions.disableSemiSync(node))
                        : item("Enable semi-sync", () -> actions.enableSemiSync(node)),
                item("Wait for one slave more", () -> actions.changeWaitCount(node, 1)),
                item("Wait for one slave less", () -> actions.changeWaitCount(node, -1)), timeouts(node),
                waitPoints(node));
    }

    private Menu timeouts(String node) {
        Menu menu = new Menu("Timeout");
        for (long millis : TIMEOUTS_MILLIS) {
            menu.getItems().add(item(dev.lockstep.app.control.DurationText.ofMillis(millis),
                    () -> actions.changeTimeout(node, millis)));
        }
        return menu;
    }

    ContextMenu timeoutMenu(String node) {
        ContextMenu menu = new ContextMenu();
        menu.getItems().addAll(timeouts(node).getItems());
        return menu;
    }

    private Menu waitPoints(String node) {
        Menu menu = new Menu("Wait point");
        menu.getItems().addAll(item("AFTER_SYNC", () -> actions.changeWaitPoint(node, "AFTER_SYNC")),
                item("AFTER_COMMIT", () -> actions.changeWaitPoint(node, "AFTER_COMMIT")));
        return menu;
    }

    private static MenuItem item(String text, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> action.run());
        return item;
    }
}
