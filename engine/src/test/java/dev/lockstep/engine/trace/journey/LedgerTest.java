package dev.lockstep.engine.trace.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.NodeStopped.How;
import dev.lockstep.engine.trace.journey.Ledger.Candidate;
import org.junit.jupiter.api.Test;

/** What would be lost, in traces that are written by hand. */
class LedgerTest {
    private final ToldPair pair = new ToldPair();

    /** Acknowledged: s1 has 200 in its relay log and 300 in memory, s2 has nothing, and nobody has 400. */
    private void threeCommits() {
        pair.flush(7, 200);
        pair.sync(200);
        pair.send(2, 200);
        pair.relay(2, 200, false);
        pair.finish(7, 200);
        pair.flush(7, 300);
        pair.sync(300);
        pair.send(2, 300);
        pair.finish(7, 300);
        pair.flush(7, 400);
        pair.finish(7, 400);
    }

    private Ledger.Cell cell(String node, long end) {
        return Ledger.of(pair.book(), pair.nanos, 10).rows().stream().filter(row -> row.id().equals(ToldPair.id(end)))
                .findFirst().orElseThrow().cell(node);
    }

    @Test
    void tellsWhatBurnsWithTheSourceAndWhomToPromote() {
        threeCommits();
        Ledger.Outlook outlook = pair.outlook();
        assertThat(outlook.lostIfBurned()).containsExactly(ToldPair.id(400));
        assertThat(outlook.candidates()).containsExactly(new Candidate("s1", 2, 1, 0), new Candidate("s2", 0, 3, 0));
        assertThat(LedgerWords.of(outlook).getFirst()).contains("1 acknowledged transaction would be lost")
                .contains("Promote s1");
    }

    @Test
    void tellsMemoryFilesAndDisksApart() {
        threeCommits();
        assertThat(cell("m", 200).place()).isEqualTo(Place.DURABLE);
        assertThat(cell("m", 400).place()).isEqualTo(Place.FILE);
        assertThat(cell("s1", 200).place()).isEqualTo(Place.FILE);
        assertThat(cell("s1", 300).place()).isEqualTo(Place.MEMORY);
        assertThat(cell("s2", 200).place()).isEqualTo(Place.NOWHERE);
        assertThat(pair.outlook().forgottenWithPower()).isEqualTo(1);
        assertThat(pair.outlook().lostWithPower()).containsExactly(ToldPair.id(400));
    }

    @Test
    void aKillForgetsWhatWasInMemoryOnly() {
        threeCommits();
        pair.stop("s1", How.KILLED);
        assertThat(cell("s1", 200).place()).isEqualTo(Place.FILE);
        assertThat(cell("s1", 300).place()).isEqualTo(Place.NOWHERE);
        assertThat(pair.outlook().lostIfBurned()).as("s1 is down").hasSize(3);
    }

    @Test
    void aLossOfPowerForgetsWhatWasNotFsynced() {
        threeCommits();
        pair.stop("m", How.POWER_LOST);
        pair.stop("s1", How.POWER_LOST);
        assertThat(cell("m", 300).place()).isEqualTo(Place.DURABLE);
        assertThat(cell("m", 400).place()).isEqualTo(Place.NOWHERE);
        assertThat(cell("s1", 200).place()).isEqualTo(Place.NOWHERE);
        pair.tell(new TraceEvent.NodeStarted(pair.tick(), "m", "mysql-5.7.23", 1, "127.0.0.1", 4000));
        pair.tell(new TraceEvent.TransactionFlushed(pair.tick(), "m", 8,
                new dev.lockstep.engine.binlog.BinlogPosition("bin.000002", 200)));
        assertThat(cell("m", 400).place()).as("what was forgotten stays forgotten").isEqualTo(Place.NOWHERE);
        assertThat(cell("m", 300).place()).isEqualTo(Place.DURABLE);
    }

    @Test
    void aCleanStopKeepsAll() {
        threeCommits();
        pair.stop("s1", How.STOPPED);
        assertThat(cell("s1", 300).place()).isEqualTo(Place.DURABLE);
    }

    @Test
    void tellsTheDivergentTailAndItsPhantoms() {
        threeCommits();
        pair.flush(8, 500);
        pair.flush(9, 600);
        pair.store(9, 600);
        Ledger.Outlook outlook = pair.outlook();
        assertThat(outlook.unacknowledged()).containsExactly(ToldPair.id(500), ToldPair.id(600));
        assertThat(outlook.phantoms()).isEqualTo(1);
        assertThat(LedgerWords.of(outlook)).anyMatch(line -> line.contains("divergent tail"));
    }

    @Test
    void aTransactionIsFoundInTheCopyOfAnotherReplica() {
        pair.flush(7, 200);
        pair.send(2, 200);
        pair.tell(new TraceEvent.TransactionFlushed(pair.tick(), "s1", 77, ToldPair.at(900)));
        pair.tell(new TraceEvent.TransactionApplied(pair.tick(), "s1", "", ToldPair.at(200), 77));
        pair.tell(new TraceEvent.ChannelConfigured(pair.tick(), "s2", "", "127.0.0.1", 4001));
        pair.tell(new TraceEvent.EventReceived(pair.tick(), "s2", "", 16, ToldPair.at(900), 31, false));
        assertThat(cell("s2", 200).place()).isEqualTo(Place.MEMORY);
        assertThat(cell("s1", 200).applied()).isTrue();
    }

    @Test
    void aReplicaThatIsPointedElsewhereLosesItsRelayLogAndKeepsWhatItApplied() {
        threeCommits();
        pair.tell(new TraceEvent.TransactionApplied(pair.tick(), "s1", "", ToldPair.at(200)));
        pair.tell(new TraceEvent.ChannelConfigured(pair.tick(), "s1", "", "127.0.0.1", 4002));
        assertThat(cell("s1", 200).place()).isNotEqualTo(Place.NOWHERE);
        assertThat(cell("s1", 300).place()).isEqualTo(Place.NOWHERE);
    }
}
