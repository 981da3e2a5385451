package dev.lockstep.app.topology;

import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** Everything that can be done to a channel, for the mouse and the keyboard alike. */
final class ChannelMenu {
    private final TopologyViewModel model;
    private final TopologyActions actions;
    private final FaultMenus faults;

    ChannelMenu(TopologyViewModel model, TopologyActions actions, FaultMenus faults) {
        this.faults = faults;
        this.model = model;
        this.actions = actions;
    }

    ContextMenu of(ChannelEdge edge) {
        String replica = edge.key().replica();
        String channel = edge.key().channel();
        Menu point = new Menu("Point to");
        for (NodeCard card : model.picture().cards()) {
            if (!card.name().equals(replica) && !card.name().equals(edge.source())) {
                point.getItems().add(item(card.name(), () -> actions.pointChannel(replica, channel, card.name())));
            }
        }
        point.setDisable(point.getItems().isEmpty());
        String name = channel.isEmpty() ? "the default channel" : "channel '" + channel + "'";
        ContextMenu menu = new ContextMenu();
        menu.getItems().addAll(item("Show its bytes", () -> actions.showBytes(replica, channel)),
                new SeparatorMenuItem(), item("START SLAVE", () -> actions.startReplica(replica, channel)),
                item("STOP SLAVE", () -> actions.stopReplica(replica, channel)), point, new SeparatorMenuItem(), broken(edge),
                new SeparatorMenuItem(),
                item("Delete " + name + " of " + replica, () -> actions.deleteChannel(replica, channel)));
        return menu;
    }

    /** A line's faults act at its slave's end. */
    private Menu broken(ChannelEdge edge) {
        Menu menu = faults.of(edge, model.faultsOf(edge.key()));
        menu.setDisable(model.picture().cards().stream()
                .anyMatch(card -> card.real() && card.name().equals(edge.key().replica())));
        return menu;
    }

    private static MenuItem item(String text, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> action.run());
        return item;
    }
}
