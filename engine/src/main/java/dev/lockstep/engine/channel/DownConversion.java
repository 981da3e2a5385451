package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventEncoder;
import dev.lockstep.engine.binlog.EventFlags;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.binlog.EventTypes;
import dev.lockstep.engine.binlog.MariaDbGtidLog;
import dev.lockstep.engine.binlog.Query;
import dev.lockstep.engine.binlog.RawBytes;
import dev.lockstep.engine.binlog.StatusVars;
import dev.lockstep.engine.binlog.UserVar;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a replica is sent in place of MariaDB's own events that it does not know, as its {@code @mariadb_slave_capability}
 * says: BEGIN for a GTID, a comment of the same length for the others, or nothing if it takes holes (semisync.md A.3; what
 * {@code send_event_to_slave} and {@code dummy_event} do in MariaDB 10). Lengths stay, so that positions do.
 */
final class DownConversion {
    private static final int TYPES = 256;
    private static final int TAKES_HOLES = 2;
    private static final int KNOWS_CHECKPOINTS = 3;
    private static final int KNOWS_GTIDS = 4;
    private static final int QUERY_BYTES = EventHeader.SIZE + 13 + 1;
    private static final int USER_VAR_BYTES = EventHeader.SIZE + 4 + 1;
    private static final String BEGIN = "BEGIN";
    private static final byte FILLER = (byte) 0xff;

    /** What becomes of events of a type. */
    enum Fate {
        /** They go out as they are. */
        SENT,
        /** The replica does not get them. */
        LEFT_OUT,
        /** {@link #sent} has to see each. */
        CONVERTED
    }

    private final long capability;
    private final Fate[] fates = new Fate[TYPES];

    /**
     * For one dump.
     *
     * @param capability what the replica said, 0 if nothing
     * @param annotated whether it asked for the texts of statements
     */
    DownConversion(long capability, boolean annotated) {
        this.capability = capability;
        Arrays.fill(fates, Fate.SENT);
        fates[EventTypes.MARIADB_ANNOTATE_ROWS] = known(annotated && capability > 0);
        fates[EventTypes.MARIADB_BINLOG_CHECKPOINT] = known(capability >= KNOWS_CHECKPOINTS);
        fates[EventTypes.MARIADB_GTID_LIST] = known(capability >= KNOWS_GTIDS);
        fates[EventTypes.MARIADB_GTID] = capability >= KNOWS_GTIDS ? Fate.SENT : Fate.CONVERTED;
    }

    private Fate known(boolean sent) {
        return sent ? Fate.SENT : capability >= TAKES_HOLES ? Fate.LEFT_OUT : Fate.CONVERTED;
    }

    /** What becomes of events of that type, 0 to 255. */
    Fate fate(int type) {
        return fates[type];
    }

    /** What to send; null for nothing. {@code body} is asked for only where it counts. */
    @Nullable
    EncodedEvent sent(EncodedEvent event, Supplier<BinlogEvent> body) {
        return switch (fate(event.type())) {
            case SENT -> event;
            case LEFT_OUT -> null;
            case CONVERTED -> event.type() == EventTypes.MARIADB_GTID ? gtid(event, body.get()) : holeOrDummy(event);
        };
    }

    private @Nullable EncodedEvent gtid(EncodedEvent event, BinlogEvent body) {
        boolean standalone = body instanceof MariaDbGtidLog gtid && (gtid.flags() & MariaDbGtidLog.STANDALONE) != 0;
        return standalone ? holeOrDummy(event) : begin(event);
    }

    private @Nullable EncodedEvent holeOrDummy(EncodedEvent event) {
        return capability >= TAKES_HOLES ? null : dummy(event);
    }

    private static int bytes(EncodedEvent event) {
        return event.length() - (event.checksum() == Checksum.NONE ? 0 : 4);
    }

    private static EncodedEvent begin(EncodedEvent event) {
        byte[] filler = new byte[Math.max(0, bytes(event) - QUERY_BYTES - BEGIN.length())];
        Arrays.fill(filler, FILLER);
        return as(event, new Query(0, "", new StatusVars(RawBytes.of(filler)), BEGIN));
    }

    /** Null for an event that is shorter than any that could stand for it: no statement that changes rows is. */
    private static @Nullable EncodedEvent dummy(EncodedEvent event) {
        if (bytes(event) < USER_VAR_BYTES) {
            return null;
        }
        int room = bytes(event) - QUERY_BYTES;
        if (room < 0) {
            return as(event, new UserVar("!dummyvar".substring(0, Math.min(9, bytes(event) - USER_VAR_BYTES)), null));
        }
        String text = "# Dummy event replacing event type " + event.type() + " that slave cannot handle.";
        String fitting = text.length() > room ? text.substring(0, room) : text + " ".repeat(room - text.length());
        return as(event, new Query(0, "", StatusVars.NONE, fitting));
    }

    private static EncodedEvent as(EncodedEvent event, BinlogEvent body) {
        EventHeader header = event.header();
        return new EventEncoder(header.serverId(), event.checksum()).encode(body, header.timestampSeconds(),
                header.flags() | EventFlags.SUPPRESS_USE, header.endLogPos());
    }

    /** Whether a statement is such a comment. */
    static boolean isDummy(Query query) {
        return query.sql().isBlank() || query.sql().startsWith("#") && query.sql().indexOf('\n') < 0;
    }
}
