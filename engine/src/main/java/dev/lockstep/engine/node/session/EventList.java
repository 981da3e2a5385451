package dev.lockstep.engine.node.session;

import dev.lockstep.engine.binlog.AnonymousGtid;
import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.binlog.EventTypes;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.binlog.GtidLog;
import dev.lockstep.engine.binlog.PreviousGtids;
import dev.lockstep.engine.binlog.Query;
import dev.lockstep.engine.binlog.Rotate;
import dev.lockstep.engine.binlog.RowsEvent;
import dev.lockstep.engine.binlog.TableMap;
import dev.lockstep.engine.binlog.Xid;
import dev.lockstep.engine.log.BinlogReader;
import dev.lockstep.engine.log.ReadOptions;
import dev.lockstep.engine.sql.result.ResultTable;
import dev.lockstep.engine.sql.statement.Limit;
import dev.lockstep.engine.wire.ColumnDefinition;
import dev.lockstep.engine.world.World;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code SHOW BINLOG EVENTS}: reads a log file and says of each event what MySQL 5.7 says. */
final class EventList {
    private static final int MAX_ROWS = 100_000;
    private static final Map<Integer, String> NAMES = Map.ofEntries(Map.entry(EventTypes.QUERY, "Query"),
            Map.entry(EventTypes.STOP, "Stop"), Map.entry(EventTypes.ROTATE, "Rotate"),
            Map.entry(EventTypes.FORMAT_DESCRIPTION, "Format_desc"), Map.entry(EventTypes.XID, "Xid"),
            Map.entry(EventTypes.TABLE_MAP, "Table_map"), Map.entry(EventTypes.GTID, "Gtid"),
            Map.entry(EventTypes.ANONYMOUS_GTID, "Anonymous_Gtid"),
            Map.entry(EventTypes.PREVIOUS_GTIDS, "Previous_gtids"), Map.entry(EventTypes.HEARTBEAT, "Heartbeat"),
            Map.entry(EventTypes.INCIDENT, "Incident"), Map.entry(EventTypes.INTVAR, "Intvar"),
            Map.entry(EventTypes.RAND, "RAND"), Map.entry(EventTypes.USER_VAR, "User var"),
            Map.entry(EventTypes.ROWS_QUERY, "Rows_query"));

    private final World world;

    EventList(World world) {
        this.world = world;
    }

    ResultTable read(String path, String name, long from, Limit limit) throws IOException {
        ResultTable.Builder table = ResultTable.of(List.of(ColumnDefinition.text("Log_name"),
                ColumnDefinition.number("Pos"), ColumnDefinition.text("Event_type"),
                ColumnDefinition.number("Server_id"), ColumnDefinition.number("End_log_pos"),
                ColumnDefinition.text("Info")));
        long most = Math.min(limit.count(), MAX_ROWS);
        long seen = 0;
        try (BinlogReader reader = BinlogReader.open(world.files(), path, ReadOptions.RELAY_LOG)) {
            long size = reader.fileSize();
            if (reader.position() > from) {
                EncodedEvent description = reader.description();
                if (seen++ >= limit.offset() && seen <= limit.offset() + most) {
                    table.row(name, 4, "Format_desc", description.header().serverId(),
                            4 + description.length(), info(reader.decode(description), description.header()));
                }
            } else {
                reader.seek(from);
            }
            long start = reader.position();
            for (EncodedEvent event = reader.next(size); event != null
                    && seen < limit.offset() + most; event = reader.next(size)) {
                if (seen++ >= limit.offset()) {
                    table.row(name, start, name(event), event.header().serverId(),
                            event.header().endLogPos(), info(reader.decode(event), event.header()));
                }
                start = reader.position();
            }
        }
        return table.build();
    }

    private static String name(EncodedEvent event) {
        int type = event.type();
        boolean rows = type >= EventTypes.WRITE_ROWS && type <= EventTypes.WRITE_ROWS + 2;
        boolean rowsV1 = type >= EventTypes.WRITE_ROWS_V1 && type <= EventTypes.WRITE_ROWS_V1 + 2;
        if (rows || rowsV1) {
            String kind = List.of("Write", "Update", "Delete")
                    .get(type - (rows ? EventTypes.WRITE_ROWS : EventTypes.WRITE_ROWS_V1));
            return kind + "_rows" + (rows ? "" : "_v1");
        }
        return NAMES.getOrDefault(type, "Unknown");
    }

    private static String info(BinlogEvent event, EventHeader header) {
        return switch (event) {
            case FormatDescription format -> "Server ver: " + format.serverVersion() + ", Binlog ver: 4";
            case Query query -> (query.database().isEmpty() || query.sql().equals("BEGIN") ? ""
                    : "use `" + query.database() + "`; ") + query.sql();
            case Xid xid -> "COMMIT /* xid=" + xid.xid() + " */";
            case TableMap map -> "table_id: " + map.tableId() + " (" + map.database() + "." + map.table() + ")";
            case RowsEvent rows -> "table_id: " + rows.tableId() + (rows.endsStatement() ? " flags: STMT_END_F" : "");
            case Rotate rotate -> rotate.nextFile() + ";pos=" + rotate.position();
            case GtidLog gtid -> "SET @@SESSION.GTID_NEXT= '" + gtid.gtid() + "'";
            case AnonymousGtid _ -> "SET @@SESSION.GTID_NEXT= 'ANONYMOUS'";
            case PreviousGtids previous -> previous.gtids().toString();
            default -> header.type() == EventTypes.STOP ? "" : event.toString();
        };
    }
}
