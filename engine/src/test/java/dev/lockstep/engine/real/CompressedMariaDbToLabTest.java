package dev.lockstep.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real MariaDB with {@code log_bin_compress} as source of a lab node: compressed statements and compressed rows. */
@Timeout(180)
class CompressedMariaDbToLabTest {
    @Test
    void compressedEventsAreAppliedAsPlainOnes(@TempDir Path folder) throws Exception {
        try (Pair pair = new Pair(
                RealServer.mariaDb().start(folder.resolve("source"), 11, "--log-bin-compress=1",
                        "--log-bin-compress-min-len=10"),
                LabServer.start(folder.resolve("replica"), 12, Profiles.MARIADB_10_11, "log_slave_updates=ON"))) {
            pair.follow(Pair.Mode.FILE);
            for (String format : List.of("ROW", "STATEMENT")) {
                pair.source().sql("SET GLOBAL binlog_format=" + format);
                pair.agreeAfter(new Workload("cell_" + format, 7), 150);
            }
            assertThat(pair.source().column("SHOW BINLOG EVENTS IN '" + pair.source().cell("SHOW MASTER STATUS", "File")
                    + "'", "Event_type")).contains("Query_compressed", "Write_rows_compressed_v1",
                            "Update_rows_compressed_v1", "Delete_rows_compressed_v1");
        }
    }
}
