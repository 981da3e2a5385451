package dev.lockstep.engine.real;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A MySQL 5.6 as source of a lab node of version 5.7. */
@Tag("real-mysql")
class MySql56ToLabTest extends InteropPair {
    @Override
    Pair start(Path folder) throws Exception {
        RealServer source = RealServer.mySql56().start(folder.resolve("source"), 11, "--log-slave-updates=ON");
        return new Pair(source, LabServer.lax(folder.resolve("replica"), 12, Profiles.MYSQL_5_7_23));
    }

    @Override
    Set<String> unknownTypes() {
        return Set.of("JSON");
    }

    /** Its yaSSL speaks TLS 1.1 at most and RSA only: a channel that asks for TLS says why it cannot. */
    @Test
    @Cell(Column.TLS)
    @Override
    void channelByTls() throws Exception {
        pair().change("repl", Pair.Mode.FILE, "MASTER_SSL=1");
        replica().sql("START SLAVE");
        Waiting.until("refused for want of TLS", pair()::state,
                () -> "2026".equals(replica().cell("SHOW SLAVE STATUS", "Last_IO_Errno")));
        Assumptions.abort("TLS 1.1 at most");
    }
}
