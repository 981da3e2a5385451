package dev.lockstep.engine.profile;

/** When dump threads may read a group (semisync.md F.1, bug #70669). */
public enum BinlogPublish implements Switch {
    /** MySQL up to 5.6: a replica may have what a crashed source has lost. */
    AFTER_FLUSH("once it is written, before fsync: bug #70669"),
    /** MySQL 5.7 with sync_binlog=1, MariaDB. */
    AFTER_SYNC("once it is durable");

    private final String summary;

    BinlogPublish(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
