package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.AnnotateRows;
import dev.lockstep.engine.binlog.AnonymousGtid;
import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.GtidLog;
import dev.lockstep.engine.binlog.Intvar;
import dev.lockstep.engine.binlog.MariaDbGtidLog;
import dev.lockstep.engine.binlog.Query;
import dev.lockstep.engine.binlog.Rand;
import dev.lockstep.engine.binlog.RowsEvent;
import dev.lockstep.engine.binlog.RowsQuery;
import dev.lockstep.engine.binlog.TableMap;
import dev.lockstep.engine.binlog.TransactionPayload;
import dev.lockstep.engine.binlog.UserVar;
import dev.lockstep.engine.binlog.Xid;
import java.util.Locale;

/**
 * {@code sql_slave_skip_counter} of a channel: events to pass over. It counts events, but never comes to its end within a
 * group, so that 1 passes over one whole group (manuals of both servers; {@code do_shall_skip} of each event). Set while the
 * applier does not run, counted down by its thread.
 */
final class SkipCounter {
    private volatile long left;
    /** A GTID was passed over, and the group behind it has not begun yet. */
    private boolean opened;
    /** BEGIN was passed over, or what stands for it. */
    private boolean begun;

    /** {@code Skip_Counter}. */
    long left() {
        return left;
    }

    /** So many from the next event on. */
    void set(long events) {
        left = events;
    }

    /** An applier begins at the start of a group. */
    void restart() {
        opened = false;
        begun = false;
    }

    /** Whether the last event that was passed over ended a group, or belonged to none. */
    boolean betweenGroups() {
        return !opened && !begun;
    }

    /** Whether to pass over this event. */
    boolean skips(BinlogEvent event) {
        if (left == 0) {
            return false;
        }
        switch (event) {
            case GtidLog _,AnonymousGtid _ -> open();
            case MariaDbGtidLog gtid -> {
                open();
                begun = (gtid.flags() & MariaDbGtidLog.STANDALONE) == 0;
            }
            case Query query -> query(query.sql());
            case TableMap _,RowsQuery _,AnnotateRows _,Intvar _,Rand _,UserVar _ -> countButTheLast();
            case RowsEvent rows -> {
                if (left > 1 || (rows.flags() & RowsEvent.STMT_END) != 0) {
                    count();
                }
            }
            case Xid _,TransactionPayload _ -> close();
            default -> count();
        }
        return true;
    }

    private void open() {
        countButTheLast();
        opened = true;
    }

    private void query(String sql) {
        switch (sql.substring(0, Math.min(sql.length(), 16)).strip().toUpperCase(Locale.ROOT)) {
            case "BEGIN" -> {
                countButTheLast();
                begun = true;
            }
            case "COMMIT", "ROLLBACK" -> close();
            default -> {
                opened = false;
                count();
            }
        }
    }

    private void close() {
        opened = false;
        begun = false;
        left--;
    }

    private void countButTheLast() {
        if (left > 1) {
            left--;
        }
    }

    private void count() {
        if (left > 1 || !begun) {
            left--;
        }
    }
}
