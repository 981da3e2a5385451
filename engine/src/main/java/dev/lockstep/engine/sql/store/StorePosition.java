package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.binlog.BinlogPosition;

/**
 * How far the tables are, written in the same transaction as the rows. A store keeps one for each key.
 *
 * @param position in the own binlog, or in a source's binlog
 * @param detail what else the node wants to find again, such as a GTID set or the relay log position; the store does not
 *        read it
 */
public record StorePosition(BinlogPosition position, String detail) {
    /** Key of the node's own binlog. */
    public static final String BINLOG = "binlog";
    /** Before anything. */
    public static final StorePosition NOWHERE = new StorePosition(new BinlogPosition("", 0), "");

    /** Key of a channel: how far its source's events have been applied. */
    public static String channel(String name) {
        return "channel:" + name;
    }
}
