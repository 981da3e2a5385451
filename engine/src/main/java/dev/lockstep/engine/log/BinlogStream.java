package dev.lockstep.engine.log;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.world.Files;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a log from a position on, file after file, as a dump thread or an applier does. It stops at the end that
 * the writer has published and goes on from there when asked again; waiting is the caller's business.
 *
 * <p>Not thread-safe; takes no lock. The supplier is asked once for each event and must not move backwards.
 */
public final class BinlogStream implements AutoCloseable {
    private final Files files;
    private final BinlogIndex index;
    private final Supplier<BinlogPosition> published;
    private final ReadOptions options;
    private BinlogReader reader;
    /** Size of the file being read once it is complete, 0 before. */
    private long completeUntil;
    private @Nullable Item first;

    /** What the stream gives. */
    public sealed interface Item {
        /** The file it is about. */
        String file();

        /**
         * A file is entered. A dump thread sends a made-up rotate to this file and the description; the first file also is
         * one.
         *
         * @param start offset at which the next event will be read
         * @param description the file's, as it stands there
         */
        record FileEntered(String file, long start, EncodedEvent description) implements Item {}

        /**
         * An event, without the description that begins a file.
         *
         * @param start its offset in the file
         */
        record Event(String file, long start, EncodedEvent event) implements Item {
            /** Where the event ends in this log; in a relay log not the header's end position. */
            public BinlogPosition end() {
                return new BinlogPosition(file, start + event.length());
            }
        }
    }

    private BinlogStream(Files files, BinlogIndex index, Supplier<BinlogPosition> published, ReadOptions options,
            BinlogReader reader) {
        this.files = files;
        this.index = index;
        this.published = published;
        this.options = options;
        this.reader = reader;
    }

    /**
     * Opens the log at {@code from}; an empty file name is the oldest file.
     *
     * @param published end up to which the log may be read: a file of the index and an offset in it
     * @throws LogPositionException if there is no such position
     */
    public static BinlogStream open(Files files, BinlogIndex index, BinlogPosition from,
            Supplier<BinlogPosition> published, ReadOptions options) throws IOException {
        List<String> names = index.names();
        String name = from.file().isEmpty() && !names.isEmpty() ? names.getFirst() : from.file();
        if (!names.contains(name)) {
            throw new LogPositionException("Could not find first log file name in binary log index file", from);
        }
        BinlogReader reader = BinlogReader.open(files, name, options);
        try {
            BinlogStream stream = new BinlogStream(files, index, published, options, reader);
            stream.start(from);
            return stream;
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private void start(BinlogPosition from) throws IOException {
        if (from.offset() > reader.fileSize()) {
            throw new LogPositionException("Client requested master to start replication from position > file size",
                    from);
        }
        if (from.offset() != BinlogPosition.FIRST_OFFSET) {
            reader.seek(from.offset());
        }
        first = entered(from.offset());
    }

    private Item entered(long start) {
        return new Item.FileEntered(reader.name(), start, reader.description());
    }

    /** The next item, or null if all that is published has been given. */
    public @Nullable Item next() throws IOException {
        if (first != null) {
            Item item = first;
            first = null;
            return item;
        }
        BinlogPosition end = published.get();
        long start = reader.position();
        EncodedEvent event = reader.next(limit(end));
        if (event != null) {
            return new Item.Event(reader.name(), start, event);
        }
        return isBehind(end) ? enterNext() : null;
    }

    /**
     * Hands events to a sink, as {@link BinlogReader#pass} does, within the present file and the published end; whatever it
     * leaves, {@link #next()} gives.
     *
     * @return where the last one that was taken begins, -1 if none was
     */
    public long pass(EventSink sink) throws IOException {
        return first == null ? reader.pass(limit(published.get()), sink) : -1;
    }

    private long limit(BinlogPosition end) throws IOException {
        if (end.file().equals(reader.name())) {
            return end.offset();
        }
        if (completeUntil == 0 && isBehind(end)) {
            completeUntil = reader.fileSize();
        }
        return completeUntil;
    }

    /** Whether the file being read is complete: the published end is in a later one. */
    private boolean isBehind(BinlogPosition end) {
        List<String> names = index.names();
        return names.indexOf(end.file()) > names.indexOf(reader.name());
    }

    private Item enterNext() throws IOException {
        Optional<String> name = index.after(reader.name());
        if (name.isEmpty()) {
            throw new LogPositionException("could not find next log", position());
        }
        BinlogReader next = BinlogReader.open(files, name.get(), options);
        reader.close();
        reader = next;
        completeUntil = 0;
        return entered(BinlogPosition.FIRST_OFFSET);
    }

    /** Leaves out what comes before an offset of the present file at which an event begins; never goes back. */
    public void skipTo(long offset) throws IOException {
        if (offset > reader.position()) {
            reader.seek(offset);
        }
    }

    /** Where the next event will be read. */
    public BinlogPosition position() {
        return new BinlogPosition(reader.name(), reader.position());
    }

    /** The body of the event that {@link #next()} gave last. */
    public BinlogEvent decode(EncodedEvent event) throws DamagedLogException {
        return reader.decode(event);
    }

    @Override
    public void close() {
        reader.close();
    }
}
