package dev.lockstep.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * MDEV-3793 with a real MariaDB as the slave of two semi-sync lab nodes, and with a lab node in its place: after
 * {@code STOP SLAVE 'm1'} under load the server's own 1595 on m2. {@code -Dlockstep.rounds} says how many rounds;
 * {@code -Dlockstep.mariadbd=/usr/sbin/mariadbd} takes an installed server for the Maven artifact's.
 */
@Timeout(900)
class StopOneOfTwoTest {
    private static final int ROUNDS = Integer.getInteger("lockstep.rounds", 4);
    private static final int COULD_NOT_QUEUE = 1595;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aRealReplicaLosesTheOtherConnection() throws Exception {
        String installed = System.getProperty("lockstep.mariadbd");
        Distribution distribution = installed == null
                ? RealServer.mariaDb()
                : new InstalledMariaDb(Path.of(installed));
        try (Server replica = distribution.start(folder.resolve("slave"), 3, "--slave-net-timeout=60")) {
            hasTheError(replica);
        }
    }

    @Test
    void aLabReplicaLosesTheOtherConnection() throws Exception {
        try (Server replica = LabServer.start(folder.resolve("slave"), 3, Profiles.MARIADB_10_11)) {
            hasTheError(replica);
        }
    }

    private void hasTheError(Server replica) throws Exception {
        Map<Integer, Integer> found = new TreeMap<>();
        try (Server m1 = source(1); Server m2 = source(2);
                BetweenTwoSources topology = new BetweenTwoSources(replica, m1, m2)) {
            for (int round = 0; round < ROUNDS; round++) {
                found.merge(topology.stopOne(), 1, Integer::sum);
            }
        }
        System.out.println("StopOneOfTwoTest: " + replica.name() + ", Last_IO_Errno of m2 = rounds: " + found);
        assertThat(found).as("Last_IO_Errno of m2 and in how many of " + ROUNDS + " rounds").containsKey(COULD_NOT_QUEUE);
    }

    private LabServer source(int id) throws Exception {
        return LabServer.start(folder.resolve("m" + id), id, Profiles.MARIADB_10_11, "gtid_domain_id=" + id);
    }
}
