package dev.lockstep.engine.trace.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.AckWaitEnded.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Journeys of traces that are written by hand. */
class JourneyBookTest {
    private final ToldPair pair = new ToldPair();

    private void commit(int thread, long end) {
        pair.flush(thread, end);
        pair.tell(new TraceEvent.GroupListed(pair.tick(), "m", thread, ToldPair.at(end)));
        pair.sync(end);
        pair.tell(new TraceEvent.AckWaitStarted(pair.tick(), "m", thread, ToldPair.at(end)));
        pair.send(2, end);
        pair.relay(2, end, true);
        pair.ack(2, end);
        pair.tell(new TraceEvent.QuorumReached(pair.tick(), "m", 9, 2, ToldPair.at(end)));
        pair.tell(new TraceEvent.AckWaitEnded(pair.tick(), "m", thread, ToldPair.at(end), Outcome.ACKED, 1));
        pair.finish(thread, end);
        pair.tell(new TraceEvent.TransactionApplied(pair.tick(), "s1", "", ToldPair.at(end)));
    }

    @Test
    void followsACommitThroughEveryStage() {
        commit(7, 200);
        Journey journey = pair.book().journey(ToldPair.id(200)).orElseThrow();
        assertThat(journey.steps()).extracting(Journey.Step::stage).containsExactly(Stage.values()[0], Stage.LISTED,
                Stage.SYNCED, Stage.READ, Stage.SENT, Stage.RECEIVED, Stage.RELAYED, Stage.RELAY_SYNCED, Stage.ACK_SENT,
                Stage.ACK_RECEIVED, Stage.COUNTED, Stage.STORED, Stage.RELEASED, Stage.ANSWERED, Stage.APPLIED);
        assertThat(journey.replicas()).containsExactly("s1");
        assertThat(journey.outcome()).isEqualTo(Outcome.ACKED);
        assertThat(journey.waitEndNanos()).isBetween(journey.at(Stage.COUNTED), journey.at(Stage.STORED));
        assertThat(Leg.NETWORK.nanos(journey, "s1")).isEqualTo(ToldPair.MILLI / 2);
        assertThat(Leg.SYNC.nanos(journey, "")).isEqualTo(2 * ToldPair.MILLI);
        assertThat(Leg.NETWORK.nanos(journey, "s2")).isEqualTo(Journey.NEVER);
    }

    @Test
    void aGroupIsAcknowledgedByTheAckOfItsLast() {
        pair.flush(7, 200);
        pair.flush(8, 300);
        pair.sync(300);
        pair.tell(new TraceEvent.AckWaitStarted(pair.tick(), "m", 7, ToldPair.at(300)));
        pair.send(2, 200);
        pair.send(2, 300);
        pair.relay(2, 300, false);
        pair.ack(2, 300);
        JourneyBook book = pair.book();
        for (Journey journey : book.journeys("m")) {
            assertThat(journey.at(Stage.SYNCED)).isPositive();
            assertThat(journey.at(Stage.ACK_RECEIVED, "s1")).isPositive();
            assertThat(journey.waitNanos()).isPositive();
            assertThat(journey.acknowledged()).isFalse();
        }
    }

    @Test
    void anAckOfWhatAReplicaWasNeverSentIsNotTold() {
        pair.flush(7, 200);
        pair.ack(3, 200);
        assertThat(pair.book().journey(ToldPair.id(200)).orElseThrow().at(Stage.ACK_RECEIVED, "s2"))
                .isEqualTo(Journey.NEVER);
    }

    @Test
    void underAfterCommitEachWaitsForItself() {
        pair.flush(7, 200);
        pair.flush(8, 300);
        pair.store(7, 200);
        pair.store(8, 300);
        pair.tell(new TraceEvent.AckWaitStarted(pair.tick(), "m", 8, ToldPair.at(300)));
        JourneyBook book = pair.book();
        assertThat(book.journey(ToldPair.id(200)).orElseThrow().waitNanos()).isEqualTo(Journey.NEVER);
        assertThat(book.journey(ToldPair.id(300)).orElseThrow().waitNanos()).isPositive();
    }

