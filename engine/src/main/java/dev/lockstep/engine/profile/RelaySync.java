package dev.lockstep.engine.profile;

/** When the relay log is made durable, seen from an ACK (notes to MDEV-4698). */
public enum RelaySync implements Switch {
    /** All released servers: as {@code sync_relay_log} says, whether an ACK was sent or not. */
    WHEN_DUE("when sync_relay_log says; an ACK may be sent before, and a power cut then takes back what it promised"),
    /** Before each ACK as well. */
    BEFORE_ACK("when sync_relay_log says, and before each ACK");

    private final String summary;

    RelaySync(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
