package dev.lockstep.engine.profile;

/** When a dump thread puts the semi-sync header in front of events (semisync.md H.1, bugs #80122 and #105400). */
public enum HeaderReservation implements Switch {
    /** If the replica asked for it, even while semi-sync is disabled on the source: bug #80122. */
    REPLICA_ASKED("whenever the replica asked for it: bug #80122"),
    /** Only while semi-sync is enabled on the source, looked up for each packet: a replica that does not expect the change fails, bug #105400. */
    SOURCE_ENABLED("only while the source has semi-sync enabled: bug #105400");

    private final String summary;

    HeaderReservation(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
