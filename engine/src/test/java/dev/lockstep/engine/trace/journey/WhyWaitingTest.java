package dev.lockstep.engine.trace.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.trace.LockName;
import dev.lockstep.engine.trace.LockOp;
import dev.lockstep.engine.trace.ThreadTrack;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged;
import dev.lockstep.engine.trace.TraceTimeline;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chains of waits, in traces that are written by hand. */
class WhyWaitingTest {
    private static final long SECOND = 1_000_000_000;

    private final ToldPair pair = new ToldPair();

    private List<WhyChain> chains(long atNanos) {
        pair.nanos = Math.max(pair.nanos, atNanos);
        WhyWaiting why = new WhyWaiting(new TraceTimeline(pair.log).at(pair.nanos), pair.book(), pair.log);
        return why.waiters(SECOND).stream().map(why::explain).toList();
    }

    private void variable(String name, String value) {
        pair.tell(new TraceEvent.VariableChanged(pair.tick(), "m", name, value));
    }

    private ThreadTrack session(String name) {
        return pair.log.thread("m", name, 0);
    }

    private void dump(int thread, int serverId, boolean started) {
        pair.tell(new TraceEvent.DumpRequested(pair.tick(), "m", thread, serverId, ToldPair.at(4), true));
        if (started) {
            pair.tell(new TraceEvent.DumpStarted(pair.tick(), "m", thread, serverId));
        }
        pair.tell(new ChannelThreadChanged(pair.tick(), "s" + (serverId - 1), "",
                ChannelThreadChanged.ChannelThread.RECEIVER, ChannelThreadChanged.State.YES, 0, null));
    }

    @Test
    void aCommitWaitsForTheAckOfAReplicaThatIsHeld() {
        variable("rpl_semi_sync_master_timeout", "5000");
        ThreadTrack session = session("session 4");
        ThreadTrack receiver = pair.log.thread("s1", "slave_io", 0);
        dump(60, 2, true);
        pair.flush(session.id(), 200);
        pair.tell(new TraceEvent.AckWaitStarted(pair.tick(), "m", session.id(), ToldPair.at(200)));
        long began = pair.nanos;
        pair.send(2, 200);
        pair.tell(new TraceEvent.ThreadHeld(pair.tick(), "s1", "", "before_reply", receiver.id(), true));
        variable("rpl_semi_sync_master_timeout", "100");
        WhyChain chain = chains(began + 2 * SECOND).getFirst();
        assertThat(chain.question()).isEqualTo("Why does the commit of session 4 on m wait?");
        assertThat(chain.links()).extracting(WhyChain.Link::what).anyMatch(what -> what.contains("waits for 1 ACK"))
                .anyMatch(what -> what.contains("has it, and has not acknowledged"))
                .anyMatch(what -> what.contains("held from outside at before_reply"));
        assertThat(chain.frees()).anyMatch(way -> way.contains("Release before_reply on s1"))
                .anyMatch(way -> way.contains("in 3.0 s") && way.contains("5,000 ms"));
    }

    @Test
    void aKillIsOfferedWhereItEndsTheWait() {
        variable("rpl_semi_sync_master_timeout", "5000");
        ThreadTrack released = session("session 4");
        ThreadTrack waitsOn = session("session 5");
        pair.flush(released.id(), 200);
        pair.tell(new TraceEvent.AckWaitStarted(pair.tick(), "m", released.id(), ToldPair.at(200), true));
        pair.flush(waitsOn.id(), 300);
        pair.tell(new TraceEvent.AckWaitStarted(pair.tick(), "m", waitsOn.id(), ToldPair.at(300), false));
        List<WhyChain> chains = chains(3 * SECOND);
        assertThat(chains.get(0).frees()).contains("KILL QUERY 4 on m: the transaction stays, without the ACKs.");
        assertThat(chains.get(1).frees()).noneMatch(way -> way.contains("KILL"));
    }

    @Test
    void aCommitWaitsThoughNobodyIsLeftToAcknowledge() {
        variable("rpl_semi_sync_master_timeout", "3600000");
        variable("rpl_semi_sync_master_wait_no_slave", "ON");
        ThreadTrack leader = session("session 4");
        ThreadTrack follower = session("session 5");
        int done = pair.log.site("COND_done");
        pair.tell(new ChannelThreadChanged(pair.tick(), "s1", "", ChannelThreadChanged.ChannelThread.RECEIVER,
                ChannelThreadChanged.State.NO, 0, null));
        pair.flush(leader.id(), 200);
        pair.flush(follower.id(), 300);
        follower.record(LockOp.BEGAN, Activity.WAITING.ordinal(), 0, done, pair.tick());
        pair.tell(new TraceEvent.AckWaitStarted(pair.tick(), "m", leader.id(), ToldPair.at(300)));
        List<WhyChain> chains = chains(3 * SECOND);
        assertThat(chains).hasSize(2);
        assertThat(chains).allSatisfy(chain -> {
            assertThat(chain.links()).extracting(WhyChain.Link::what)
                    .anyMatch(what -> what.contains("no semi-sync replica is connected"));
            assertThat(chain.frees()).anyMatch(way -> way.contains("wait_no_slave = OFF"))
                    .anyMatch(way -> way.contains("START SLAVE on s1"));
        });
        assertThat(chains.get(1).links()).extracting(WhyChain.Link::who).contains("session 4 (leader)");
    }

    @Test
    void aReplicaGetsNothingBecauseItsDumpThreadStarvesBehindTheAckReceiver() {
        LockName mutex = pair.log.lock("m", "Ack_receiver::m_mutex");
        ThreadTrack acks = session("Ack_receiver");
        ThreadTrack dump = session("session 9");
        int site = pair.log.site("add_slave");
        pair.flush(7, 200);
        dump(dump.id(), 3, false);
        acks.record(LockOp.ACQUIRED, mutex.id(), 0, 0, pair.tick());
        dump.record(LockOp.REQUESTED, mutex.id(), 0, site, pair.tick());
        dump.record(LockOp.WAITING, mutex.id(), acks.id(), site, pair.nanos);
        for (int i = 0; i < 100; i++) {
            acks.record(LockOp.RELEASED, mutex.id(), dump.id(), 0, pair.tick());
            acks.record(LockOp.BARGED, mutex.id(), dump.id(), 0, pair.nanos + 1);
            acks.record(LockOp.ACQUIRED, mutex.id(), 0, 0, pair.nanos + 2);
        }
        acks.record(LockOp.BEGAN, Activity.POLLING.ordinal(), 0, 0, pair.tick());
        List<WhyChain> chains = chains(3 * SECOND);
        WhyChain chain = chains.stream().filter(each -> each.subject() instanceof WhyChain.Subject.Replica).findFirst()
                .orElseThrow();
        assertThat(chain.question()).isEqualTo("Why does s2 get nothing?");
        assertThat(chain.links()).extracting(WhyChain.Link::what)
                .anyMatch(what -> what.equals("waits for the lock Ack_receiver::m_mutex in add_slave"))
                .anyMatch(what -> what.contains("100 times") && what.contains("it starves")
                        && what.contains("polls the connections"));
        assertThat(chain.frees()).anyMatch(way -> way.contains("A lull in the load"));
    }

    @Test
    void whoWaitsForNothingLongIsNotAsked() {
        ThreadTrack session = session("session 4");
        pair.flush(session.id(), 200);
        assertThat(chains(pair.nanos + SECOND / 2)).isEmpty();
        pair.finish(session.id(), 200);
        assertThat(chains(pair.nanos + 5 * SECOND)).isEmpty();
    }
}
