package dev.lockstep.engine.sql.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RandomAccessStore;

/**
 * The file of a store, kept so that one who opens it after a crash finds what was brought to disk last.
 *
 * <p>H2 writes all that has changed as one chunk: at the file's end, where it is found again, or into a gap, and then the
 * file's header has to name it. H2 2.5.252 writes that header before it has noted the new chunk as the last one
 * ({@code RandomAccessStore.writeChunk}, {@code FileStore.storeBuffer}), so the header names the one before, and a chunk in a
 * gap is not found after a crash, nor are those behind it. The header is therefore written once more here, and read back.
 *
 * <p>Gaps come from chunks that nothing refers to any more. H2 would give them up before a header says so; here they are kept
 * until it does and is on disk. So whatever the header names is whole at any moment.
 */
final class StoreFile {
    private static final int HEADER_BYTES = 4096;
    private static final Pattern VERSION = Pattern.compile("[,:]version:([0-9a-f]{1,16})[,\n]");

    private final MVStore store;
    private final FileStore<?> chunks;
    private final int reuseMillis;
    private final Method writeHeader;

    /**
     * H2's writer thread is put to rest: it would write while transactions run.
     *
     * @param reuseDelay how long a chunk stays in the file at least
     */
    StoreFile(MVStore store, Duration reuseDelay) {
        this.store = store;
        this.chunks = store.getFileStore();
        this.reuseMillis = Math.clamp(reuseDelay.toMillis(), 0, Integer.MAX_VALUE);
        // A delay of 0 would make every commit write; one of some days is never reached between two flushes.
        store.setAutoCommitDelay((int) Duration.ofDays(7).toMillis());
        chunks.setRetentionTime(Integer.MAX_VALUE);
        try {
            writeHeader = RandomAccessStore.class.getDeclaredMethod("writeStoreHeader");
            writeHeader.setAccessible(true);
        } catch (NoSuchMethodException changed) {
            throw new IllegalStateException("another version of H2: nothing is known of how it writes its header",
                    changed);
        }
    }

    /**
     * Hands all that has changed to H2's threads that write. Pages of a version do not change any more, so sessions may go on
     * meanwhile.
     */
    void takeSnapshot() {
        long version = store.getCurrentVersion();
        store.tryCommit();
        if (store.getCurrentVersion() == version) {
            store.commit();
        }
    }

    /**
     * Waits until what was handed over is in the file, on disk, and found by one who opens it after a crash; then gives up
     * what is not needed any more. False if it would not be found; {@link MVStoreException} if the store was closed.
     */
    boolean settle() {
        boolean[] named = new boolean[1];
        store.executeFilestoreOperation(() -> named[0] = nameLastChunk());
        store.sync();
        if (!named[0] || store.isClosed() || store.getPanicException() != null) {
            return false;
        }
        store.executeFilestoreOperation(this::giveUpGaps);
        return true;
    }

    /** While nothing is written. */
    private boolean nameLastChunk() {
        long last = chunks.lastChunkVersion();
        if (namedVersion() < last) {
            try {
                writeHeader.invoke(chunks);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof MVStoreException closed) {
                    throw closed;
                }
                throw new IllegalStateException(e);
            }
        }
        return namedVersion() >= last;
    }

    /** Version of the chunk that the header in the file names; -1 if none. */
    private long namedVersion() {
        byte[] header = chunks.readFully(null, 0, HEADER_BYTES).array();
        Matcher version = VERSION.matcher(new String(header, StandardCharsets.ISO_8859_1));
        return version.find() ? Long.parseLong(version.group(1), 16) : -1;
    }

    private void giveUpGaps() {
        chunks.setRetentionTime(reuseMillis);
        chunks.dropUnusedChunks();
        chunks.setRetentionTime(Integer.MAX_VALUE);
    }
}
