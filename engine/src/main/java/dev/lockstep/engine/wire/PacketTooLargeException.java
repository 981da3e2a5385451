package dev.lockstep.engine.wire;

/** A packet is larger than the limit: server error 1153. Noticed from the frame's header, before its bytes are kept. */
public final class PacketTooLargeException extends FramingException {
    private static final long serialVersionUID = 1;

    private final long announcedBytes;
    private final int limitBytes;

    /** How large the packet is at least, and how large it may be. */
    public PacketTooLargeException(long announcedBytes, int limitBytes) {
        super("Got a packet bigger than 'max_allowed_packet' bytes: " + announcedBytes + " > " + limitBytes);
        this.announcedBytes = announcedBytes;
        this.limitBytes = limitBytes;
    }

    /** Bytes announced so far. */
    public long announcedBytes() {
        return announcedBytes;
    }

    /** The limit in bytes. */
    public int limitBytes() {
        return limitBytes;
    }
}
