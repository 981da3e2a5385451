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
import dev.lockstep.engine.binlog.RawBytes;
import dev.lockstep.engine.binlog.RowsEvent;
import dev.lockstep.engine.binlog.TableMap;
import dev.lockstep.engine.binlog.row.RowChange;
import dev.lockstep.engine.binlog.row.RowCodec;
import dev.lockstep.engine.binlog.row.RowImage;
import dev.lockstep.engine.binlog.row.TableSpec;
import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real server's binlog and a node's, written for the same statements, decode to the same events. */
@Timeout(300)
class SameEventsTest {
    private static final int TRANSACTIONS = 300;
    /** The collation of a client that says utf8mb4: nodes are as MySQL 5.7, the real server is 8.0. */
    private static final int OF_8_0 = 255;
    private static final int OF_5_7 = 45;

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
        Map<Long, TableSpec> tables = new HashMap<>();
        for (BinlogFiles.Located located : BinlogFiles.read(file)) {
            if (located.event() instanceof TableMap map) {
                tables.put(map.tableId(), TableSpec.of(withoutOptions(map)));
            }
            String text = text(located.header(), located.event(), server.isMariaDb(), tables);
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** Without numbers that a server counts on its own: threads, tables, commits, positions; and without the file's head. */
    private static String text(EventHeader header, BinlogEvent event, boolean mariaDb, Map<Long, TableSpec> tables) {
        String type = EventTypes.name(header.type()) + " ";
        return switch (event) {
            case Query query -> type + query.database() + ": " + query.sql() + " error " + query.errorCode() + " mode "
                    + query.status().sqlMode() + " flags " + query.status().flags2() + " client "
                    + (query.status().clientCollation() == OF_8_0 ? OF_5_7 : query.status().clientCollation());
            case MariaDbGtidLog gtid -> type + gtid.domainId() + "-" + gtid.sequence() + " flags "
                    + (gtid.flags() & ~(MariaDbGtidLog.GROUP_COMMIT_ID | MariaDbGtidLog.WAITED));
            case GtidLog gtid -> type;
            case AnonymousGtid gtid -> type;
            case TableMap map -> type + map.database() + "." + map.table() + " " + map.columnTypes() + " "
                    + map.metadata() + " nullable " + map.nullable();
            case RowsEvent rows -> type + rows.kind() + " flags " + rows.flags() + " " + rows.present() + " "
                    + rows.presentAfter() + " " + (mariaDb ? rows.rows().toString() : values(tables, rows));
            case AnnotateRows annotate -> type + annotate;
            default -> switch (header.type()) {
                case EventTypes.INTVAR, EventTypes.USER_VAR, EventTypes.RAND -> type + event;
                case EventTypes.XID -> type;
                default -> "";
            };
        };
    }

    /** As MySQL 5.7 writes it, which says nothing of character sets. */
    private static TableMap withoutOptions(TableMap map) {
        return new TableMap(map.tableId(), map.flags(), map.database(), map.table(), map.columnTypes(), map.metadata(),
                map.nullable(), RawBytes.EMPTY);
    }

    /** Not the bytes: MySQL 8.0 no longer sets the bits that fill up the last byte of a NULL bitmap. */
    private static String values(Map<Long, TableSpec> tables, RowsEvent event) {
        StringBuilder text = new StringBuilder();
        for (RowChange row : new RowCodec(Objects.requireNonNull(tables.get(event.tableId()))).decode(event)) {
            text.append(values(row.before())).append(" -> ").append(values(row.after())).append("; ");
        }
        return text.toString();
    }

    private static List<String> values(@Nullable RowImage image) {
        return image == null
                ? List.of()
                : image.values().stream().map(value -> value instanceof byte[] bytes
                        ? HexFormat.of().formatHex(bytes)
                        : String.valueOf(value)).toList();
    }
}
