package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceLog;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of the plugin era, whose dump threads read the ACKs themselves. */
@Timeout(90)
class DumpThreadAckTest {
    @TempDir
    Path folder;

    private TestNodes nodes;
    private Node source;
    private Connection m;
    private Connection s;

    @BeforeEach
    void start() throws Exception {
        nodes = new TestNodes(folder);
        source = nodes.start("m", 1, Profiles.MARIADB_10_0, "rpl_semi_sync_master_enabled=ON");
        m = nodes.connect(source);
        s = nodes.connect(nodes.start("s", 2, Profiles.MARIADB_10_0, "rpl_semi_sync_slave_enabled=ON"));
        TestNodes.replicate(s, source);
        TestNodes.await("client", () -> "1".equals(TestNodes.status(m, "Rpl_semi_sync_master_clients")));
        TestNodes.run(m, "CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(20))");
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    private static long number(Connection connection, String status) throws Exception {
        return Long.parseLong("" + TestNodes.status(connection, status));
    }

    @Test
    void commitsWaitForTheAckThatTheDumpThreadReads() throws Exception {
        for (int i = 0; i < 20; i++) {
            TestNodes.run(m, "INSERT INTO t (v) VALUES ('a')");
        }
        assertThat(TestNodes.status(m, "Rpl_semi_sync_master_status")).isEqualTo("ON");
        assertThat(number(m, "Rpl_semi_sync_master_yes_tx")).isGreaterThanOrEqualTo(20);
        assertThat(number(m, "Rpl_semi_sync_master_no_tx")).isZero();
        assertThat(number(m, "Rpl_semi_sync_master_net_waits")).isGreaterThanOrEqualTo(20);
        assertThat(number(m, "Rpl_semi_sync_master_net_wait_time")).isPositive();
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "20");
        TraceLog trace = nodes.worlds().trace();
        List<TraceEvent> events = trace.events(trace.eventBegin(), trace.eventEnd());
        List<TraceEvent.AckReceived> acks = events.stream().filter(TraceEvent.AckReceived.class::isInstance)
                .map(TraceEvent.AckReceived.class::cast).toList();
        int dumpThread = events.stream().filter(TraceEvent.DumpStarted.class::isInstance)
                .map(TraceEvent.DumpStarted.class::cast).toList().getFirst().thread();
        assertThat(acks).hasSizeGreaterThanOrEqualTo(20).allMatch(ack -> ack.thread() == dumpThread);
        assertThat(events).noneMatch(event -> event instanceof TraceEvent.LogLine line
                && line.text().contains("ack receiver"));
    }

    @Test
    void nothingIsSentBetweenAFlaggedEventAndItsAck() throws Exception {
        for (int i = 0; i < 10; i++) {
            TestNodes.run(m, "INSERT INTO t (v) VALUES ('a')");
        }
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "10");
        TraceLog trace = nodes.worlds().trace();
        boolean waiting = false;
        int flagged = 0;
        for (TraceEvent event : trace.events(trace.eventBegin(), trace.eventEnd())) {
            if (event instanceof TraceEvent.EventSent sent) {
                assertThat(waiting).as("waiting for an ACK before " + sent).isFalse();
                waiting = sent.ackWanted();
                flagged += waiting ? 1 : 0;
            } else if (event instanceof TraceEvent.AckReceived) {
                waiting = false;
            }
        }
        assertThat(flagged).isGreaterThanOrEqualTo(10);
    }

    @Test
    void anAckThatNeverCameIsForgottenAndARestartedReplicaSwitchesOn() throws Exception {
        TestNodes.run(s, "STOP SLAVE");
        TestNodes.run(m, "SET GLOBAL rpl_semi_sync_master_timeout=200", "INSERT INTO t (v) VALUES ('a')");
        assertThat(TestNodes.status(m, "Rpl_semi_sync_master_status")).isEqualTo("OFF");
        TestNodes.run(s, "START SLAVE");
        TestNodes.await("on again", () -> "ON".equals(TestNodes.status(m, "Rpl_semi_sync_master_status")));
        TestNodes.run(m, "INSERT INTO t (v) VALUES ('b')");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "2");
        assertThat(TestNodes.status(m, "Rpl_semi_sync_master_status")).isEqualTo("ON");
    }

    @Test
    void manyClientsCommitThroughOneReplica() throws Exception {
        Thread[] writers = new Thread[8];
        for (int i = 0; i < writers.length; i++) {
            Connection own = nodes.connect(source);
            writers[i] = Thread.ofPlatform().start(() -> {
                for (int row = 0; row < 20; row++) {
                    insert(own);
                }
            });
        }
        for (Thread writer : writers) {
            writer.join();
        }
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "160");
        assertThat(number(m, "Rpl_semi_sync_master_yes_tx")).isGreaterThanOrEqualTo(160);
        assertThat(number(m, "Rpl_semi_sync_master_wait_sessions")).isZero();
    }

    private static void insert(Connection connection) {
        try {
            TestNodes.run(connection, "INSERT INTO t (v) VALUES ('x')");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
