package dev.lockstep.engine.semisync.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.profile.MinAck;
import org.junit.jupiter.api.Test;

class AckContainerTest {
    private static final int A = 11;
    private static final int B = 12;
    private static final int C = 13;

    private static BinlogPosition at(long offset) {
        return new BinlogPosition("bin.000001", offset);
    }

    private static AckContainer container(MinAck choice, int count) {
        AckContainer container = new AckContainer(choice);
        assertThat(container.resize(count)).isNull();
        return container;
    }

    @Test
    void reportsThePositionThatTheSecondOfTwoReplicasCompletes() {
        AckContainer container = container(MinAck.LAST_SMALLER, 2);
        assertThat(container.insert(A, at(10))).isNull();
        assertThat(container.insert(B, at(10))).isEqualTo(at(10));
    }

    @Test
    void oneReplicaThatAcknowledgesTwiceCountsOnce() {
        AckContainer container = container(MinAck.LAST_SMALLER, 2);
        assertThat(container.insert(A, at(10))).isNull();
        assertThat(container.insert(A, at(20))).isNull();
        assertThat(container.insert(B, at(15))).isEqualTo(at(15));
    }

    @Test
    void ignoresWhatIsNotBehindTheGreatest() {
        AckContainer container = container(MinAck.LAST_SMALLER, 2);
        container.insert(A, at(10));
        container.insert(B, at(10));
        assertThat(container.insert(A, at(10))).isNull();
        assertThat(container.insert(B, at(9))).isNull();
        assertThat(container.insert(A, at(11))).isNull();
        assertThat(container.insert(B, at(12))).isEqualTo(at(11));
    }

    @Test
    void lastSmallerReportsMoreThanThreeReplicasHave() {
        // the last empty slot is taken first: B stands in slot 0, A in slot 1; so A must come second to stand first
        AckContainer container = container(MinAck.LAST_SMALLER, 3);
        container.insert(B, at(20));
        container.insert(A, at(10));
        assertThat(container.insert(C, at(30))).isEqualTo(at(20));
    }

    @Test
    void lastSmallerIsRightInTheOtherOrder() {
        AckContainer container = container(MinAck.LAST_SMALLER, 3);
        container.insert(A, at(10));
        container.insert(B, at(20));
        assertThat(container.insert(C, at(30))).isEqualTo(at(10));
    }

    @Test
    void smallestIsRightInAnyOrder() {
        AckContainer container = container(MinAck.SMALLEST, 3);
        container.insert(B, at(20));
        container.insert(A, at(10));
        assertThat(container.insert(C, at(30))).isEqualTo(at(10));
        AckContainer other = container(MinAck.SMALLEST, 3);
        other.insert(A, at(10));
        other.insert(B, at(20));
        assertThat(other.insert(C, at(30))).isEqualTo(at(10));
    }

    @Test
    void aNewAckThatIsTheSmallestIsTheQuorumItself() {
        AckContainer container = container(MinAck.LAST_SMALLER, 3);
        container.insert(A, at(30));
        container.insert(B, at(20));
        assertThat(container.insert(C, at(10))).isEqualTo(at(10));
    }

    @Test
    void shrinkingReportsWhatTheFewerReplicasHave() {
        AckContainer container = container(MinAck.LAST_SMALLER, 3);
        container.insert(A, at(10));
        container.insert(B, at(20));
        assertThat(container.resize(2)).isEqualTo(at(10));
    }

    @Test
    void shrinkingToOneReportsTheStoredAck() {
        AckContainer container = container(MinAck.LAST_SMALLER, 2);
        container.insert(A, at(10));
        assertThat(container.resize(1)).isEqualTo(at(10));
    }

    @Test
    void growingRemembersNothingOfThePast() {
        AckContainer container = container(MinAck.LAST_SMALLER, 2);
        container.insert(A, at(10));
        assertThat(container.resize(3)).isNull();
        assertThat(container.insert(B, at(10))).isNull();
        assertThat(container.insert(C, at(10))).isEqualTo(at(10));
    }

    @Test
    void clearingForgetsTheGreatestToo() {
        AckContainer container = container(MinAck.LAST_SMALLER, 2);
        container.insert(A, at(10));
        container.insert(B, at(10));
        container.clear();
        assertThat(container.insert(A, at(5))).isNull();
        assertThat(container.insert(B, at(5))).isEqualTo(at(5));
    }
}
