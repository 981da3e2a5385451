package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.sql.store.StorePosition;
import dev.lockstep.engine.world.Files;
import dev.lockstep.engine.world.WorldFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far each channel is, for each replicated transaction that goes through the own binlog: where the transaction ends there,
 * and where it ended on its source. The store keeps the same together with the rows, but lags behind the binlog after a
 * crash; what is replayed from the binlog then brings its position from here, and no group is applied twice. A line is handed
 * to the operating system before its transaction is, so a killed process loses none; a power cut may.
 *
 * <p>Two files: the newer one is written to, the older one is deleted when that is full, which is long after the store has
 * what it speaks of. They outlive a restart, because after a crash the store may be found older than it was at the last
 * start. Written under {@code LOCK_log}.
 */
public final class AppliedJournal implements AutoCloseable {
    private static final List<String> NAMES = List.of("applied-positions.1", "applied-positions.2");
    private static final long FULL_BYTES = 2 << 20;

    private final Files files;
    private WorldFile file;
    private String name;
    private long size;

    private AppliedJournal(Files files, String name) throws IOException {
        this.files = files;
        this.name = name;
        this.size = whole(files, name).length();
        this.file = files.open(name);
        this.file.truncate(size);
    }

    /**
     * Goes on with what is there.
     *
     * @param end of the own binlog; a line of a transaction behind it, which a crash has torn or recovery has cut off, is left
     *        out, since another transaction may come to end at the same place
     */
    public static AppliedJournal open(Files files, BinlogPosition end) throws IOException {
        for (String name : NAMES) {
            cutBehind(files, name, end);
        }
        Optional<BinlogPosition> first = last(files, NAMES.getFirst());
        Optional<BinlogPosition> second = last(files, NAMES.getLast());
        boolean later = second.isPresent() && (first.isEmpty() || second.get().compareTo(first.get()) > 0);
        return new AppliedJournal(files, later ? NAMES.getLast() : NAMES.getFirst());
    }

    /** All but a last line that was torn by a crash; in letters that take one byte each. */
    private static String whole(Files files, String name) throws IOException {
        String text = files.exists(name) ? new String(files.readAll(name), StandardCharsets.ISO_8859_1) : "";
        return text.substring(0, text.lastIndexOf('\n') + 1);
    }

    private static void cutBehind(Files files, String name, BinlogPosition end) throws IOException {
        String text = whole(files, name);
        StringBuilder kept = new StringBuilder(text.length());
        text.lines().filter(line -> !isBehind(line.split("\t", 3), end))
                .forEach(line -> kept.append(line).append('\n'));
        if (kept.length() < text.length()) {
            files.replace(name, kept.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static boolean isBehind(String[] cells, BinlogPosition end) {
        return cells.length > 1 && position(cells[0], cells[1]).filter(own -> own.compareTo(end) > 0).isPresent();
    }

    private static Optional<BinlogPosition> last(Files files, String name) throws IOException {
        String[] cells = whole(files, name).lines().reduce("", (before, line) -> line).split("\t", -1);
        return cells.length < 2 ? Optional.empty() : position(cells[0], cells[1]);
    }

    /** The own binlog begins anew, with names of files that it has had before. */
    void clear() throws IOException {
        file.close();
        for (String old : NAMES) {
            files.delete(old);
        }
        name = NAMES.getFirst();
        file = files.open(name);
        size = 0;
    }

    /** What one says that a crash has left, by the end of the transaction in the own binlog. */
    public static Map<BinlogPosition, Map<String, StorePosition>> read(Files files) throws IOException {
        Map<BinlogPosition, Map<String, StorePosition>> known = new HashMap<>();
        for (String name : NAMES) {
            byte[] bytes = whole(files, name).getBytes(StandardCharsets.ISO_8859_1);
            new String(bytes, StandardCharsets.UTF_8).lines().forEach(line -> add(known, line.split("\t", -1)));
        }
        return known;
    }

    private static void add(Map<BinlogPosition, Map<String, StorePosition>> known, String[] cells) {
        Optional<BinlogPosition> own = cells.length == 6 ? position(cells[0], cells[1]) : Optional.empty();
        Optional<BinlogPosition> source = own.isPresent() ? position(cells[3], cells[4]) : Optional.empty();
        source.ifPresent(there -> known.computeIfAbsent(own.get(), end -> new HashMap<>()).put(cells[2],
                new StorePosition(there, cells[5])));
    }

    private static Optional<BinlogPosition> position(String file, String offset) {
        try {
            return Optional.of(new BinlogPosition(file, Long.parseLong(offset)));
        } catch (NumberFormatException damaged) {
            return Optional.empty();
        }
    }

    /** Notes the positions of a transaction that is about to be written to the own binlog. */
    void write(BinlogPosition end, Map<String, StorePosition> positions) throws IOException {
        StringBuilder lines = new StringBuilder();
        positions.forEach((key, at) -> lines.append(String.join("\t", end.file(), Long.toString(end.offset()), key,
                at.position().file(), Long.toString(at.position().offset()), at.detail())).append('\n'));
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        if (size > FULL_BYTES) {
            next();
        }
        file.write(size, bytes, 0, bytes.length);
        size += bytes.length;
    }

    private void next() throws IOException {
        file.close();
        name = NAMES.get(1 - NAMES.indexOf(name));
        files.delete(name);
        file = files.open(name);
        size = 0;
    }

    @Override
    public void close() {
        file.close();
    }
}
