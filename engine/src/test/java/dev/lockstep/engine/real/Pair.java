package dev.lockstep.engine.real;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A source and a replica of any kind, and the statements that join them. Both keep running from one test to the next;
 * {@link #reset()} makes them forget each other and their data.
 */
record Pair(Server source, Server replica) implements AutoCloseable {
    /** How a replica says where it is. */
    enum Mode {
        FILE, GTID
    }

    /** The row of the table: {@code lab → MariaDB 10.11}. */
    String name() {
        return source.name() + " → " + replica.name();
    }

    /** Points the replica to the end of the source's binlog and starts it. */
    void follow(Mode mode) throws Exception {
        change("repl", mode, "MASTER_SSL=0");
        replica.sql("START SLAVE");
        Waiting.until("both threads run", this::state, this::running);
    }

    /** Points the replica to the end of the source's binlog, as that account without a password. */
    void change(String user, Mode mode, String... more) throws SQLException {
        String where = switch (mode) {
            case FILE -> "MASTER_LOG_FILE='" + source.cell("SHOW MASTER STATUS", "File") + "', MASTER_LOG_POS="
                    + source.cell("SHOW MASTER STATUS", "Position") + noGtid();
            case GTID -> replica.isMariaDb() ? "MASTER_USE_GTID=slave_pos" : "MASTER_AUTO_POSITION=1";
        };
        if (mode == Mode.GTID && replica.isMariaDb()) {
            replica.sql("SET GLOBAL gtid_slave_pos = '" + source.cell("SELECT @@gtid_binlog_pos") + "'");
        }
        replica.sql("CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + source.port() + ", MASTER_USER='" + user
                + "', MASTER_PASSWORD='', MASTER_CONNECT_RETRY=1, " + where + ", " + String.join(", ", more));
    }

    private String noGtid() throws SQLException {
        return replica.isMariaDb()
                ? ", MASTER_USE_GTID=no"
                : "OFF".equals(replica.cell("SELECT @@GLOBAL.gtid_mode")) ? "" : ", MASTER_AUTO_POSITION=0";
    }

    boolean running() throws SQLException {
        return "Yes".equals(replica.cell("SHOW SLAVE STATUS", "Slave_IO_Running"))
                && "Yes".equals(replica.cell("SHOW SLAVE STATUS", "Slave_SQL_Running"));
    }

    /** Waits until the replica has applied all that is in the source's binlog now; an error of its threads ends the wait. */
    void caughtUp() throws Exception {
        String file = source.cell("SHOW MASTER STATUS", "File");
        long position = Long.parseLong(Objects.requireNonNull(source.cell("SHOW MASTER STATUS", "Position")));
        Waiting.until(180, "applied up to " + file + ":" + position, this::state, () -> {
            if (!"0".equals(replica.cell("SHOW SLAVE STATUS", "Last_SQL_Errno"))) {
                throw new AssertionError("the applier stopped: " + state());
            }
            String io = replica.cell("SHOW SLAVE STATUS", "Last_IO_Errno");
            if ("1236".equals(io) || "1593".equals(io) || "1595".equals(io)) {
                throw new AssertionError("the receiver stopped: " + state());
            }
            return file != null && file.equals(replica.cell("SHOW SLAVE STATUS", "Relay_Master_Log_File"))
                    && Long.parseLong(Objects.requireNonNull(
                            replica.cell("SHOW SLAVE STATUS", "Exec_Master_Log_Pos"))) >= position;
        });
    }

    /** After a workload: all is applied, and both have the same rows. */
    void agree(String database) throws Exception {
        caughtUp();
        TableChecksums.assertSame(source, replica, database);
    }

    /** Runs transactions on the source, waits for the replica, and compares. */
    void agreeAfter(Workload workload, int transactions) throws Exception {
        try (Connection connection = source.connect()) {
            workload.create(connection);
            workload.run(connection, transactions);
        }
        agree(workload.database());
    }

    /** The replica's threads, and what its log says, for messages. */
    String state() {
        StringBuilder text = new StringBuilder();
        try {
            for (String column : List.of("Slave_IO_State", "Slave_IO_Running", "Slave_SQL_Running", "Master_Log_File",
                    "Read_Master_Log_Pos", "Relay_Master_Log_File", "Exec_Master_Log_Pos", "Last_IO_Errno",
                    "Last_IO_Error", "Last_SQL_Errno", "Last_SQL_Error")) {
                text.append(column).append('=').append(replica.cell("SHOW SLAVE STATUS", column)).append("; ");
            }
        } catch (SQLException e) {
            text.append("no status: ").append(e.getMessage());
        }
        return text + "\n--- log of the replica " + replica.name() + "\n" + tail(replica) + "\n--- log of the source "
                + source.name() + "\n" + tail(source);
    }

    private static String tail(Server server) {
        String log = server.log();
        return log.substring(Math.max(0, log.length() - 2500));
    }

    /** Ends replication, drops what tests have made, and empties both binlogs. */
    void reset() throws SQLException {
        replica.sql("STOP SLAVE", "RESET SLAVE ALL");
        dropAll(replica);
        dropAll(source);
        forget(source);
        forget(replica);
    }

    private static void forget(Server server) throws SQLException {
        server.sql("RESET MASTER");
        if (server.isMariaDb()) {
            server.sql("SET GLOBAL gtid_slave_pos = ''");
        }
    }

    private static void dropAll(Server server) throws SQLException {
        for (List<@Nullable String> row : server.query("SHOW DATABASES LIKE 'cell%'")) {
            server.sql("DROP DATABASE `" + row.getFirst() + "`");
        }
        for (List<@Nullable String> row : server.query("SHOW TABLES FROM test")) {
            server.sql("DROP TABLE test.`" + row.getFirst() + "`");
        }
    }

    @Override
    public void close() {
        replica.close();
        source.close();
    }
}
