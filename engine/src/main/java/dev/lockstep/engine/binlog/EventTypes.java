package dev.lockstep.engine.binlog;

import java.util.Map;

/** Type codes of events (semisync.md B.1) and their names as {@code SHOW BINLOG EVENTS} prints them. */
public final class EventTypes {
    public static final int QUERY = 2;
    public static final int STOP = 3;
    public static final int ROTATE = 4;
    public static final int INTVAR = 5;
    public static final int RAND = 13;
    public static final int USER_VAR = 14;
    public static final int FORMAT_DESCRIPTION = 15;
    public static final int XID = 16;
    public static final int TABLE_MAP = 19;
    public static final int WRITE_ROWS_V1 = 23;
    public static final int UPDATE_ROWS_V1 = 24;
    public static final int DELETE_ROWS_V1 = 25;
    public static final int INCIDENT = 26;
    public static final int HEARTBEAT = 27;
    public static final int ROWS_QUERY = 29;
    public static final int WRITE_ROWS = 30;
    public static final int UPDATE_ROWS = 31;
    public static final int DELETE_ROWS = 32;
    public static final int GTID = 33;
    public static final int ANONYMOUS_GTID = 34;
    public static final int PREVIOUS_GTIDS = 35;
    public static final int XA_PREPARE = 38;
    public static final int PARTIAL_UPDATE_ROWS = 39;
    public static final int TRANSACTION_PAYLOAD = 40;
    public static final int HEARTBEAT_V2 = 41;
    public static final int MARIADB_ANNOTATE_ROWS = 160;
    public static final int MARIADB_BINLOG_CHECKPOINT = 161;
    public static final int MARIADB_GTID = 162;
    public static final int MARIADB_GTID_LIST = 163;
    public static final int MARIADB_QUERY_COMPRESSED = 165;
    public static final int MARIADB_WRITE_ROWS_COMPRESSED_V1 = 166;
    public static final int MARIADB_WRITE_ROWS_COMPRESSED = 169;
    public static final int MARIADB_DELETE_ROWS_COMPRESSED = 171;

    private static final Map<Integer, String> NAMES = Map.ofEntries(Map.entry(1, "Start_v3"), Map.entry(QUERY, "Query"),
            Map.entry(STOP, "Stop"), Map.entry(ROTATE, "Rotate"), Map.entry(INTVAR, "Intvar"), Map.entry(RAND, "RAND"),
            Map.entry(USER_VAR, "User var"), Map.entry(FORMAT_DESCRIPTION, "Format_desc"), Map.entry(XID, "Xid"),
            Map.entry(17, "Begin_load_query"), Map.entry(18, "Execute_load_query"), Map.entry(TABLE_MAP, "Table_map"),
            Map.entry(20, "Write_rows_event_old"), Map.entry(21, "Update_rows_event_old"),
            Map.entry(22, "Delete_rows_event_old"), Map.entry(WRITE_ROWS_V1, "Write_rows_v1"),
            Map.entry(UPDATE_ROWS_V1, "Update_rows_v1"), Map.entry(DELETE_ROWS_V1, "Delete_rows_v1"),
            Map.entry(INCIDENT, "Incident"), Map.entry(HEARTBEAT, "Heartbeat"), Map.entry(28, "Ignorable"),
            Map.entry(ROWS_QUERY, "Rows_query"), Map.entry(WRITE_ROWS, "Write_rows"),
            Map.entry(UPDATE_ROWS, "Update_rows"), Map.entry(DELETE_ROWS, "Delete_rows"), Map.entry(GTID, "Gtid"),
            Map.entry(ANONYMOUS_GTID, "Anonymous_Gtid"), Map.entry(PREVIOUS_GTIDS, "Previous_gtids"),
            Map.entry(36, "Transaction_context"), Map.entry(37, "View_change"), Map.entry(XA_PREPARE, "XA_prepare"),
            Map.entry(PARTIAL_UPDATE_ROWS, "Update_rows_partial"),
            Map.entry(TRANSACTION_PAYLOAD, "Transaction_payload"),
            Map.entry(HEARTBEAT_V2, "Heartbeat_v2"), Map.entry(MARIADB_ANNOTATE_ROWS, "Annotate_rows"),
            Map.entry(MARIADB_BINLOG_CHECKPOINT, "Binlog_checkpoint"), Map.entry(MARIADB_GTID, "Gtid"),
            Map.entry(MARIADB_GTID_LIST, "Gtid_list"), Map.entry(164, "Start_encryption"),
            Map.entry(MARIADB_QUERY_COMPRESSED, "Query_compressed"), Map.entry(166, "Write_rows_compressed_v1"),
            Map.entry(167, "Update_rows_compressed_v1"), Map.entry(168, "Delete_rows_compressed_v1"),
            Map.entry(169, "Write_rows_compressed"), Map.entry(170, "Update_rows_compressed"),
            Map.entry(171, "Delete_rows_compressed"));

    private EventTypes() {}

    /** Whether it is a statement as text, compressed or not. */
    public static boolean isQuery(int type) {
        return type == QUERY || type == MARIADB_QUERY_COMPRESSED;
    }

    /** Whether it is rows that MariaDB has compressed. */
    static boolean isCompressedRows(int type) {
        return type >= MARIADB_WRITE_ROWS_COMPRESSED_V1 && type <= MARIADB_DELETE_ROWS_COMPRESSED;
    }

    /** The name that {@code SHOW BINLOG EVENTS} prints; {@code Unknown} for a code without one. */
    public static String name(int type) {
        return NAMES.getOrDefault(type, "Unknown");
    }
}
