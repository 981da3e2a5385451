package dev.lockstep.app.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.app.sample.ManyNodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologyLayoutTest {
    private static LayoutInput input(ManyNodes many, Detail detail) {
        Traffic traffic = new Traffic();
        return LayoutInput.of(new PictureBuilder(many.state(), many.log(), traffic, many.endNanos()).build(), detail);
    }

    private static ManyNodes many(String shape, int nodes, int channels) {
        return switch (shape) {
            case "star" -> ManyNodes.star(nodes);
            case "ring" -> ManyNodes.ring(nodes);
            case "mutual" -> ManyNodes.mutualRing(nodes);
            case "chain" -> ManyNodes.chain(nodes);
            case "fan-in" -> ManyNodes.fanIn(nodes, channels);
            case "all" -> ManyNodes.allMasters(nodes);
            case "anything" -> ManyNodes.anything(nodes, channels, 3793L * nodes + channels);
            default -> ManyNodes.mesh(nodes, channels, nodes);
        };
    }

    @ParameterizedTest
    @CsvSource({"star, 3, 2", "star, 8, 7", "star, 32, 31", "mesh, 5, 8", "mesh, 16, 32", "mesh, 32, 64", "ring, 3, 3",
            "ring, 4, 4", "ring, 7, 7", "ring, 32, 32", "mutual, 3, 6", "mutual, 5, 10", "mutual, 32, 64",
            "chain, 3, 2", "chain, 5, 4", "chain, 32, 31", "fan-in, 3, 2", "fan-in, 9, 8", "fan-in, 32, 31",
            "fan-in, 17, 64", "fan-in, 3, 4", "all, 3, 6", "all, 8, 56", "anything, 3, 9", "anything, 6, 20",
            "anything, 12, 30", "anything, 20, 64", "anything, 32, 64"})
    void nothingOverlaps(String shape, int nodes, int channels) {
        for (Detail detail : Detail.values()) {
            TopologyLayout layout = Layouter.layout(input(many(shape, nodes, channels), detail), 970, 340);
            assertThat(layout.nodes()).hasSize(nodes);
            assertThat(layout.routes()).hasSize(channels);
            apart(detail + " cards", layout.nodes());
            apart(detail + " labels", layout.labels());
            edgesStayApart(layout);
            layout.labels()
                    .forEach((key, label) -> layout.nodes().forEach((name, box) -> assertThat(label.overlaps(box))
                            .as("label of %s on %s", key, name).isFalse()));
        }
    }

    private static <K> void apart(String what, Map<K, Box> all) {
        List<Map.Entry<K, Box>> boxes = new ArrayList<>(all.entrySet());
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = i + 1; j < boxes.size(); j++) {
                assertThat(boxes.get(i).getValue().overlaps(boxes.get(j).getValue()))
                        .as("%s: %s and %s", what, boxes.get(i), boxes.get(j)).isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"star, 32, 31", "ring, 32, 32", "mutual, 32, 64", "chain, 32, 31", "fan-in, 17, 16", "all, 5, 20"})
    void namesOfManyNodesCanStillBeRead(String shape, int nodes, int channels) {
        TopologyLayout layout = Layouter.layout(input(many(shape, nodes, channels), Detail.COMPACT), 1000, 420);
        assertThat(Layouter.scale(layout, 1000, 420)).isGreaterThan(0.28);
    }

    /** No edge runs through a card, nor along another edge: crossing one is all they may do. */
    private static void edgesStayApart(TopologyLayout layout) {
        List<Map.Entry<EdgeKey, Route>> routes = new ArrayList<>(layout.routes().entrySet());
        for (int i = 0; i < routes.size(); i++) {
            for (Box piece : routes.get(i).getValue().pieces()) {
                EdgeKey key = routes.get(i).getKey();
                layout.nodes().forEach((name, box) -> assertThat(piece.grown(0.1).overlaps(box.grown(-1)))
                        .as("%s through %s", key, name).isFalse());
                for (int j = i + 1; j < routes.size(); j++) {
                    for (Box other : routes.get(j).getValue().pieces()) {
                        assertThat(along(piece, other)).as("%s along %s", key, routes.get(j).getKey()).isFalse();
                    }
                }
            }
        }
    }

    private static boolean along(Box a, Box b) {
        boolean horizontal = a.width() > 1 && b.width() > 1;
        boolean vertical = a.height() > 1 && b.height() > 1;
        return horizontal && Math.abs(a.y() - b.y()) < 2 && a.x() < b.right() - 1 && b.x() < a.right() - 1
                || vertical && Math.abs(a.x() - b.x()) < 2 && a.y() < b.bottom() - 1 && b.y() < a.bottom() - 1;
    }

    @Test
    void theSameInputGivesTheSameLayout() {
        LayoutInput input = input(ManyNodes.mesh(12, 24, 3), Detail.FULL);
        assertThat(ElkLayouter.layout(input, 900, 300)).isEqualTo(ElkLayouter.layout(input, 900, 300));
    }

    @Test
    void aMovedCardTakesItsEdgesAlongAndTheOthersStay() {
        LayoutInput input = input(ManyNodes.star(4), Detail.FULL);
        TopologyLayout laidOut = ElkLayouter.layout(input, 900, 300);
        TopologyLayout moved = MovedLayout.of(laidOut, Map.of("s1", new Route.Place(2_000, 500)), input);
        EdgeKey first = new EdgeKey("s1", "");
        EdgeKey second = new EdgeKey("s2", "");
        Route route = moved.routes().get(first);
        assertThat(route).isNotNull();
        assertThat(route.at(1).x()).isEqualTo(2_000);
        assertThat(route.at(1).y()).isBetween(500.0, 700.0);
        assertThat(moved.routes().get(second)).isEqualTo(laidOut.routes().get(second));
    }

    @Test
    void calloutsFindRoomBesideCardsAndEachOther() {
        TopologyLayout layout = ElkLayouter.layout(input(ManyNodes.star(6), Detail.FULL), 900, 500);
        Map<EdgeKey, Double> heights = new HashMap<>();
        layout.routes().keySet().forEach(key -> heights.put(key, 54.0));
        Map<EdgeKey, Box> placed = CalloutPlacer.place(layout, heights);
        List<Box> boxes = new ArrayList<>(placed.values());
        for (int i = 0; i < boxes.size(); i++) {
            Box callout = boxes.get(i);
            layout.nodes().values().forEach(box -> assertThat(callout.overlaps(box)).isFalse());
            layout.labels().values().forEach(box -> assertThat(callout.overlaps(box)).isFalse());
            boxes.subList(i + 1, boxes.size()).forEach(other -> assertThat(callout.overlaps(other)).isFalse());
        }
    }

    @Test
    void aRouteIsWalkedFromItsSourceToItsReplica() {
        Route route = new Route(List.of(new Route.Place(0, 0), new Route.Place(100, 0), new Route.Place(100, 100)));
        assertThat(route.length()).isEqualTo(200);
        assertThat(route.at(0.25)).isEqualTo(new Route.Heading(50, 0, 1, 0));
        assertThat(route.at(0.75)).isEqualTo(new Route.Heading(100, 50, 0, 1));
        assertThat(route.at(1)).isEqualTo(new Route.Heading(100, 100, 0, 1));
    }
}
