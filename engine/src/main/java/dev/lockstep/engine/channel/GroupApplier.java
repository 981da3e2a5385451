package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.AnonymousGtid;
import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventDecoder;
import dev.lockstep.engine.binlog.EventFlags;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.binlog.EventTypes;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.binlog.GtidLog;
import dev.lockstep.engine.binlog.Incident;
import dev.lockstep.engine.binlog.Intvar;
import dev.lockstep.engine.binlog.MariaDbGtidLog;
import dev.lockstep.engine.binlog.Query;
import dev.lockstep.engine.binlog.Rand;
import dev.lockstep.engine.binlog.RowsEvent;
import dev.lockstep.engine.binlog.TableMap;
import dev.lockstep.engine.binlog.TransactionPayload;
import dev.lockstep.engine.binlog.Unknown;
import dev.lockstep.engine.binlog.UserVar;
import dev.lockstep.engine.binlog.Xid;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.Words;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Turns the events of a group into calls of an {@link Applier.Target}. States: outside a group; opened (a GTID was seen, the
 * next statement is the group, unless it is BEGIN); begun (COMMIT, ROLLBACK or XID ends it). A group that begins anew within
 * one, as after the source sent the rest of it once more from its start, drops what was applied of it.
 */
final class GroupApplier {
    static final int INCIDENT = 1590;
    private static final int NOT_SUPPORTED = 1235;
    private static final int NO_SUCH_TABLE = 1146;
    private static final int CORRUPT_EVENT = 1610;
    static final int CONVERSION_FAILED = 1677;
    private static final long DUMMY_TABLE = 0xff_ffff;

    private enum State {
        OUTSIDE, OPENED, BEGUN
    }

    /** Payloads are MySQL's, and what is in them has the lengths of 5.7. */
    private final EventDecoder payloads = new EventDecoder(FormatDescription.mySql57("8.0.20", 0, Checksum.NONE),
            Checksum.NONE);
    private final Applier.Target target;
    private final ServerProfile profile;
    private final Map<Long, TableMap> tables = new HashMap<>();
    private State state = State.OUTSIDE;

    /** Errors are told in the words of that version. */
    GroupApplier(Applier.Target target, ServerProfile profile) {
        this.target = target;
        this.profile = profile;
    }

    boolean inside() {
        return state != State.OUTSIDE;
    }

    /**
     * Applies an event.
     *
     * @param end of the event in the source's log
     * @return whether a group is complete with it
     */
    boolean apply(EventHeader header, BinlogEvent event, BinlogPosition end) throws ApplyException {
        switch (event) {
            case GtidLog gtid -> open(header, event);
            case AnonymousGtid gtid -> open(header, event);
            case MariaDbGtidLog gtid -> {
                open(header, event);
                state = (gtid.flags() & MariaDbGtidLog.STANDALONE) == 0 ? State.BEGUN : State.OPENED;
            }
            case Query query -> {
                return query(header, query, end);
            }
            case TableMap table -> tables.put(table.tableId(), table);
            case RowsEvent rows -> rows(header, rows);
            case Xid xid -> {
                return commit(header, end);
            }
            case Incident incident -> throw new ApplyException(INCIDENT, lost(incident));
            case Intvar _,Rand _,UserVar _ -> target.beforeStatement(event);
            case TransactionPayload payload -> {
                return payload(header, payload, end);
            }
            case Unknown unknown when unknown.type() == EventTypes.PARTIAL_UPDATE_ROWS -> throw notHere(
                    "partial updates of JSON values (binlog_row_value_options=PARTIAL_JSON on the master)");
            case Unknown unknown when unknown.type() == EventTypes.XA_PREPARE -> throw notHere("XA transactions");
            case Unknown unknown when !header.has(EventFlags.IGNORABLE) -> throw Applier.unreadable(profile);
            default -> {
                // statement context that row events do not need
            }
        }
        return false;
    }

    private static ApplyException notHere(String what) {
        String text = "This version of MySQL doesn't yet support '" + what + "'";
        return new ApplyException(NOT_SUPPORTED, text, text, "");
    }

