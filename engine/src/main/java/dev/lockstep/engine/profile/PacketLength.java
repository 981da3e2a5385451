package dev.lockstep.engine.profile;

/** Whether a receiver thread compares the length that an event declares with that of its packet. */
public enum PacketLength implements Switch {
    /** It takes the packet's. */
    TRUSTED("not compared"),
    /** It refuses an event that differs: seen of MariaDB 10.11.19. */
    CHECKED("an event that declares another length is refused");

    private final String summary;

    PacketLength(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
