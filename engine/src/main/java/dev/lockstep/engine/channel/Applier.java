package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.binlog.Query;
import dev.lockstep.engine.binlog.RowsEvent;
import dev.lockstep.engine.binlog.TableMap;
import org.jspecify.annotations.Nullable;

/** The SQL thread of a channel. */
public final class Applier {
    /** What transactions are applied to. Called by the applier's thread only, in the order of the relay log. */
    public interface Target extends AutoCloseable {
        /**
         * A group begins.
         *
         * @param gtid the event that names it, null if the source writes none
         */
        void begin(EventHeader header, @Nullable BinlogEvent gtid) throws ApplyException;

        /** Rows of a table. */
        void applyRows(EventHeader header, TableMap table, RowsEvent rows) throws ApplyException;

        /** A statement other than BEGIN, COMMIT and ROLLBACK; DDL commits by itself, and {@link #commit} follows. */
        void executeQuery(EventHeader header, Query query) throws ApplyException;

        /**
         * The group is complete: rows and position become visible together.
         *
         * @param sourcePosition end of the group's last event in the source's binlog
         */
        void commit(EventHeader header, BinlogPosition sourcePosition) throws ApplyException;

        /** Undoes the group that has begun, if any. */
        void rollback();

        /** The applier ends. */
        @Override
        void close();
    }

    private Applier() {}
}
