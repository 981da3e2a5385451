package dev.lockstep.app.topology;

import java.util.Optional;

/** Chooses who lays a topology out: rings and long chains are folded, everything else goes from left to right. */
final class Layouter {
    private Layouter() {}

    /** The same input gives the same layout. */
    static TopologyLayout layout(LayoutInput input, double width, double height) {
        Optional<Strand> strand = Strand.of(input);
        if (strand.isPresent() && strand.get().worthFolding()) {
            return FoldedLayout.of(strand.get(), input, width, height);
        }
        return ElkLayouter.layout(input, width, height);
    }

    /** How large a layout can be shown. */
    static double scale(TopologyLayout layout, double width, double height) {
        return Viewport.fitting(layout.bounds(), width, height).scale();
    }
}
