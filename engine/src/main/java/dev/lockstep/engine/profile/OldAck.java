package dev.lockstep.engine.profile;

/**
 * What becomes of an ACK that comes behind RESET MASTER from a dump that began before it. No server knows from which life of its
 * binlog an ACK is (semisync.md C.8 forgets positions, and that is all), and a position of the old binlog, further on than the
 * new one, lets every commit up to it pass. Seen on MariaDB 10.11.19: with both replicas held, a commit behind RESET MASTER
 * came back at once, counted in yes_tx, after one of them had been let go for a second. RESET MASTER is not meant for a
 * source whose replicas are connected.
 */
public enum OldAck implements Switch {
    /** It counts: until the new binlog has come as far, commits wait for nobody. */
    COUNTED("counts for the new binlog, whose commits then wait for nobody up to that position"),
    /** It does not. */
    IGNORED("does not count");

    private final String summary;

    OldAck(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
