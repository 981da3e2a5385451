package dev.lockstep.app.topology;

import dev.lockstep.app.theme.Palette;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that a frame is made of. */
record TopologyFrame(TopologyViewModel model, TopologyPicture picture, Detail detail, TopologyLayout layout,
        Map<EdgeKey, Box> callouts, Viewport viewport, Palette palette, TopologyHit hit, boolean focused, double width,
        double height) {
    /** Below this scale cards say only what can be read. */
    static final double READABLE = 0.62;

    boolean readable() {
        return viewport.scale() >= READABLE;
    }

    /** Whether cards say everything. */
    boolean full() {
        return detail == Detail.FULL && readable();
    }

    boolean isSelected(NodeCard card) {
        return model.selectionProperty().get() instanceof TopologySelection.OfNode of && of.node().equals(card.name());
    }

    boolean isSelected(ChannelEdge edge) {
        return model.selectionProperty().get() instanceof TopologySelection.OfChannel of
                && of.replica().equals(edge.key().replica()) && of.channel().equals(edge.key().channel());
    }

    @Nullable
    Box box(NodeCard card) {
        return layout.nodes().get(card.name());
    }
}
