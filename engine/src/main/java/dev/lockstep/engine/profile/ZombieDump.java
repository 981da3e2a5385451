package dev.lockstep.engine.profile;

/** What a new dump thread does about an older one of the same replica, which serves a connection that is lost. */
public enum ZombieDump implements Switch {
    /** MySQL: tells it to end, and goes on. */
    SIGNALLED("is told to end; the new one goes on at once"),
    /** MariaDB: tells it to end, and waits; the limit of ten seconds in its code never comes. */
    AWAITED("is told to end; the new one waits until it has, however long that takes");

    private final String summary;

    ZombieDump(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
