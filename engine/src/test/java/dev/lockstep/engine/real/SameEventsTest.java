package dev.lockstep.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.binlog.AnnotateRows;
import dev.lockstep.engine.binlog.AnonymousGtid;
import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.binlog.EventTypes;
import dev.lockstep.engine.binlog.GtidLog;
import dev.lockstep.engine.binlog.MariaDbGtidLog;
import dev.lockstep.engine.binlog.Query;
import dev.lockstep.engine.binlog.RowsEvent;
import dev.lockstep.engine.binlog.TableMap;
import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real server's binlog and a node's, written for the same statements, decode to the same events. */
@Timeout(300)
class SameEventsTest {
    private static final int TRANSACTIONS = 300;

    @TempDir
    Path folder = Path.of("");

    @Test
    void asMariaDbInRows() throws Exception {
        compare(RealServer.mariaDb(), Profiles.MARIADB_10_11, "ROW");
    }

    @Test
    void asMariaDbInStatements() throws Exception {
        compare(RealServer.mariaDb(), Profiles.MARIADB_10_11, "STATEMENT");
    }

    @Test
    @Tag("real-mysql")
    void asMySqlInRows() throws Exception {
        compare(RealServer.mySql80(), Profiles.MYSQL_5_7_23, "ROW");
    }

    private void compare(Distribution distribution, ServerProfile profile, String format) throws Exception {
        try (RealServer real = distribution.start(folder.resolve("real"), 7, "--binlog-format=" + format);
                LabServer lab = LabServer.start(folder.resolve("lab"), 7, profile, "binlog_format=" + format)) {
            assertThat(events(lab, lab.data().resolve("mysql-bin.000001")))
                    .containsExactlyElementsOf(events(real, real.data().resolve("bin.000001")));
        }
    }

    private static List<String> events(Server server, Path file) throws Exception {
        server.sql("RESET MASTER");
        Workload workload = new Workload("cell_same", 5);
        try (Connection connection = server.connect()) {
            try (java.sql.Statement statement = connection.createStatement()) {
                statement.execute("SET sql_mode = 'STRICT_TRANS_TABLES', timestamp = 1700000000");
            }
            workload.create(connection);
            workload.run(connection, TRANSACTIONS);
        }
        server.sql("FLUSH BINARY LOGS");
        List<String> texts = new ArrayList<>();
        for (BinlogFiles.Located located : BinlogFiles.read(file)) {
            String text = text(located.header(), located.event());
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** Without numbers that a server counts on its own: threads, tables, commits, positions; and without the file's head. */
    private static String text(EventHeader header, BinlogEvent event) {
        String type = EventTypes.name(header.type()) + " ";
        return switch (event) {
            case Query query -> type + query.database() + ": " + query.sql() + " error " + query.errorCode() + " mode "
                    + query.status().sqlMode() + " flags " + query.status().flags2() + " client "
                    + query.status().clientCollation();
            case MariaDbGtidLog gtid -> type + gtid.domainId() + "-" + gtid.sequence() + " flags "
                    + (gtid.flags() & ~(MariaDbGtidLog.GROUP_COMMIT_ID | MariaDbGtidLog.WAITED));
            case GtidLog gtid -> type;
            case AnonymousGtid gtid -> type;
            case TableMap map -> type + map.database() + "." + map.table() + " " + map.columnTypes() + " "
                    + map.metadata() + " nullable " + map.nullable();
            case RowsEvent rows -> type + rows.kind() + " flags " + rows.flags() + " " + rows.present() + " "
                    + rows.presentAfter() + " " + rows.rows();
            case AnnotateRows annotate -> type + annotate;
            default -> switch (header.type()) {
                case EventTypes.INTVAR, EventTypes.USER_VAR, EventTypes.RAND -> type + event;
                case EventTypes.XID -> type;
                default -> "";
            };
        };
    }
}
