package dev.lockstep.engine.trace.journey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which node has which transaction, and what a crash would take away. Says what the trace knows; a node that was killed has
 * what its files have.
 *
 * @param nanos the instant
 * @param nodes all nodes, in the order of columns
 * @param rows the last transactions that clients made, newest first
 * @param outlooks one for each node that has transactions of its own clients
 */
public record Ledger(long nanos, List<String> nodes, List<Row> rows, List<Outlook> outlooks) {
    /** Keeps own copies. */
    public Ledger {
        nodes = List.copyOf(nodes);
        rows = List.copyOf(rows);
        outlooks = List.copyOf(outlooks);
    }

    /**
     * A transaction.
     *
     * @param acknowledged whether its client has its OK
     * @param stored whether others can see it on its source
     * @param cells by node; the first is its source
     */
    public record Row(TransactionId id, boolean acknowledged, boolean stored, Map<String, Cell> cells) {
        /** What a node has of it. */
        public Cell cell(String node) {
            return cells.getOrDefault(node, Cell.NOTHING);
        }
    }

    /** What a node has of a transaction. */
    public record Cell(Place place, boolean applied) {
        static final Cell NOTHING = new Cell(Place.NOWHERE, false);
    }

    /**
     * What a crash of a node would do.
     *
     * @param source the node
     * @param up whether it runs
     * @param lostIfBurned acknowledged transactions that no other running node has, oldest first
     * @param forgottenWithPower acknowledged ones that it would forget if it lost its power, as they are not durable there
     * @param lostWithPower those of them that no other running node has
     * @param lostEverywhere acknowledged ones that are durable nowhere: lost if all nodes lost their power at once
     * @param unacknowledged transactions that only it has and whose client was told nothing: its divergent tail
     * @param phantoms those of them that its readers see already
     * @param candidates other running nodes, the one that has the most first
     */
    public record Outlook(String source, boolean up, List<TransactionId> lostIfBurned, int forgottenWithPower,
            List<TransactionId> lostWithPower, int lostEverywhere, List<TransactionId> unacknowledged, int phantoms,
            List<Candidate> candidates) {
        /** Keeps own copies. */
        public Outlook {
            lostIfBurned = List.copyOf(lostIfBurned);
            lostWithPower = List.copyOf(lostWithPower);
            unacknowledged = List.copyOf(unacknowledged);
            candidates = List.copyOf(candidates);
        }

        /** The node to promote; empty if nobody has anything. */
        public Optional<Candidate> best() {
            return candidates.stream().findFirst().filter(candidate -> candidate.has() > 0);
        }
    }

    /**
     * A node that could take a source's place.
     *
     * @param has how many of the source's transactions it has, of those that are looked at
     * @param lacksAcknowledged how many acknowledged ones it lacks
     * @param applied how many it has applied
     */
    public record Candidate(String node, int has, int lacksAcknowledged, int applied) {}

    /** The ledger of a book, with so many rows. */
    public static Ledger of(JourneyBook book, long nanos, int rows) {
        List<Journey> journeys = book.journeys();
        List<String> nodes = columns(book, journeys);
        List<Row> shown = new ArrayList<>();
        for (int i = journeys.size() - 1; i >= 0 && shown.size() < rows; i--) {
            shown.add(row(book, nodes, journeys.get(i)));
        }
        List<Outlook> outlooks = new ArrayList<>();
        for (String source : book.sources()) {
            List<Journey> own = book.journeys(source).stream().filter(journey -> journey.origin() == null).toList();
            if (!own.isEmpty()) {
                outlooks.add(outlook(book, nodes, source, own));
            }
        }
        return new Ledger(nanos, nodes, shown, outlooks);
    }

    /** Sources of transactions first, then by name. */
    private static List<String> columns(JourneyBook book, List<Journey> journeys) {
        Set<String> columns = new LinkedHashSet<>();
        journeys.stream().map(journey -> journey.id().node()).distinct().sorted().filter(book.nodes()::contains)
                .forEach(columns::add);
        book.nodes().stream().sorted().forEach(columns::add);
        return List.copyOf(columns);
    }

    private static Row row(JourneyBook book, List<String> nodes, Journey journey) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (String node : nodes) {
            Place place = place(book, node, journey);
            boolean applied = node.equals(journey.id().node())
                    ? journey.at(Stage.STORED) != Journey.NEVER && place != Place.NOWHERE
                    : applied(book, node, journey);
            cells.put(node, new Cell(place, applied));
        }
        return new Row(journey.id(), journey.acknowledged(), journey.at(Stage.STORED) != Journey.NEVER, cells);
    }

    /** How well a node has a transaction, from its source or by way of another replica's copy. */
    static Place place(JourneyBook book, String node, Journey journey) {
        Place best = book.holdings().place(node, journey.id().node(), journey.id().end());
        for (TransactionId copy : journey.copies()) {
            Place other = book.holdings().place(node, copy.node(), copy.end());
            best = other.compareTo(best) > 0 ? other : best;
        }
        return best;
    }

    private static boolean applied(JourneyBook book, String node, Journey journey) {
        return book.holdings().hasApplied(node, journey.id().node(), journey.id().end()) || journey.copies().stream()
                .anyMatch(copy -> copy.node().equals(node)
                        || book.holdings().hasApplied(node, copy.node(), copy.end()));
    }

    private static Outlook outlook(JourneyBook book, List<String> nodes, String source, List<Journey> own) {
        List<String> others = nodes.stream().filter(node -> !node.equals(source) && book.up(node)).toList();
        List<TransactionId> burned = new ArrayList<>();
        List<TransactionId> power = new ArrayList<>();
        List<TransactionId> tail = new ArrayList<>();
        int forgotten = 0;
        int everywhere = 0;
        int phantoms = 0;
        for (Journey journey : own) {
            boolean elsewhere = others.stream().anyMatch(node -> place(book, node, journey) != Place.NOWHERE);
            Place here = place(book, source, journey);
            boolean durable = here == Place.DURABLE;
            if (journey.acknowledged()) {
                boolean anywhere = durable
                        || nodes.stream().anyMatch(node -> place(book, node, journey) == Place.DURABLE);
                forgotten += durable ? 0 : 1;
                everywhere += anywhere ? 0 : 1;
                if (!elsewhere) {
                    burned.add(journey.id());
                    if (!durable) {
                        power.add(journey.id());
                    }
                }
            } else if (!elsewhere && here != Place.NOWHERE) {
                tail.add(journey.id());
                phantoms += journey.at(Stage.STORED) == Journey.NEVER ? 0 : 1;
            }
        }
        List<Candidate> candidates = others.stream().map(node -> candidate(book, node, own))
                .sorted(Comparator.comparingInt(Candidate::has).thenComparingInt(Candidate::applied).reversed())
                .toList();
        return new Outlook(source, book.up(source), burned, forgotten, power, everywhere, tail, phantoms, candidates);
    }

    private static Candidate candidate(JourneyBook book, String node, List<Journey> own) {
        int has = 0;
        int lacks = 0;
        int applied = 0;
        for (Journey journey : own) {
            if (place(book, node, journey) != Place.NOWHERE) {
                has++;
                applied += applied(book, node, journey) ? 1 : 0;
            } else if (journey.acknowledged()) {
                lacks++;
            }
        }
        return new Candidate(node, has, lacks, applied);
    }
}
