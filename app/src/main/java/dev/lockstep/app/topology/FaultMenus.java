package dev.lockstep.app.topology;

import dev.lockstep.app.i18n.Messages;
import dev.lockstep.engine.trace.Fault;
import dev.lockstep.engine.trace.LabState.FaultState;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** What can be broken on a line or a node, and what is broken there and can be mended. */
final class FaultMenus {
    /** Asks how. */
    @FunctionalInterface
    interface Asker {
        /** For a fault of that place. */
        void ask(FaultDraft suggested, FaultKind.Place place);
    }

    private final TopologyActions actions;
    private final Asker asker;

    FaultMenus(TopologyActions actions, Asker asker) {
        this.actions = actions;
        this.asker = asker;
    }

    Menu of(ChannelEdge edge, List<FaultState> broken) {
        return menu(Messages.text("fault.menu.line"), FaultKind.Place.LINE,
                kind -> asker.ask(FaultDraft.of(edge, kind), FaultKind.Place.LINE), broken);
    }

    Menu of(String node, List<FaultState> broken) {
        return menu(Messages.text("fault.menu.node"), FaultKind.Place.NODE,
                kind -> asker.ask(FaultDraft.of(node, kind), FaultKind.Place.NODE), broken);
    }

    private Menu menu(String title, FaultKind.Place place, Consumer<FaultKind> ask, List<FaultState> broken) {
        Menu menu = new Menu(title);
        for (FaultKind kind : FaultKind.of(place)) {
            menu.getItems().add(item(kind.title() + "…", () -> ask.accept(kind)));
        }
        if (!broken.isEmpty()) {
            menu.getItems().add(new SeparatorMenuItem());
        }
        for (FaultState one : broken) {
            Fault fault = one.fault();
            menu.getItems().add(item(Messages.text("fault.mend", FaultPhrases.of(fault)),
                    () -> actions.mend(one.node(), one.channel(), fault)));
        }
        return menu;
    }

    private static MenuItem item(String text, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> action.run());
        return item;
    }
}
