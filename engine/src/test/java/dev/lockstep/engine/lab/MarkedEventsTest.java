package dev.lockstep.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.TopologyReader;
import dev.lockstep.engine.world.LockModel;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a session with {@code skip_replication} writes (MariaDB): who leaves it out, and whether it is acknowledged. */
@Timeout(60)
class MarkedEventsTest {
    @ParameterizedTest
    @CsvSource({"REPLICATE, '1,2,3', 0", "FILTER_ON_SLAVE, '1,3', 0", "FILTER_ON_MASTER, '1,3', 1"})
    void areLeftOutByWhomTheReplicaSays(String rule, String rows, String timesSwitchedOff) throws Exception {
        Topology topology = TopologyReader.parse("x.yaml",
                """
                        title: t
                        nodes:
                          m: {profile: mariadb-11.8, variables: {rpl_semi_sync_master_enabled: "ON", rpl_semi_sync_master_timeout: 700}}
                          s: {profile: mariadb-11.8, variables: {rpl_semi_sync_slave_enabled: "ON", replicate_events_marked_for_skip: %s}}
                        channels: [{replica: s, source: m}]
                        """
                        .formatted(rule));
        try (Lab lab = Lab.start(topology, new LabOptions(null, LockModel.DEFAULT, 0))) {
            await(lab, "m", "SHOW STATUS LIKE 'Rpl\\_semi\\_sync\\_master\\_clients'", "Value", "1");
            for (String sql : List.of("CREATE TABLE test.t (id INT PRIMARY KEY)", "INSERT INTO test.t VALUES (1)",
                    "SET skip_replication = 1", "INSERT INTO test.t VALUES (2)", "SET skip_replication = 0",
                    "INSERT INTO test.t VALUES (3)")) {
                assertThat(lab.node("m").orElseThrow().execute("test", sql)).as(sql)
                        .isNotInstanceOf(SqlOutcome.Refused.class);
            }
            await(lab, "s", "SELECT MAX(id) AS m FROM test.t", "m", "3");
            await(lab, "s", "SELECT GROUP_CONCAT(id ORDER BY id) AS g FROM test.t", "g", rows);
            await(lab, "m", "SHOW STATUS LIKE 'Rpl\\_semi\\_sync\\_master\\_no\\_times'", "Value", timesSwitchedOff);
        }
    }

    private static void await(Lab lab, String node, String sql, String column, String value) throws Exception {
        long end = lab.nanos() + 10_000_000_000L;
        String seen = "";
        while (lab.nanos() < end && !value.equals(seen)) {
            seen = lab.node(node).orElseThrow().query("look", sql, 10_000) instanceof SqlOutcome.Rows found
                    && !found.rows().isEmpty()
                            ? String.valueOf(found.value(0, column))
                            : "";
            Thread.sleep(20);
        }
        assertThat(seen).as(node + ": " + sql).isEqualTo(value);
    }
}