    @Test
    void aReplicasOwnCopyIsKnownForWhatItIs() {
        commit(7, 200);
        pair.flush(7, 300);
        pair.send(2, 300);
        pair.tell(new TraceEvent.TransactionFlushed(pair.tick(), "s1", 77, ToldPair.at(900)));
        pair.tell(new TraceEvent.TransactionApplied(pair.tick(), "s1", "", ToldPair.at(300), 77));
        JourneyBook book = pair.book();
        TransactionId copy = new TransactionId("s1", ToldPair.at(900));
        assertThat(book.journey(copy).orElseThrow().origin()).isEqualTo(ToldPair.id(300));
        assertThat(book.journey(ToldPair.id(300)).orElseThrow().copies()).containsExactly(copy);
        assertThat(book.journeys()).extracting(Journey::id).containsExactly(ToldPair.id(200), ToldPair.id(300));
    }

    @Test
    void keepsTheLastOnesAndThoseThatAreOpen() {
        List<Journey> left = new ArrayList<>();
        JourneyBook book = new JourneyBook(100, left::add);
        pair.flush(7, 10);
        for (int i = 1; i <= 500; i++) {
            commit(8, 10 + i);
        }
        pair.log.events(0, pair.log.eventEnd()).forEach(book::apply);
        assertThat(book.journeys("m")).hasSize(101).first().extracting(Journey::id).isEqualTo(ToldPair.id(10));
        assertThat(left).hasSize(400).allMatch(Journey::acknowledged);
        pair.finish(7, 10);
        pair.log.events(pair.log.eventEnd() - 3, pair.log.eventEnd()).forEach(book::apply);
        assertThat(book.journeys("m").getFirst().acknowledged()).isTrue();
    }

    @Test
    void aBinlogThatBeginsAgainForgetsWhatWas() {
        commit(7, 200);
        pair.flush(7, 150);
        assertThat(pair.book().journeys("m")).extracting(Journey::id).containsExactly(ToldPair.id(150));
        assertThat(pair.outlook().candidates()).allMatch(candidate -> candidate.has() == 0);
    }

    @Test
    void anyEarlierInstantCanBeShownAgain() {
        List<Long> ends = new ArrayList<>();
        for (int i = 1; i <= 6_000; i++) {
            commit(7, 100 + i);
            ends.add(pair.nanos);
        }
        JourneyTimeline timeline = new JourneyTimeline(pair.log);
        timeline.latest();
        for (int i : new int[]{5_900, 40, 3_000, 3_001, 5_999}) {
            JourneyBook then = timeline.at(ends.get(i));
            List<Journey> shown = then.journeys("m");
            assertThat(shown.getLast().id()).isEqualTo(ToldPair.id(101 + i));
            assertThat(shown.getLast().at(Stage.APPLIED, "s1")).isEqualTo(ends.get(i));
            assertThat(shown).hasSizeGreaterThan(Math.min(i, 2_000));
            JourneyBook middle = timeline.at(ends.get(i) - 4 * ToldPair.MILLI);
            Journey open = middle.journeys("m").getLast();
            assertThat(open.at(Stage.COUNTED)).isPositive();
            assertThat(open.acknowledged()).isFalse();
        }
    }

    @Test
    void stageTimesAreCountedByReplica() {
        commit(7, 200);
        commit(7, 300);
        List<StageTimes.Row> rows = StageTimes.of(pair.book().journeys()).rows();
        assertThat(rows).filteredOn(row -> row.leg() == Leg.ACK).singleElement().satisfies(row -> {
            assertThat(row.replica()).isEqualTo("s1");
            assertThat(row.count()).isEqualTo(2);
            assertThat(row.median()).isCloseTo(ToldPair.MILLI, org.assertj.core.data.Percentage.withPercentage(2));
        });
    }
}
