package dev.lockstep.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real MySQL 8.0 with {@code binlog_transaction_compression} as source of a lab node: whole transactions in one event. */
@Tag("real-mysql")
@Timeout(180)
class CompressedMySqlToLabTest {
    @Test
    void payloadsAreAppliedAsWhatIsInThem(@TempDir Path folder) throws Exception {
        try (Pair pair = new Pair(
                RealServer.mySql80().start(folder.resolve("source"), 11, "--binlog-transaction-compression=ON"),
                LabServer.start(folder.resolve("replica"), 12, Profiles.MYSQL_5_7_23, "log_slave_updates=ON"))) {
            pair.follow(Pair.Mode.FILE);
            pair.agreeAfter(new Workload("cell_payload", 8), 300);
            assertThat(pair.source().column("SHOW BINLOG EVENTS IN '" + pair.source().cell("SHOW MASTER STATUS", "File")
                    + "'", "Event_type")).contains("Transaction_payload");
        }
    }
}
