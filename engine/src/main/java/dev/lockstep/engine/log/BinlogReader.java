package dev.lockstep.engine.log;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventDecoder;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.binlog.EventTypes;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.log.DamagedLogException.Damage;
import dev.lockstep.engine.world.Files;
import dev.lockstep.engine.world.WorldFile;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one log file event by event, up to an end that the caller names, while another thread may append behind that end.
 * CRCs are verified unless the options say otherwise. Nothing is allocated from a length that the file does not hold or the options do not allow.
 *
 * <p>Not thread-safe; takes no lock.
 */
public final class BinlogReader implements AutoCloseable {
    private final WorldFile file;
    private final String name;
    private final ReadOptions options;
    private final ReadBuffer buffer;
    private EncodedEvent description;
    private EventDecoder decoder;
    private long position = BinlogPosition.FIRST_OFFSET;

    private BinlogReader(WorldFile file, String name, ReadOptions options) throws IOException {
        this.file = file;
        this.name = name;
        this.options = options;
        this.buffer = new ReadBuffer(file);
        checkMagic();
        description = readDescription();
        decoder = new EventDecoder(EventDecoder.formatDescription(description));
    }

    /** Opens a file and reads its format description. */
    public static BinlogReader open(Files files, String name, ReadOptions options) throws IOException {
        WorldFile file = files.openForReading(name);
        try {
            return new BinlogReader(file, name, options);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void checkMagic() throws IOException {
        byte[] magic = new byte[BinlogFile.MAGIC.length];
        if (file.read(0, magic, 0, magic.length) < magic.length || !Arrays.equals(magic, BinlogFile.MAGIC)) {
            throw new DamagedLogException(Damage.NO_LOG, name, 0, "the file does not begin with fe 62 69 6e", null);
        }
    }

    private EncodedEvent readDescription() throws IOException {
        EncodedEvent first = read(file.size(), Checksum.NONE);
        try {
            if (first != null) {
                EventDecoder.formatDescription(first);
                return first;
            }
        } catch (MalformedBytesException e) {
            throw new DamagedLogException(Damage.NO_LOG, name, 4, "no format description: " + e.getMessage(), e);
        }
        throw new DamagedLogException(Damage.TORN, name, 4, "the file has no format description", null);
    }

    /** File name. */
    public String name() {
        return name;
    }

    /** The format description that begins the file, as it stands there. */
    public EncodedEvent description() {
        return description;
    }

    /** Its content. */
    public FormatDescription format() {
        return EventDecoder.formatDescription(description);
    }

    /** Decodes the events that {@link #next} has returned and returns next. */
    public EventDecoder decoder() {
        return decoder;
    }

    /** The body of an event that this reader returned last. */
    public BinlogEvent decode(EncodedEvent event) throws DamagedLogException {
        try {
            return decoder.decode(event);
        } catch (MalformedBytesException e) {
            throw DamagedLogException.of(name, position - event.length(), event.header(), e);
        }
    }

    /** Offset of the next event. */
    public long position() {
        return position;
    }

    /** Size of the file now. */
    public long fileSize() throws IOException {
        return file.size();
    }

    /**
     * Goes to the event at {@code offset}; whether one begins there shows on reading. In a relay log the descriptions before
     * it are read.
     */
    public void seek(long offset) throws IOException {
        if (offset < BinlogPosition.FIRST_OFFSET) {
            throw new LogPositionException("Client requested master to start replication from position < 4",
                    new BinlogPosition(name, offset));
        }
        if (options.descriptions() == ReadOptions.Descriptions.EVERY) {
            if (offset < position) {
                position = BinlogPosition.FIRST_OFFSET;
            }
            hopTo(offset);
        }
        position = offset;
    }

    private void hopTo(long offset) throws IOException {
        while (position < offset) {
            EventHeader header = header(offset);
            if (header.type() == EventTypes.FORMAT_DESCRIPTION) {
                next(offset);
            } else {
                position += header.eventSize();
            }
        }
    }

    /**
     * The next event, or null if the log ends here for now. An event that begins before {@code end} and ends behind it is
     * torn.
     *
     * @param end offset up to which the file is complete: the published end, or the file's size
     */
    public @Nullable EncodedEvent next(long end) throws IOException {
        EncodedEvent event = read(end, decoder.checksum());
        boolean description = event != null && event.type() == EventTypes.FORMAT_DESCRIPTION;
        if (event != null && description && options.descriptions() == ReadOptions.Descriptions.EVERY) {
            decoder = new EventDecoder(EventDecoder.formatDescription(event));
        }
        return event;
    }

    /**
     * Hands events to a sink as they stand here, from the next one on, until it refuses one, the log ends, or one comes that
     * has to be looked at with {@link #next}: a description, one that does not fit, and any if CRCs are to be verified.
     *
     * @param end as there
     * @return where the last one that was taken begins, -1 if none was
     */
    public long pass(long end, EventSink sink) throws IOException {
        long last = -1;
        while (options.checksums() == ReadOptions.Checksums.LEFT && end - position >= EventHeader.SIZE) {
            int at = buffer.index(position, EventHeader.SIZE, end);
            long size = EventHeader.eventSize(buffer.bytes(), at);
            if (size < EventHeader.SIZE + decoder.checksum().trailerBytes() || size > options.maxEventBytes()
                    || size > end - position || EventHeader.type(buffer.bytes(), at) == EventTypes.FORMAT_DESCRIPTION) {
                break;
            }
            at = buffer.index(position, (int) size, end);
            if (!sink.take(buffer.bytes(), at, (int) size)) {
                break;
            }
            last = position;
            position += size;
        }
        return last;
    }

    private @Nullable EncodedEvent read(long end, Checksum checksum) throws IOException {
        if (position >= end) {
            return null;
        }
        long start = position;
        EventHeader header = header(end);
        if (header.eventSize() > options.maxEventBytes()) {
            throw new DamagedLogException(Damage.TOO_LARGE, name, start, header, "event of " + header.eventSize()
                    + " bytes, at most " + options.maxEventBytes() + " are allowed", null);
        }
        if (header.eventSize() > end - start) {
            throw torn(start, header, header.eventSize(), end);
        }
        int at = buffer.index(start, (int) header.eventSize(), end);
        try {
            EncodedEvent event = EncodedEvent.within(buffer.array(), at, header, checksum);
            if (options.checksums() == ReadOptions.Checksums.VERIFIED) {
                event.verify();
            }
            position = start + event.length();
            return event;
        } catch (MalformedBytesException e) {
            throw DamagedLogException.of(name, start, header, e);
        }
    }

    private EventHeader header(long end) throws IOException {
        if (end - position < EventHeader.SIZE) {
            throw torn(position, null, EventHeader.SIZE, end);
        }
        int at = buffer.index(position, EventHeader.SIZE, end);
        try {
            return EventHeader.read(new ByteReader(buffer.array(), at, EventHeader.SIZE));
        } catch (MalformedBytesException e) {
            throw DamagedLogException.of(name, position, null, e);
        }
    }

    private DamagedLogException torn(long start, @Nullable EventHeader header, long size, long end) {
        return new DamagedLogException(Damage.TORN, name, start, header,
                "an event of " + size + " bytes, but the log ends after " + (end - start), null);
    }

    @Override
    public void close() {
        file.close();
    }
}
