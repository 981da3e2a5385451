package dev.lockstep.engine.log;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventFlags;
import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.world.Files;
import dev.lockstep.engine.world.WorldFile;
import java.io.IOException;
import java.util.List;

/**
 * The log file that is written to. What is appended stays in memory until {@link #flush()} and is safe from a crash of the
 * machine only after {@link #sync()}. While the file is open its format description carries the in-use flag;
 * {@link #close()} clears it, so that a file with the flag is one whose server crashed.
 *
 * <p>No locking here: one thread at a time, the holder of {@code LOCK_log} ({@code LOCK_sync} for {@link #sync()}, which may
 * run beside appends of others).
 */
public final class BinlogFile implements AutoCloseable {
    /** What each file begins with. */
    static final byte[] MAGIC = {(byte) 0xfe, 'b', 'i', 'n'};

    private static final int FLAGS_AT = MAGIC.length + 17;
    private static final int SPILL_BYTES = 1 << 20;

    private final WorldFile file;
    private final String name;
    private final ByteWriter pending = new ByteWriter(1 << 14);
    private long written;

    private BinlogFile(WorldFile file, String name, long written) {
        this.file = file;
        this.name = name;
        this.written = written;
    }

    /**
     * Begins a file: magic, format description with the in-use flag, then {@code first}; all are placed and durable on
     * return. A file of that name is overwritten.
     */
    public static BinlogFile create(Files files, String name, EncodedEvent description, List<EncodedEvent> first)
            throws IOException {
        BinlogFile log = createLoosely(files, name, description, first);
        log.sync();
        return log;
    }

    /** The same, not durable before {@link #sync()}. */
    static BinlogFile createLoosely(Files files, String name, EncodedEvent description, List<EncodedEvent> first)
            throws IOException {
        WorldFile file = files.open(name);
        file.truncate(0);
        BinlogFile log = new BinlogFile(file, name, 0);
        log.pending.bytes(MAGIC);
        log.append(List.of(description.withFlags(description.header().flags() | EventFlags.IN_USE)));
        log.append(first);
        log.flush();
        return log;
    }

    /** Goes on writing a file that recovery left at {@code size} bytes; sets its in-use flag again. */
    public static BinlogFile resume(Files files, String name, long size) throws IOException {
        WorldFile file = files.open(name);
        file.truncate(size);
        BinlogFile log = new BinlogFile(file, name, size);
        log.flags(log.flags() | EventFlags.IN_USE);
        return log;
    }

    /** Name in the data folder. */
    public String name() {
        return name;
    }

    /** Bytes appended, flushed or not. */
    public long size() {
        return written + pending.size();
    }

    /** Bytes that {@link #flush()} has handed to the file: what readers may see. */
    public long flushed() {
        return written;
    }

    /** The end of what is appended. */
    public BinlogPosition end() {
        return new BinlogPosition(name, size());
    }

    /**
     * Appends events, fixing their end positions and CRCs to where they stand now.
     *
     * @return offset of the end of the last one
     */
    public long append(List<EncodedEvent> events) throws IOException {
        long end = EncodedEvent.placeAll(events, size(), pending);
        spill();
        return end;
    }

    /** Appends an event as it is, with the positions of another server. */
    public void appendVerbatim(EncodedEvent event) throws IOException {
        event.appendTo(pending);
        spill();
    }

    /** Appends bytes whatever they are: what a receiver took for an event. */
    public void appendRaw(byte[] bytes) throws IOException {
        pending.bytes(bytes);
        spill();
    }

    private void spill() throws IOException {
        if (pending.size() > SPILL_BYTES) {
            flush();
        }
    }

    /** Hands what is pending to the operating system. */
    public void flush() throws IOException {
        if (pending.size() > 0) {
            file.write(written, pending.array(), 0, pending.size());
            written += pending.size();
            pending.clear();
        }
    }

    /** Makes what was flushed durable. */
    public void sync() throws IOException {
        file.force();
    }

    /** Ends the file cleanly: flushes, clears the in-use flag, makes all durable. */
    @Override
    public void close() throws IOException {
        try (file) {
            flush();
            file.force();
            flags(flags() & ~EventFlags.IN_USE);
            file.force();
        }
    }

    /** Lets go of the file as a crash would: what is pending is lost, the in-use flag stays. */
    public void abandon() {
        file.close();
    }

    private int flags() throws IOException {
        byte[] bytes = new byte[2];
        if (file.read(FLAGS_AT, bytes, 0, 2) < 2) {
            throw new DamagedLogException(DamagedLogException.Damage.TORN, name, FLAGS_AT,
                    "no format description", null);
        }
        return new ByteReader(bytes).u16();
    }

    private void flags(int flags) throws IOException {
        file.write(FLAGS_AT, new ByteWriter(2).u16(flags).toBytes(), 0, 2);
    }
}
