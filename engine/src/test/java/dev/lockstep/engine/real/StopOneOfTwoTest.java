package dev.lockstep.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * MDEV-3793 with a real MariaDB as the slave of two semi-sync lab nodes, and with a lab node in its place: after
 * {@code STOP SLAVE 'm1'} under load the server's own 1595 on m2. {@code -Dlockstep.rounds} says how many rounds;
 * {@code -Dlockstep.mariadbd=/usr/sbin/mariadbd} takes an installed server for the Maven artifact's,
 * {@code -Dlockstep.checksum=NONE} sends no checksums.
 */
@Timeout(900)
class StopOneOfTwoTest {
    private static final int ROUNDS = Integer.getInteger("lockstep.rounds", 2);
    private static final String CHECKSUMS = System.getProperty("lockstep.checksum", "CRC32");
    private static final String NOT_QUEUED = "1595/0";
    private static final String STORED = "0/1594";

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
            hasTheError(replica, "" + replica.cell("SELECT VERSION()"), installed != null);
        }
    }

    @Test
    void aLabReplicaLosesTheOtherConnection() throws Exception {
        try (Server replica = LabServer.start(folder.resolve("slave"), 3, Profiles.MARIADB_10_11)) {
            hasTheError(replica, "mariadb-10.11", true);
        }
    }

    @Test
    void aLabReplicaThatLooksAtNoLengthLosesItToo() throws Exception {
        try (Server replica = LabServer.start(folder.resolve("slave"), 3, Profiles.MARIADB_10_0,
                "rpl_semi_sync_slave_enabled=OFF")) {
            hasTheError(replica, "mariadb-10.0", false);
        }
    }

    /**
     * A replica that compares lengths always says 1595. One that does not takes the third byte of the time for the event's
     * type; type 1 has no checksum for it, so that for 18 hours in 194 days it may store what it misread, as without checksums
     * (2026-11-21, a lab node of mariadb-10.0: 0/1594 in 2 of 5 rounds with an error; 19:30 UTC, 0/1594 in 3 of 8 rounds, no
     * error within 6 s in the others, 1595 in none). What leads to 1595 then is not known. Bytes of time 0 - a rotate or a
     * heartbeat that the source makes up - would: their type is 0, and their checksum does not fit.
     */
    private static List<String> expected(boolean checksLength) {
        boolean unchecked = !CHECKSUMS.equals("CRC32") || (System.currentTimeMillis() / 1000 >> 16 & 0xff) == 1;
        return unchecked && !checksLength ? List.of(STORED, NOT_QUEUED) : List.of(NOT_QUEUED);
    }

    private void hasTheError(Server replica, String what, boolean checksLength) throws Exception {
        Map<String, Integer> found = new TreeMap<>();
        try (Server m1 = source(1);
                Server m2 = source(2);
                BetweenTwoSources topology = new BetweenTwoSources(replica, m1, m2)) {
            for (int round = 0; round < ROUNDS; round++) {
                found.merge(topology.stopOne(), 1, Integer::sum);
            }
        }
        System.out.println("StopOneOfTwoTest: " + what + ", binlog_checksum " + CHECKSUMS
                + ", errors of m2's threads = rounds: " + found);
        assertThat(found.keySet()).as("errors of m2's threads in %s rounds: %s", ROUNDS, found)
                .containsAnyElementsOf(expected(checksLength));
    }

    private LabServer source(int id) throws Exception {
        return LabServer.start(folder.resolve("m" + id), id, Profiles.MARIADB_10_11, "gtid_domain_id=" + id,
                "binlog_checksum=" + CHECKSUMS);
    }
}
