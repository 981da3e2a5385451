package dev.lockstep.engine.real;

import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A master with semi-sync slaves, all of one kind, each in a process of its own. */
final class SemiSyncGroup implements AutoCloseable {
    private static final long APPLY_SECONDS = 120;
    private static final List<String> MASTER = List.of("sync_binlog=1", "innodb_flush_log_at_trx_commit=1");
    private static final List<String> SLAVE = List.of("sync_binlog=0", "innodb_flush_log_at_trx_commit=0");

    private final String name;
    private final Server master;
    private final List<Server> slaves = new ArrayList<>();

    private SemiSyncGroup(String name, Server master) {
        this.name = name;
        this.master = master;
    }

    /** MariaDB 10.11; both ends are durable as they say, the slaves lazily so. */
    static SemiSyncGroup mariaDb(Path folder, int slaves) throws Exception {
        SemiSyncGroup group = new SemiSyncGroup("MariaDB", RealServer.mariaDb().start(folder.resolve("mariadb-1"), 1,
                dashed(MASTER)));
        for (int i = 0; i < slaves; i++) {
            group.slaves.add(RealServer.mariaDb().start(folder.resolve("mariadb-" + (i + 2)), i + 2, dashed(SLAVE)));
        }
        group.connect();
        return group;
    }

    /** Nodes of profile {@code lockstep}. */
    static SemiSyncGroup lab(Path folder, int slaves) throws Exception {
        SemiSyncGroup group = new SemiSyncGroup("lab", LabProcess.start(folder.resolve("lab-1"), 1, Profiles.LOCKSTEP,
                MASTER.toArray(String[]::new)));
        for (int i = 0; i < slaves; i++) {
            group.slaves.add(LabProcess.start(folder.resolve("lab-" + (i + 2)), i + 2, Profiles.LOCKSTEP,
                    SLAVE.toArray(String[]::new)));
        }
        group.connect();
        return group;
    }

    private static String[] dashed(List<String> options) {
        return options.stream().map(option -> "--" + option.replace('_', '-')).toArray(String[]::new);
    }

    private void connect() throws Exception {
        master.sql(InsertClient.TABLE, "SET GLOBAL rpl_semi_sync_master_wait_point=AFTER_SYNC",
                "SET GLOBAL rpl_semi_sync_master_timeout=60000", "SET GLOBAL rpl_semi_sync_master_enabled=1");
        for (Server slave : slaves) {
            slave.sql("SET GLOBAL rpl_semi_sync_slave_enabled=1", changeMaster(master.port(), "slave_pos"),
                    "START SLAVE");
        }
        awaitApplied();
        Waiting.until(name + " has its semi-sync slaves", master::log,
                () -> (slaves.size() + "").equals(status("Rpl_semi_sync_master_clients")));
    }

    static String changeMaster(int port, String gtid) {
        return "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + port
                + ", MASTER_USER='repl', MASTER_PASSWORD='', MASTER_CONNECT_RETRY=1, MASTER_USE_GTID=" + gtid;
    }

    String name() {
        return name;
    }

    Server master() {
        return master;
    }

    List<Server> slaves() {
        return slaves;
    }

    /** Processor time that the master has used, and all slaves together, in microseconds. */
    long[] cpuMicros() {
        return new long[]{cpuMicros(master), slaves.stream().mapToLong(SemiSyncGroup::cpuMicros).sum()};
    }

    private static long cpuMicros(Server server) {
        return ProcessHandle.of(server.processId()).flatMap(process -> process.info().totalCpuDuration())
                .map(time -> time.toNanos() / 1_000).orElse(0L);
    }

    /** A status variable of the master. */
    String status(String variable) throws Exception {
        return "" + master.query("SHOW GLOBAL STATUS LIKE '" + variable + "'").getFirst().get(1);
    }

    /** Waits until every slave has applied all that the master has. */
    void awaitApplied() throws Exception {
        String file = "" + master.cell("SHOW MASTER STATUS", "File");
        String position = "" + master.cell("SHOW MASTER STATUS", "Position");
        for (Server slave : slaves) {
            Waiting.until(APPLY_SECONDS, name + " slave " + slave.serverId() + " has applied all", slave::log,
                    () -> file.equals(slave.cell("SHOW SLAVE STATUS", "Relay_Master_Log_File"))
                            && position.equals(slave.cell("SHOW SLAVE STATUS", "Exec_Master_Log_Pos")));
        }
    }

    @Override
    public void close() {
        slaves.forEach(Server::close);
        master.close();
    }
}
