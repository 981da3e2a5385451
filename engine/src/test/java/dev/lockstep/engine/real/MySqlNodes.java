package dev.lockstep.engine.real;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;

/** Lab nodes of MySQL 5.7 with both semi-sync plugins. */
final class MySqlNodes {
    private MySqlNodes() {}

    static LabServer start(Path folder, long serverId, String... options) throws Exception {
        LabServer node = LabServer.start(folder, serverId, Profiles.MYSQL_5_7_23, options);
        node.sql("INSTALL PLUGIN rpl_semi_sync_master SONAME 'semisync_master.so'",
                "INSTALL PLUGIN rpl_semi_sync_slave SONAME 'semisync_slave.so'");
        return node;
    }
}
