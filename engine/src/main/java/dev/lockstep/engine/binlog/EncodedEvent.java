package dev.lockstep.engine.binlog;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One whole event as bytes: what stands in a file or travels in a dump stream. Immutable. Its header is read, its body is
 * not; {@link EventDecoder} does that.
 *
 * <p>A session encodes the events of its transaction before it knows where they will stand; the group's leader gives them
 * their place with {@link #placeAll}, which fixes end position and CRC (semisync.md F.1).
 */
public final class EncodedEvent {
    private final byte[] bytes;
    private final int start;
    private final int length;
    private final EventHeader header;
    private final Checksum checksum;
    /** Once it was computed; a race only computes it again. */
    private boolean verified;

    private EncodedEvent(byte[] bytes, EventHeader header, Checksum checksum) {
        this(bytes, 0, bytes.length, header, checksum);
    }

    private EncodedEvent(byte[] bytes, int start, int length, EventHeader header, Checksum checksum) {
        this.bytes = bytes;
        this.start = start;
        this.length = length;
        this.header = header;
        this.checksum = checksum;
    }

    /**
     * An event that was read; the array is kept and must not be changed. Malformed if the header's size isn't the number
     * of bytes, or too small for the checksum. The CRC is not looked at: see {@link #verify()}.
     *
     * @param checksum of the stream; a format description knows its own and ignores it
     */
    public static EncodedEvent wrap(byte[] bytes, Checksum checksum) {
        EventHeader header = EventHeader.read(new ByteReader(bytes));
        if (header.eventSize() != bytes.length) {
            throw new MalformedBytesException(
                    "event size " + header.eventSize() + " but " + bytes.length + " bytes", 9);
        }
        Checksum own = header.type() == EventTypes.FORMAT_DESCRIPTION ? FormatTrailer.checksum(bytes) : checksum;
        return roomy(new EncodedEvent(bytes, header, own));
    }

    /**
     * An event within an array that holds others, too, and that must not be changed any more.
     *
     * @param header read from there; the array has to hold as many bytes as it says
     */
    public static EncodedEvent within(byte[] bytes, int start, EventHeader header, Checksum checksum) {
        int length = Math.toIntExact(header.eventSize());
        Objects.checkFromIndexSize(start, length, bytes.length);
        if (header.type() == EventTypes.FORMAT_DESCRIPTION) {
            return wrap(Arrays.copyOfRange(bytes, start, start + length), checksum);
        }
        return roomy(new EncodedEvent(bytes, start, length, header, checksum));
    }

    private static EncodedEvent roomy(EncodedEvent event) {
        if (event.bodyLength() < 0) {
            throw new MalformedBytesException("event of " + event.length + " bytes has no room for its checksum", 9);
        }
        return event;
    }

    /** Header fields. */
    public EventHeader header() {
        return header;
    }

    /** Type code, see {@link EventTypes}. */
    public int type() {
        return header.type();
    }

    /** The checksum of this event; of a format description: of the events after it. */
    public Checksum checksum() {
        return checksum;
    }

    /** Bytes of the whole event. */
    public int length() {
        return length;
    }

    /** The array that holds the event from {@link #start()} on, not a copy: not to be changed. */
    public byte[] array() {
        return bytes;
    }

    /** Where the event begins in {@link #array()}. */
    public int start() {
        return start;
    }

    /** Appends the event as it is. */
    public void appendTo(ByteWriter out) {
        out.bytes(bytes, start, length);
    }

    /** A cursor over the body, without header, trailer and a format description's algorithm byte. */
    ByteReader body() {
        return new ByteReader(bytes, start + EventHeader.SIZE, bodyLength());
    }

    private int bodyLength() {
        return length - EventHeader.SIZE - trailerBytes();
    }

    private int trailerBytes() {
        return type() == EventTypes.FORMAT_DESCRIPTION ? FormatTrailer.lengthBytes(bytes) : checksum.trailerBytes();
    }

    /** Checks the CRC, if there is one. */
    public void verify() {
        if (checksum == Checksum.NONE || verified) {
            return;
        }
        long stored = new ByteReader(bytes, start + length - 4, 4).u32();
        long computed = crc(bytes, start, length);
        if (stored != computed) {
            throw new ChecksumMismatchException(type(), stored, computed, length - 4);
        }
        verified = true;
    }

    /** This event with another end position, and its CRC to match. */
    public EncodedEvent placedAt(long endLogPos) {
        ByteWriter out = new ByteWriter(length);
        place(out, endLogPos);
        return new EncodedEvent(out.toBytes(), withEnd(endLogPos), checksum);
    }

    /** Appends this event with another end position, and its CRC to match; end positions wrap at 4 GiB as in servers. */
    public void place(ByteWriter out, long endLogPos) {
        int at = out.size();
        appendTo(out);
        out.patch(at + EventHeader.END_LOG_POS_AT, endLogPos, 4);
        seal(out, at);
    }

    /**
     * Appends events one after the other as they shall stand in a file from {@code start} on.
     *
     * @return offset of the end of the last one
     */
    public static long placeAll(List<EncodedEvent> events, long start, ByteWriter out) {
        long end = start;
        for (EncodedEvent event : events) {
            end += event.length();
            event.place(out, end);
        }
        return end;
    }

    /** This event with or without trailer. A format description is returned as it is: its trailer is fixed. */
    public EncodedEvent withChecksum(Checksum wanted) {
        if (wanted == checksum || type() == EventTypes.FORMAT_DESCRIPTION) {
            return this;
        }
        int bodyEnd = length - checksum.trailerBytes();
        ByteWriter out = new ByteWriter(bodyEnd + wanted.trailerBytes());
        out.bytes(bytes, start, bodyEnd).zeros(wanted.trailerBytes()).patch(9, bodyEnd + wanted.trailerBytes(), 4);
        return sealed(out, wanted);
    }

    /** This event with other flags, and its CRC to match. */
    public EncodedEvent withFlags(int flags) {
        ByteWriter out = new ByteWriter(length);
        appendTo(out);
        out.patch(EventHeader.FLAGS_AT, flags, 2);
        return sealed(out, checksum);
    }

    /** Finishes what {@code out} holds from its start: header, body and room for the trailer. */
    static EncodedEvent sealed(ByteWriter out, Checksum checksum) {
        byte[] bytes = out.toBytes();
        EventHeader header = EventHeader.read(new ByteReader(bytes));
        seal(bytes, 0, bytes.length, header.type(), checksum);
        return new EncodedEvent(bytes, header, checksum);
    }

    private void seal(ByteWriter out, int at) {
        seal(out.array(), at, length, type(), checksum);
    }

    private static void seal(byte[] target, int at, int length, int type, Checksum checksum) {
        boolean description = type == EventTypes.FORMAT_DESCRIPTION;
        if (description ? !FormatTrailer.isThere(target, at) : checksum == Checksum.NONE) {
            return;
        }
        long crc = crc(target, at, length);
        for (int i = 0; i < 4; i++) {
            target[at + length - 4 + i] = (byte) (crc >>> (8 * i));
        }
    }

    /** CRC of all but the trailer; a format description's in-use flag counts as cleared (semisync.md B.1). */
    private static long crc(byte[] target, int at, int length) {
        boolean inUse = target[at + 4] == EventTypes.FORMAT_DESCRIPTION
                && (target[at + EventHeader.FLAGS_AT] & EventFlags.IN_USE) != 0;
        if (!inUse) {
            return Checksum.crc(target, at, length - 4);
        }
        byte[] copy = Arrays.copyOfRange(target, at, at + length - 4);
        copy[EventHeader.FLAGS_AT] &= (byte) ~EventFlags.IN_USE;
        return Checksum.crc(copy, 0, copy.length);
    }

    private EventHeader withEnd(long endLogPos) {
        return new EventHeader(header.timestampSeconds(), header.type(), header.serverId(), header.eventSize(),
                endLogPos & 0xffff_ffffL, header.flags());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedEvent event
                && Arrays.equals(bytes, start, start + length, event.bytes, event.start, event.start + event.length);
    }

    @Override
    public int hashCode() {
        return header.hashCode();
    }

    @Override
    public String toString() {
        return EventTypes.name(type()) + " of " + length + " bytes, end " + header.endLogPos();
    }
}
