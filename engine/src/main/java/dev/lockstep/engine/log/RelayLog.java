package dev.lockstep.engine.log;

import dev.lockstep.engine.binlog.ArtificialEvents;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventEncoder;
import dev.lockstep.engine.binlog.EventFlags;
import dev.lockstep.engine.binlog.EventTypes;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.world.Files;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The log that a receiver writes and an applier reads (semisync.md B.3). Each file begins with the replica's own format
 * description, flagged {@link EventFlags#RELAY_LOG}; then come the source's events as they were sent, with positions of the
 * source. Only their checksum is added or taken away if the source's stream differs from what is in force in the file.
 * A file that follows another begins with a made-up rotate and the source's description, so that it can be read alone.
 *
 * <p>No locking here: callers hold the relay log's {@code LOCK_log}; {@link #end()} may be read without.
 */
public final class RelayLog implements AutoCloseable {
    private final Files files;
    private final BinlogDirectory directory;
    private final EventEncoder encoder;
    private final FormatDescription format;
    private final RelayRecovery recovery;
    private final SourceTracker source;
    private BinlogFile file;
    private Checksum checksum;
    private volatile BinlogPosition end;
    /** Whether the index is durable, and with it the name of the file. */
    private boolean named;

    private RelayLog(Files files, BinlogDirectory directory, EventEncoder encoder, FormatDescription format,
            long nowSeconds, Saving saving) throws IOException {
        this.files = files;
        this.directory = directory;
        this.encoder = encoder;
        this.format = format;
        directory.forgetLost();
        directory.deleteStrays();
        recovery = RelayRecovery.of(files, directory.index().names());
        source = new SourceTracker(format);
        recovery.sourceDescription().ifPresent(source::accept);
        recovery.sourceEnd().ifPresent(at -> source.accept(ArtificialEvents.rotate(encoder, at)));
        file = directory.create(description(nowSeconds), List.of(), saving);
        named = saving == Saving.DURABLE;
        checksum = format.checksum();
        begin();
        end = file.end();
    }

    /**
     * Opens the relay log of that base name: repairs what a crash left, then begins a new file, as servers do at each
     * start.
     *
     * @param encoder of the log's own events
     * @param format the replica's own; its checksum must be the encoder's
     * @param nowSeconds Unix time for the new file's description
     */
    public static RelayLog open(Files files, String base, EventEncoder encoder, FormatDescription format,
            long nowSeconds) throws IOException {
        return open(files, base, encoder, format, nowSeconds, Saving.DURABLE);
    }

    /** The same; if it is loose, the new file's name is durable from the first {@link #sync()} on. */
    public static RelayLog open(Files files, String base, EventEncoder encoder, FormatDescription format,
            long nowSeconds, Saving saving) throws IOException {
        if (encoder.checksum() != format.checksum()) {
            throw new IllegalArgumentException("encoder and format description differ in their checksum");
        }
        return new RelayLog(files, BinlogDirectory.open(files, base), encoder, format, nowSeconds, saving);
    }

    private EncodedEvent description(long nowSeconds) {
        return encoder.encode(format, nowSeconds, EventFlags.RELAY_LOG);
    }

    private void begin() throws IOException {
        if (source.position().isPresent()) {
            append(ArtificialEvents.rotate(encoder, source.position().get()));
        }
        if (source.description().isPresent()) {
            EncodedEvent sent = ArtificialEvents.descriptionMidFile(source.description().get());
            append(sent.withFlags(sent.header().flags() | EventFlags.ARTIFICIAL));
        }
        file.flush();
    }

    /** What opening the log found. */
    public RelayRecovery recovery() {
        return recovery;
    }

    /**
     * Appends an event of the source; readers see it after {@link #flush()}.
     *
     * @return where it begins
     */
    public BinlogPosition append(EncodedEvent event) throws IOException {
        BinlogPosition start = file.end();
        EncodedEvent stored = event.withChecksum(checksum);
        source.accept(stored);
        if (stored.type() == EventTypes.FORMAT_DESCRIPTION) {
            checksum = stored.checksum();
        }
        file.appendVerbatim(stored);
        return start;
    }

    /**
     * Appends bytes as they came, though they do not make an event: the receiver misread its stream. What the file then
     * holds behind them, nobody can read.
     *
     * @return where they begin
     */
    public BinlogPosition appendRaw(byte[] bytes) throws IOException {
        BinlogPosition start = file.end();
        file.appendRaw(bytes);
        return start;
    }

    /** Hands what was appended to the file and lets readers see it. */
    public void flush() throws IOException {
        file.flush();
        end = file.end();
    }

    /** Makes what was flushed durable: {@code sync_relay_log}. */
    public void sync() throws IOException {
        file.sync();
        name();
    }

    private void name() throws IOException {
        if (!named) {
            directory.force();
            named = true;
        }
    }

    /** Goes on in a new file. */
    public void rotate(long nowSeconds) throws IOException {
        EventEncoder inForce = new EventEncoder(encoder.serverId(), checksum);
        file = directory.rotate(file, rotate -> inForce.encode(rotate, nowSeconds, EventFlags.RELAY_LOG),
                description(nowSeconds), List.of());
        named = true;
        checksum = format.checksum();
        begin();
        end = file.end();
    }

    /** Bytes of the file that is written to. */
    public long fileBytes() {
        return file.size();
    }

    /** End of what readers may see. May be called from any thread. */
    public BinlogPosition end() {
        return end;
    }

    /** How far the source's log is in this one, flushed or not; empty until the source has named its file. */
    public Optional<BinlogPosition> sourceEnd() {
        return source.position();
    }

    /** Names of the files, oldest first. */
    public BinlogIndex index() {
        return directory.index();
    }

    /** Bytes of all files: {@code Relay_Log_Space}. */
    public long totalBytes() throws IOException {
        return directory.totalBytes();
    }

    /** Deletes the files before {@code name}, which the applier has done with; returns their names. */
    public List<String> purgeBefore(String name) throws IOException {
        return directory.purgeBefore(name);
    }

    /** Reads from a position of this log on, up to {@link #end()}. */
    public BinlogStream stream(BinlogPosition from) throws IOException {
        Supplier<BinlogPosition> published = this::end;
        return BinlogStream.open(files, directory.index(), from, published, ReadOptions.RELAY_LOG);
    }

    /** Ends the current file cleanly. */
    @Override
    public void close() throws IOException {
        file.close();
        name();
    }

    /** Closes and deletes all files: {@code RESET SLAVE}. */
    public void delete() throws IOException {
        delete(Saving.DURABLE);
    }

    /** The same; if it is loose, the index may name some of them again after a power cut. */
    public void delete(Saving saving) throws IOException {
        file.abandon();
        directory.reset(saving);
    }
}
