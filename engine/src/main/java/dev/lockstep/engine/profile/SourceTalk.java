package dev.lockstep.engine.profile;

/** How a receiver talks with its source before the dump and after it. */
public enum SourceTalk implements Switch {
    /** All released servers. */
    WAITS("waits for each answer before it asks the next; STOP SLAVE waits for the KILL of the old dump"),
    /** The same requests in the same order, without a way to the source and back for each. */
    AHEAD("sends what it will ask in one go, and to a source that it knows the request of the dump, too; "
            + "the KILL of the old dump has a thread of its own");

    private final String summary;

    SourceTalk(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
