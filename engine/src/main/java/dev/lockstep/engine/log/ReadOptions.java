package dev.lockstep.engine.log;

/**
 * How a log is read.
 *
 * @param maxEventBytes an event larger than this is refused before anything is allocated for it
 * @param descriptions which format descriptions count
 * @param checksums whether CRCs are computed
 */
public record ReadOptions(int maxEventBytes, Descriptions descriptions, Checksums checksums) {
    /** The largest event that servers send: {@code slave_max_allowed_packet}, 1 GiB. */
    public static final int MAX_EVENT_BYTES = 1 << 30;
    /** A binlog. */
    public static final ReadOptions BINLOG = new ReadOptions(MAX_EVENT_BYTES, Descriptions.FIRST,
            Checksums.VERIFIED);
    /** A relay log. */
    public static final ReadOptions RELAY_LOG = new ReadOptions(MAX_EVENT_BYTES, Descriptions.EVERY,
            Checksums.VERIFIED);

    /** A binlog whose events are only handed on: {@code master_verify_checksum=OFF}. Who gets them verifies them. */
    public static final ReadOptions SERVED_BINLOG = new ReadOptions(MAX_EVENT_BYTES, Descriptions.FIRST,
            Checksums.LEFT);

    /** What becomes of an event's CRC. */
    public enum Checksums {
        /** It has to fit. */
        VERIFIED,
        /** Nobody looks at it. */
        LEFT
    }

    /** Which format descriptions say how to read what follows them. */
    public enum Descriptions {
        /** Only the one that begins the file: a binlog. */
        FIRST,
        /** Each one: a relay log, which holds its own and its source's. */
        EVERY
    }
}
