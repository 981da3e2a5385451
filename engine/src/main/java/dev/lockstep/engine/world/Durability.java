package dev.lockstep.engine.world;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What of a machine's files is durable, so that a power cut can be played: for each file that was changed and not forced
 * since, its durable size and the durable bytes that were overwritten below it. A file counts as there from its first force
 * on; a rename and a deletion are durable at once, as with a journaling file system that forces folders. Belongs to the
 * machine, not to a process: what a killed server wrote is still only in memory. Thread-safe; one writer a file at a time.
 */
final class Durability {
    private static final long NEVER_THERE = -1;

    private static final class Old {
        private final long position;
        private final byte[] bytes;

        private Old(long position, byte[] bytes) {
            this.position = position;
            this.bytes = bytes;
        }
    }

    /** A file that is not all durable. */
    private static final class Dirty {
        private long durableSize;
        private long changes;
        private long lastStart;
        private long lastEnd;
        private List<Old> overwritten = new ArrayList<>();

        private Dirty(long durableSize) {
            this.durableSize = durableSize;
        }
    }

    /** What a file was when a force of it began. */
    record Mark(long size, long changes, int overwritten) {}

    /**
     * What a crash has taken.
     *
     * @param lost bytes that are not there any more
     */
    record Loss(String file, long size, long lost) {}

    private final Map<Path, Dirty> dirty = new ConcurrentHashMap<>();

    /** A file was made that was not there before. */
    void created(Path path) {
        dirty.putIfAbsent(path, new Dirty(NEVER_THERE));
    }

    /** To be called before bytes are written. */
    void writes(Path path, FileChannel channel, long position, int length) throws IOException {
        Dirty file = of(path, channel);
        synchronized (file) {
            keep(file, channel, position, position + length);
            file.changes++;
            file.lastStart = position;
            file.lastEnd = position + length;
        }
    }

    /** To be called before a file is cut off. */
    void truncates(Path path, FileChannel channel, long size) throws IOException {
        Dirty file = of(path, channel);
        synchronized (file) {
            keep(file, channel, size, Long.MAX_VALUE);
            file.changes++;
            file.lastStart = 0;
            file.lastEnd = 0;
        }
    }

    private Dirty of(Path path, FileChannel channel) throws IOException {
        Dirty known = dirty.get(path);
        if (known == null) {
            known = new Dirty(channel.size());
            Dirty other = dirty.putIfAbsent(path, known);
            return other == null ? known : other;
        }
        return known;
    }

    private static void keep(Dirty file, FileChannel channel, long from, long to) throws IOException {
        int length = Math.clamp(Math.min(to, file.durableSize) - from, 0, Integer.MAX_VALUE);
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {
            // on
        }
        if (bytes.position() > 0) {
            file.overwritten.add(new Old(from, java.util.Arrays.copyOf(bytes.array(), bytes.position())));
        }
    }

    /** To be called before a force; null if there is nothing to make durable. */
    @Nullable
    Mark forceBegins(Path path, FileChannel channel) throws IOException {
        Dirty file = dirty.get(path);
        if (file == null) {
            return null;
        }
        synchronized (file) {
            return new Mark(channel.size(), file.changes, file.overwritten.size());
        }
    }

    /** To be called after a force that did not fail. */
    void forced(Path path, @Nullable Mark mark) {
        Dirty file = dirty.get(path);
        if (file == null || mark == null) {
            return;
        }
        synchronized (file) {
            file.durableSize = mark.size();
            file.overwritten = new ArrayList<>(
                    file.overwritten.subList(Math.min(mark.overwritten(), file.overwritten.size()),
                            file.overwritten.size()));
            if (file.changes == mark.changes()) {
                dirty.remove(path, file);
            }
        }
    }

    void deleted(Path path) {
        dirty.remove(path);
    }

    void renamed(Path from, Path to) {
        Dirty moved = dirty.remove(from);
        if (moved == null) {
            dirty.remove(to);
        } else {
            dirty.put(to, moved);
        }
    }

    /** The machine comes up again with what was durable. */
    List<Loss> losePower() throws IOException {
        List<Loss> losses = new ArrayList<>();
        for (Path path : List.copyOf(dirty.keySet())) {
            Dirty file = dirty.remove(path);
            if (file != null) {
                synchronized (file) {
                    losses.add(restore(path, file));
                }
            }
        }
        losses.removeIf(loss -> loss.lost() <= 0);
        return losses;
    }

    private static Loss restore(Path path, Dirty file) throws IOException {
        String name = String.valueOf(path.getFileName());
        long size = 0;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            size = channel.size();
            for (int i = file.overwritten.size() - 1; i >= 0; i--) {
                Old old = file.overwritten.get(i);
                channel.write(ByteBuffer.wrap(old.bytes), old.position);
            }
            channel.truncate(Math.max(0, file.durableSize));
        } catch (NoSuchFileException _) {
            return new Loss(name, 0, 0);
        }
        if (file.durableSize == NEVER_THERE) {
            java.nio.file.Files.deleteIfExists(path);
        }
        return new Loss(name, Math.max(0, file.durableSize), size - Math.max(0, file.durableSize));
    }

    /** The last write of each such file that was not forced got to disk in part only; what is there now is durable. */
    List<Loss> tear(Predicate<String> which) throws IOException {
        List<Loss> losses = new ArrayList<>();
        for (Path path : List.copyOf(dirty.keySet())) {
            String name = String.valueOf(path.getFileName());
            Dirty file = which.test(name) ? dirty.remove(path) : null;
            if (file != null) {
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    long size = channel.size();
                    if (file.lastEnd == size && file.lastStart < size) {
                        long kept = file.lastStart + (size - file.lastStart) / 2;
                        channel.truncate(kept);
                        losses.add(new Loss(name, kept, size - kept));
                    }
                } catch (NoSuchFileException _) {
                    // it is gone
                }
            }
        }
        return losses;
    }
}
