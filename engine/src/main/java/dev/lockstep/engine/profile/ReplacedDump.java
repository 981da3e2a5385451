package dev.lockstep.engine.profile;

/**
 * What a replica reads whose dump thread ends because another one has come under the same identity. Facts: bugs #72581,
 * #77195; MariaDB's error 4052, tried on 10.11.19 and on MySQL 8.0.33.
 */
public enum ReplacedDump implements Switch {
    /** MySQL 5.5, MariaDB before 10.2.5: an end packet, as at a shutdown. Two with one identity drive each other out for ever. */
    END_PACKET("the end of the stream; it connects again"),
    /** MySQL 5.6.26 and later: the replica that came first stops and says why. */
    FATAL_ERROR("error 1236: another one has its identity; its receiver stops"),
    /** MariaDB: says why, but in an error at which a replica connects again. */
    SAME_ID_ERROR("error 4052: another one has its identity; it connects again");

    private final String summary;

    ReplacedDump(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
