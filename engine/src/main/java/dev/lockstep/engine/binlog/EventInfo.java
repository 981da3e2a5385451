package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** The Info column of {@code SHOW BINLOG EVENTS}. */
public final class EventInfo {
    private static final int BINLOG_VERSION = 4;

    private EventInfo() {}

    /** What the server prints about an event. */
    public static String of(EventHeader header, BinlogEvent event) {
        return switch (event) {
            case FormatDescription format -> "Server ver: " + format.serverVersion() + ", Binlog ver: "
                    + BINLOG_VERSION;
            case Rotate rotate -> rotate.nextFile() + ";pos=" + Long.toUnsignedString(rotate.position());
            case Query query -> query(header, query);
            case Xid xid -> "COMMIT /* xid=" + Long.toUnsignedString(xid.xid()) + " */";
            case TableMap map -> "table_id: " + map.tableId() + " (" + map.database() + "." + map.table() + ")";
            case RowsEvent rows -> rows(rows);
            case GtidLog gtid -> "SET @@SESSION.GTID_NEXT= '" + gtid.gtid() + "'";
            case AnonymousGtid gtid -> "SET @@SESSION.GTID_NEXT= 'ANONYMOUS'";
            case PreviousGtids previous -> previous.gtids().toString();
            case MariaDbGtidLog gtid -> mariaDbGtid(header, gtid);
            case GtidList list -> list.gtids().stream().map(Object::toString).collect(Collectors.joining(",", "[",
                    "]"));
            case BinlogCheckpoint checkpoint -> checkpoint.file();
            case AnnotateRows annotate -> annotate.sql();
            case RowsQuery query -> "# " + query.sql();
            case Incident incident -> "#" + incident.code() + " (" + (incident.code() == 1 ? "LOST_EVENTS" : "NONE")
                    + ")" + (incident.message().isEmpty() ? "" : ": " + incident.message());
            case Intvar intvar -> intvar.kind() + "=" + Long.toUnsignedString(intvar.value());
            case Rand rand -> "rand_seed1=" + Long.toUnsignedString(rand.seed1()) + ",rand_seed2="
                    + Long.toUnsignedString(rand.seed2());
            case UserVar variable -> userVariable(variable);
            case Heartbeat heartbeat -> "";
            case Stop stop -> "";
            case TransactionPayload payload -> "compression='"
                    + (payload.compression() == TransactionPayload.ZSTD ? "ZSTD" : "NONE") + "', decompressed_size="
                    + payload.plainBytes() + " bytes";
            case Unknown unknown -> "";
        };
    }

    private static String query(EventHeader header, Query query) {
        boolean use = !query.database().isEmpty() && !header.has(EventFlags.SUPPRESS_USE);
        return (use ? "use `" + query.database().replace("`", "``") + "`; " : "") + query.sql();
    }

    private static String rows(RowsEvent rows) {
        List<String> flags = new ArrayList<>();
        String[] names = {"STMT_END_F", "NO_FOREIGN_KEY_CHECKS_F", "RELAXED_UNIQUE_CHECKS_F", "COMPLETE_ROWS_F"};
        for (int i = 0; i < names.length; i++) {
            if ((rows.flags() & 1 << i) != 0) {
                flags.add(names[i]);
            }
        }
        return "table_id: " + rows.tableId() + (flags.isEmpty() ? "" : " flags: " + String.join(" ", flags));
    }

    private static String mariaDbGtid(EventHeader header, MariaDbGtidLog gtid) {
        boolean standalone = (gtid.flags() & MariaDbGtidLog.STANDALONE) != 0;
        boolean group = (gtid.flags() & MariaDbGtidLog.GROUP_COMMIT_ID) != 0;
        return (standalone ? "GTID " : "BEGIN GTID ") + gtid.gtid(header.serverId())
                + (group ? " cid=" + Long.toUnsignedString(gtid.commitId()) : "");
    }

    private static String userVariable(UserVar variable) {
        UserVar.Value value = variable.value();
        String name = "@`" + variable.name().replace("`", "``") + "`=";
        if (value == null) {
            return name + "NULL";
        }
        return name + switch (value.kind()) {
            case INT -> eight(value) ? integer(value) : "0x" + value.bytes();
            case REAL -> eight(value)
                    ? real(Double.longBitsToDouble(value.bytes().reader().u64()))
                    : "0x" + value.bytes();
            case STRING -> "_" + Collations.charsetName((int) value.collation()) + " X'"
                    + HexFormat.of().withUpperCase().formatHex(value.bytes().toBytes()) + "' COLLATE "
                    + Collations.name((int) value.collation());
            case DECIMAL -> decimal(value.bytes().reader());
            case ROW -> "0x" + value.bytes();
        };
    }

    private static boolean eight(UserVar.Value value) {
        return value.bytes().size() == Long.BYTES;
    }

    private static String real(double number) {
        boolean finite = !Double.isNaN(number) && !Double.isInfinite(number);
        return finite
                ? new BigDecimal(number, new MathContext(14)).stripTrailingZeros().toPlainString()
                : String.valueOf(number);
    }

    private static String decimal(ByteReader in) {
        return PackedDecimal.read(in, in.u8(), in.u8()).toPlainString();
    }

    private static String integer(UserVar.Value value) {
        long number = value.bytes().reader().u64();
        boolean unsigned = value.tail().size() > 0 && (value.tail().at(0) & 1) != 0;
        return unsigned ? new BigInteger(Long.toUnsignedString(number)).toString() : Long.toString(number);
    }
}