    /** MySQL 5.7 spells it with one r; MariaDB cuts the message. */
    private String lost(Incident incident) {
        String what = "The incident " + (incident.code() == 1 ? "LOST_EVENTS" : "NOTHING");
        if (profile.words() == Words.SOURCE_REPLICA) {
            return what + " occurred on the source. Message: " + incident.message();
        }
        return switch (profile.dialect()) {
            case MYSQL -> what + " occured on the master. Message: " + incident.message();
            case MARIADB -> what + " occurred on the master. Message: "
                    + incident.message().substring(0, Math.min(64, incident.message().length()));
        };
    }

    private boolean payload(EventHeader header, TransactionPayload payload, BinlogPosition end) throws ApplyException {
        boolean complete = false;
        for (EncodedEvent event : payload.events()) {
            BinlogEvent body = payloads.decode(event);
            EventHeader own = event.header();
            complete = apply(new EventHeader(own.timestampSeconds(), own.type(), own.serverId(), own.eventSize(),
                    header.endLogPos(), own.flags()), body, end);
        }
        return complete;
    }

    private void open(EventHeader header, BinlogEvent gtid) throws ApplyException {
        abandon();
        target.begin(header, gtid);
        state = State.OPENED;
    }

    private boolean query(EventHeader header, Query query, BinlogPosition end) throws ApplyException {
        if (DownConversion.isDummy(query)) {
            return false;
        }
        String head = query.sql().substring(0, Math.min(query.sql().length(), 16)).strip().toUpperCase(Locale.ROOT);
        return switch (head) {
            case "BEGIN" -> {
                begin(header);
                yield false;
            }
            case "COMMIT" -> commit(header, end);
            case "ROLLBACK" -> {
                abandon();
                yield true;
            }
            default -> statement(header, query, end);
        };
    }

    private void begin(EventHeader header) throws ApplyException {
        if (state == State.BEGUN) {
            abandon();
        }
        if (state == State.OUTSIDE) {
            target.begin(header, null);
        }
        state = State.BEGUN;
    }

    private boolean statement(EventHeader header, Query query, BinlogPosition end) throws ApplyException {
        if (state == State.OUTSIDE) {
            target.begin(header, null);
            state = State.OPENED;
        }
        target.executeQuery(header, query);
        return state == State.OPENED && commit(header, end);
    }

    private void rows(EventHeader header, RowsEvent rows) throws ApplyException {
        TableMap table = tables.get(rows.tableId());
        if (table == null) {
            if (rows.tableId() == DUMMY_TABLE) {
                return;
            }
            throw Applier.unreadable(profile);
        }
        if (state == State.OUTSIDE) {
            target.begin(header, null);
            state = State.BEGUN;
        }
        try {
            target.applyRows(header, table, rows);
        } catch (ApplyException e) {
            throw inWordsOfRows(e, header, table, rows);
        }
        if ((rows.flags() & RowsEvent.STMT_END) != 0) {
            tables.clear();
        }
    }

    private ApplyException inWordsOfRows(ApplyException e, EventHeader header, TableMap table, RowsEvent rows) {
        String text = switch (e.errno()) {
            case NO_SUCH_TABLE -> "Error executing row event: '" + e.causeText() + "'";
            case CORRUPT_EVENT, CONVERSION_FAILED -> e.causeText();
            default -> "Could not execute " + EventTypes.name(rows.type()) + " event on table " + table.database() + "."
                    + table.table() + "; " + e.causeText() + ", Error_code: " + e.errno()
                    + (e.handlerError().isEmpty() ? "" : "; handler error " + e.handlerError())
                    + new ReceiverWords(profile).of("; the event's master log ") + "%s, end_log_pos "
                    + header.endLogPos();
        };
        return new ApplyException(e.errno(), text, e.causeText(), e.handlerError());
    }

    private boolean commit(EventHeader header, BinlogPosition end) throws ApplyException {
        target.commit(header, end);
        state = State.OUTSIDE;
        tables.clear();
        return true;
    }

    /** Undoes what was applied of a group that is not complete. */
    void abandon() {
        if (inside()) {
            target.rollback();
            state = State.OUTSIDE;
            tables.clear();
        }
    }
}
