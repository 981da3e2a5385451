package dev.lockstep.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real MySQL 8.0 replica makes of the errors of a node. */
@Tag("real-mysql")
@Timeout(180)
class RealMySqlReplicaErrorsTest {
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
                        .startsWith("Got fatal error 1236 from source when reading data from binary log: 'A replica with"
                                + " the same server_uuid/server_id as this replica has connected to the source; the first"
                                + " event '");
                assertThat(pair.replica().cell("SHOW SLAVE STATUS", "Slave_IO_Running")).isEqualTo("No");
                Waiting.until("the second one runs", second::state, second::running);
            }
        }
    }
}
