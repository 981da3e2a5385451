package dev.lockstep.engine.profile;

/** What a plain SHUTDOWN does about transactions that no replica has acknowledged (MDEV-11853). */
public enum Shutdown implements Switch {
    /** Switches semi-sync off and ends; only SHUTDOWN WAIT FOR ALL SLAVES of MariaDB waits. */
    AT_ONCE("ends at once; updates may not be replicated: MDEV-11853"),
    /** Waits for their ACKs as SHUTDOWN WAIT FOR ALL SLAVES does, as long as a commit would. */
    AWAITS_ACKS("waits for ACKs first, as long as a commit would");

    private final String summary;

    Shutdown(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
