package dev.lockstep.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.profile.Profiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real MySQL 8.0 replica, and the node that stands for it, make of the errors of a node. */
@Tag("real-mysql")
@Timeout(180)
class RealMySqlReplicaErrorsTest {
    /** An applier's number and words at a relay log with a wrong byte. */
    private static String ofADamagedRelayLog(Pair pair) throws Exception {
        pair.reset();
        pair.follow(Pair.Mode.FILE);
        Server replica = pair.replica();
        replica.sql("STOP SLAVE SQL_THREAD");
        byte[] statement = "CREATE TABLE test.damaged (a INT)".getBytes(StandardCharsets.US_ASCII);
        pair.source().sql(new String(statement, StandardCharsets.US_ASCII));
        Waiting.until("it is in the relay log", pair::state, () -> damaged(replica, statement, false));
        replica.sql("STOP SLAVE");
        assertThat(damaged(replica, statement, true)).isTrue();
        replica.sql("START SLAVE SQL_THREAD");
        Waiting.until("the applier stops", pair::state,
                () -> !"0".equals(replica.cell("SHOW SLAVE STATUS", "Last_SQL_Errno")));
        return replica.cell("SHOW SLAVE STATUS", "Last_SQL_Errno") + " "
                + replica.cell("SHOW SLAVE STATUS", "Last_SQL_Error");
    }

    /** Whether one of its files has the statement, of which a byte is changed if wanted. */
    private static boolean damaged(Server replica, byte[] statement, boolean change) throws IOException {
        try (Stream<Path> files = Files.list(replica.data())) {
            for (Path file : files.filter(each -> each.getFileName().toString().contains("relay")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                int at = text.indexOf(new String(statement, StandardCharsets.US_ASCII));
                if (at >= 0 && change) {
                    bytes[at + 3] ^= 0x55;
                    Files.write(file, bytes);
                }
                if (at >= 0) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void aDamagedRelayLogEndsTheApplierOfANodeAsThatOfARealReplica(@TempDir Path folder) throws Exception {
        String real;
        try (Pair pair = new Pair(LabServer.start(folder.resolve("lab"), 1, Profiles.MYSQL_8_0),
                RealServer.mySql80().start(folder.resolve("mysql"), 2))) {
            real = ofADamagedRelayLog(pair);
        }
        try (Pair pair = new Pair(LabServer.start(folder.resolve("source"), 1, Profiles.MYSQL_8_0),
                LabServer.start(folder.resolve("replica"), 2, Profiles.MYSQL_8_0))) {
            assertThat(ofADamagedRelayLog(pair)).isEqualTo(real).startsWith("13121 ");
        }
    }

    /** The counterpart, with a real source: {@link MySql80SourceTest#ofTwoReplicasWithOneUuidTheFirstIsTurnedAway}. */
    @Test
    void ofTwoReplicasWithOneUuidTheFirstIsTurnedAway(@TempDir Path folder) throws Exception {
        try (Pair pair = new Pair(LabServer.start(folder.resolve("lab"), 1, Profiles.MYSQL_8_0),
                RealServer.mySql80().start(folder.resolve("mysql"), 2))) {
            pair.follow(Pair.Mode.FILE);
            LabServer.start(folder.resolve("twin"), 2, Profiles.MYSQL_8_0).close();
            Files.copy(pair.replica().data().resolve("auto.cnf"), folder.resolve("twin").resolve("auto.cnf"),
                    StandardCopyOption.REPLACE_EXISTING);
            try (LabServer twin = LabServer.start(folder.resolve("twin"), 2, Profiles.MYSQL_8_0)) {
                Pair second = new Pair(pair.source(), twin);
                second.change("repl", Pair.Mode.FILE, "MASTER_SSL=0");
                twin.sql("START SLAVE");
                Waiting.until("the first one stops", pair::state,
                        () -> "13114".equals(pair.replica().cell("SHOW SLAVE STATUS", "Last_IO_Errno")));
                assertThat(pair.replica().cell("SHOW SLAVE STATUS", "Last_IO_Error"))
                        .startsWith(
                                "Got fatal error 1236 from source when reading data from binary log: 'A replica with"
                                        + " the same server_uuid/server_id as this replica has connected to the source; the first"
                                        + " event '");
                assertThat(pair.replica().cell("SHOW SLAVE STATUS", "Slave_IO_Running")).isEqualTo("No");
                Waiting.until("the second one runs", second::state, second::running);
            }
        }
    }
}
