package dev.lockstep.engine.log;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.Rotate;
import dev.lockstep.engine.world.Files;
import dev.lockstep.engine.world.WorldFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The files of one log: {@code base.000001} and on, and {@code base.index}. A file is created and made durable before the
 * index names it, and the index forgets a file before that is deleted; so the index never names a file that is not whole.
 *
 * <p>No locking here: callers hold {@code LOCK_log} and {@code LOCK_index} as the servers do; {@link #index()} may be read
 * without.
 */
public final class BinlogDirectory {
    private static final int DIGITS = 6;

    private final Files files;
    private final String base;
    private final BinlogIndex index;
    private final GtidMarks marks = new GtidMarks();

    private BinlogDirectory(Files files, String base, BinlogIndex index) {
        this.files = files;
        this.base = base;
        this.index = index;
    }

    /**
     * A file of the log.
     *
     * @param bytes its size
     */
    public record LogFile(String name, long bytes) {}

    /** The log of that base name, as its index says. */
    public static BinlogDirectory open(Files files, String base) throws IOException {
        return new BinlogDirectory(files, base, BinlogIndex.open(files, base + ".index"));
    }

    /** The list of files. */
    public BinlogIndex index() {
        return index;
    }

    /** Places within the files by their GTIDs. */
    public GtidMarks marks() {
        return marks;
    }

    /** The newest file that the index names. */
    public Optional<String> last() {
        List<String> names = index.names();
        return names.isEmpty() ? Optional.empty() : Optional.of(names.getLast());
    }

    /** The name that the next file gets: one more than the highest number in the folder or the index. */
    public String nextName() throws IOException {
        long highest = 0;
        List<String> all = new ArrayList<>(files.list(folder()).stream().map(this::inFolder).toList());
        all.addAll(index.names());
        for (String name : all) {
            highest = Math.max(highest, number(name).orElse(0));
        }
        return base + "." + String.format(Locale.ROOT, "%0" + DIGITS + "d", highest + 1);
    }

    private String folder() {
        int slash = base.lastIndexOf('/');
        return slash < 0 ? "" : base.substring(0, slash);
    }

    private String inFolder(String name) {
        int slash = base.lastIndexOf('/');
        return slash < 0 || name.startsWith(folder() + "/") ? name : base.substring(0, slash + 1) + name;
    }

    /** The number of a file of this log. */
    private OptionalLong number(String name) {
        if (!name.startsWith(base + ".")) {
            return OptionalLong.empty();
        }
        String digits = name.substring(base.length() + 1);
        return digits.matches("\\d{6,18}") ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }

    /** Begins the next file and enters it in the index. */
    public BinlogFile create(EncodedEvent description, List<EncodedEvent> first) throws IOException {
        return create(nextName(), description, first, Saving.DURABLE);
    }

    /** The same; what is loose is durable after {@link BinlogFile#sync()} and {@link #force()}. */
    BinlogFile create(EncodedEvent description, List<EncodedEvent> first, Saving saving) throws IOException {
        return create(nextName(), description, first, saving);
    }

    private BinlogFile create(String name, EncodedEvent description, List<EncodedEvent> first, Saving saving)
            throws IOException {
        BinlogFile file = switch (saving) {
            case DURABLE -> BinlogFile.create(files, name, description, first);
            case LOOSE -> BinlogFile.createLoosely(files, name, description, first);
        };
        index.add(name, saving);
        return file;
    }

    /** Makes the index durable. */
    void force() throws IOException {
        index.force();
    }

    /**
     * Ends {@code current} with a rotate event, durable and closed, and begins the next file.
     *
     * @param encode encodes the rotate event with the writer's header fields and checksum
     * @param description of the next file
     * @param first events of the next file after its description
     */
    public BinlogFile rotate(BinlogFile current, Function<Rotate, EncodedEvent> encode, EncodedEvent description,
            List<EncodedEvent> first) throws IOException {
        String next = nextName();
        Rotate rotate = new Rotate(BinlogPosition.FIRST_OFFSET, next.substring(next.lastIndexOf('/') + 1));
        current.append(List.of(encode.apply(rotate)));
        current.close();
        return create(next, description, first, Saving.DURABLE);
    }

    /** Files and sizes, oldest first. */
    public List<LogFile> list() throws IOException {
        List<LogFile> list = new ArrayList<>();
        for (String name : index.names()) {
            list.add(new LogFile(name, files.exists(name) ? files.size(name) : 0));
        }
        return list;
    }

    /** Bytes of all files. */
    public long totalBytes() throws IOException {
        return list().stream().mapToLong(LogFile::bytes).sum();
    }

    /**
     * Deletes all files before {@code file}.
     *
     * @return the names of the deleted ones; none if the index does not name {@code file}
     */
    public List<String> purgeBefore(String file) throws IOException {
        List<String> names = index.names();
        int keep = Math.max(0, names.indexOf(file));
        List<String> purged = names.subList(0, keep);
        if (!purged.isEmpty()) {
            index.replace(names.subList(keep, names.size()), Saving.DURABLE);
            for (String name : purged) {
                marks.forget(name);
                files.delete(name);
            }
        }
        return purged;
    }

    /** Deletes all files and the list: {@code RESET MASTER}, {@code RESET SLAVE}. Numbers begin at 1 again. */
    public void reset() throws IOException {
        reset(Saving.DURABLE);
    }

    /** If it is loose, the index goes on naming what is gone until the next file is entered: {@link #forgetLost()}. */
    void reset(Saving saving) throws IOException {
        List<String> names = index.names();
        switch (saving) {
            case DURABLE -> index.replace(List.of(), saving);
            case LOOSE -> index.suppose(List.of());
        }
        for (String name : names) {
            marks.forget(name);
            files.delete(name);
        }
        deleteStrays();
    }

    /**
     * Takes names off the end of the index whose files were deleted loosely, or made loosely and taken by a power cut, or
     * left by it without so much as their beginning. The next file that is entered takes them off the file, too.
     */
    void forgetLost() throws IOException {
        List<String> names = new ArrayList<>(index.names());
        while (!names.isEmpty() && lost(names.getLast())) {
            names.removeLast();
        }
        index.suppose(names);
    }

    private boolean lost(String name) throws IOException {
        if (!files.exists(name)) {
            return true;
        }
        try (BinlogReader reader = BinlogReader.open(files, name, ReadOptions.RELAY_LOG)) {
            return false;
        } catch (DamagedLogException e) {
            return e.damage() == DamagedLogException.Damage.TORN || files.size(name) == 0;
        }
    }

    /** Deletes files of this log that the index does not name: left by a crash during rotation, purge or reset. */
    List<String> deleteStrays() throws IOException {
        List<String> strays = new ArrayList<>();
        for (String name : files.list(folder())) {
            String whole = inFolder(name);
            if (number(whole).isPresent() && !index.names().contains(whole)) {
                files.delete(whole);
                strays.add(whole);
            }
        }
        return strays;
    }

    /**
     * Repairs the log after a crash: deletes stray files, finds the end of the last whole transaction in the last file and
     * truncates what is behind it. Empty if the log has no files.
     */
    public Optional<Recovery> recover(ReadOptions options) throws IOException {
        deleteStrays();
        Optional<String> last = last();
        return last.isEmpty() ? Optional.empty() : Optional.of(Recovery.of(files, last.get(), options));
    }

    /**
     * Takes away what is behind a position: later files, and the rest of its own.
     *
     * @return how many bytes that was; none if the index does not name the position's file
     */
    public long truncate(BinlogPosition end) throws IOException {
        List<String> names = index.names();
        int keep = names.indexOf(end.file()) + 1;
        if (keep == 0) {
            return 0;
        }
        long before = totalBytes();
        index.replace(names.subList(0, keep), Saving.DURABLE);
        for (String name : names.subList(keep, names.size())) {
            files.delete(name);
        }
        try (WorldFile file = files.open(end.file())) {
            file.truncate(end.offset());
            file.force();
        }
        return before - totalBytes();
    }

    /** Reads from a position on, across files, up to the end that the caller publishes. */
    public BinlogStream stream(BinlogPosition from, Supplier<BinlogPosition> end,
            ReadOptions options) throws IOException {
        return BinlogStream.open(files, index, from, end, options);
    }
}
