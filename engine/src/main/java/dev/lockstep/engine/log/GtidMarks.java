package dev.lockstep.engine.log;

import dev.lockstep.engine.binlog.BinlogEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which GTIDs are in the log before some places within its files, every so many bytes: so that a dump that begins at a GTID
 * need not read the file from its start. Kept in memory by who writes the log; of a file that was written before, or is too
 * short, there are none, and its first events say the same of its start. Any thread may call.
 */
public final class GtidMarks {
    /** So far apart at least. */
    private static final long STEP_BYTES = 1 << 16;

    /**
     * A place where no transaction is open.
     *
     * @param offset in the file
     * @param state what a file that began there would say of the GTIDs before it: Gtid_list or Previous_gtids
     */
    public record Mark(long offset, BinlogEvent state) {}

    private final Map<String, List<Mark>> byFile = new HashMap<>();

    /** Whether a file that has grown to {@code offset} is to be marked. */
    public synchronized boolean due(String file, long offset) {
        List<Mark> marks = byFile.get(file);
        return offset - (marks == null ? 0 : marks.getLast().offset()) >= STEP_BYTES;
    }

    /** Adds one behind the others of its file. */
    public synchronized void add(String file, Mark mark) {
        byFile.computeIfAbsent(file, any -> new ArrayList<>()).add(mark);
    }

    /** The last one of a file that fits. */
    public synchronized Optional<Mark> last(String file, Predicate<Mark> fits) {
        return byFile.getOrDefault(file, List.of()).reversed().stream().filter(fits).findFirst();
    }

    /** The file is gone. */
    public synchronized void forget(String file) {
        byFile.remove(file);
    }
}
