package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventEncoder;
import dev.lockstep.engine.binlog.Stop;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.log.BinlogDirectory;
import dev.lockstep.engine.sql.store.StorePosition;
import dev.lockstep.engine.log.BinlogFile;
import dev.lockstep.engine.log.GtidMarks;
import dev.lockstep.engine.world.TracedCondition;
import dev.lockstep.engine.world.TracedLock;
import dev.lockstep.engine.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The binlog that a server writes: the present file, and the end up to which dump threads may read. Counterpart of
 * {@code MYSQL_BIN_LOG} (binlog.cc, MySQL 5.7). Files are guarded by {@code LOCK_log}, the published end by
 * {@code LOCK_binlog_end_pos}, the list of files by {@code LOCK_index}.
 */
public final class ServerBinlog implements BinlogOutput {
    /** What a binlog is written with; fixed while the server runs, but for the size. */
    public interface Settings {
        /** {@code server_id}. */
        long serverId();

        /** What the format description says. */
        String serverVersion();

        /** {@code binlog_checksum} of files to come. */
        Checksum checksum();

        /** {@code max_binlog_size}, bytes. */
        long maxBytes();

        /** The binlog cannot be written any more; true if the server goes on without one. */
        boolean writeFailed(IOException failure);
    }

    private final World world;
    private final BinlogDirectory directory;
    private final Settings settings;
    private final BinlogForm form;
    private final BinlogLife life;
    private final TracedLock lockLog;
    private final TracedLock lockIndex;
    private final TracedLock lockEndPos;
    private final TracedCondition updateCond;
    private volatile BinlogFile current;
    private volatile boolean abandoned;
    private volatile Checksum checksum;
    private volatile BinlogPosition written;
    private volatile BinlogPosition published;

    /** Begins a new file behind those that are there, or a new life if there are none. */
    public ServerBinlog(World world, BinlogDirectory directory, BinlogLife life, Settings settings, BinlogForm form)
            throws IOException {
        this.world = world;
        this.directory = directory;
        this.settings = settings;
        this.form = form;
        this.life = life;
        this.lockLog = world.lock("LOCK_log");
        this.lockIndex = world.lock("LOCK_index");
        this.lockEndPos = world.lock("LOCK_binlog_end_pos");
        this.updateCond = lockEndPos.condition("update_cond");
        this.checksum = settings.checksum();
        if (files().isEmpty()) {
            life.begin();
        }
        this.current = directory.create(description(), head(List.of()));
        this.written = current.end();
        this.published = written;
    }

    private EventEncoder encoder() {
        return new EventEncoder(settings.serverId(), checksum);
    }

    private long seconds() {
        return world.clock().epochMicros() / 1_000_000;
    }

    private EncodedEvent description() {
        return encoder().encode(form.description(settings.serverVersion(), seconds(), checksum), seconds());
    }

    /** Of a file behind those that there are. */
    private List<EncodedEvent> head(List<String> before) throws IOException {
        List<String> files = new ArrayList<>(before);
        files.add(directory.nextName());
        return form.head(encoder(), seconds(), files);
    }

    /** {@code LOCK_log}, which the flush stage, rotation and administration share. */
    public TracedLock lockLog() {
        return lockLog;
    }

    /** Checksum of the present file: events have to be encoded with it. */
    public Checksum checksum() {
        return checksum;
    }

    /** Something to do while nothing of a transaction is in the file yet. */
    interface Before {
        /** Does it. */
        void writing(BinlogPosition end) throws IOException;
    }

    /** Appends a transaction with the event that names it in front; {@code LOCK_log} is held. */
    Appended append(TransactionEvents transaction, BinlogForm.Moment moment, Before before) throws IOException {
        if (directory.marks().due(current.name(), current.size())) {
            directory.marks().add(current.name(), new GtidMarks.Mark(current.size(), form.state()));
        }
        BinlogForm.Named name = form.name(transaction, moment);
        List<EncodedEvent> events = new ArrayList<>(transaction.events().size() + 1);
        events.add(new EventEncoder(transaction.serverId(), checksum).encode(name.event(),
                transaction.timestampSeconds(), name.flags()));
        for (EncodedEvent event : transaction.events()) {
            events.add(event.withChecksum(checksum));
        }
        long bytes = 0;
        for (EncodedEvent event : events) {
            bytes += event.length();
        }
        before.writing(new BinlogPosition(current.name(), current.size() + bytes));
        return new Appended(new BinlogPosition(current.name(), current.append(events)), name.gtid());
    }

    /** Where a transaction ends, and MariaDB's name of it. */
    record Appended(BinlogPosition end, @Nullable MariaDbGtid gtid) {}

    @Override
    public BinlogPosition flush() throws IOException {
        current.flush();
        written = current.end();
        return written;
    }

    @Override
    public void sync() throws IOException {
        current.sync();
    }

    @Override
    public void publish(BinlogPosition end) {
        lockEndPos.lock("update_binlog_end_pos");
        try {
            if (end.compareTo(published) > 0) {
                published = end;
            }
            updateCond.signalAll();
        } finally {
            lockEndPos.unlock();
        }
    }

    private void publishNewFile() {
        written = current.end();
        lockEndPos.lock("update_binlog_end_pos");
        try {
            published = written;
            updateCond.signalAll();
        } finally {
            lockEndPos.unlock();
        }
    }

    @Override
    public boolean full() {
        return current.size() >= settings.maxBytes();
    }

    @Override
    public void rotate() throws IOException {
        lockIndex.lock("new_file_impl");
        try {
            EventEncoder old = encoder();
            checksum = settings.checksum();
            current = directory.rotate(current, rotate -> old.encode(rotate, seconds()), description(),
                    head(files()));
        } finally {
            lockIndex.unlock();
        }
        publishNewFile();
    }

    @Override
    public void failed(IOException failure) {
        abandoned |= !abandoned && settings.writeFailed(failure);
    }

    /** Whether nothing is written any more until the server is started again: it could not be. */
    boolean abandoned() {
        return abandoned;
    }

    /** {@code RESET MASTER}: deletes all files and begins the first again; {@code LOCK_log} is held. */
    void reset() throws IOException {
        lockIndex.lock("reset_logs");
        try {
            current.abandon();
            directory.reset();
            form.clear();
            life.begin();
            checksum = settings.checksum();
            current = directory.create(description(), head(List.of()));
        } finally {
            lockIndex.unlock();
        }
        publishNewFile();
    }

    /** Deletes the files before that one. False if there is no such file. */
    boolean purgeBefore(String file) throws IOException {
        lockIndex.lock("purge_logs");
        try {
            if (!directory.index().names().contains(file)) {
                return false;
            }
            directory.purgeBefore(file);
            return true;
        } finally {
            lockIndex.unlock();
        }
    }

    /** Ends the file cleanly, with a Stop event and without the in-use flag; no more commits come. */
    public void close() throws IOException {
        lockLog.lock("close");
        try {
            current.append(List.of(encoder().encode(new Stop(), seconds())));
            current.close();
        } finally {
            lockLog.unlock();
        }
    }

    /** The files, for reading. */
    public BinlogDirectory directory() {
        return directory;
    }

    /** Names of the files, oldest first. */
    public List<String> files() {
        return directory.index().names();
    }

    /** Number of this life of the log: another one after RESET MASTER. */
    public String life() {
        return life.number();
    }

    /** A position in this life of the log, as the table store keeps it. */
    public StorePosition stored(BinlogPosition end) {
        return new StorePosition(end, life.number());
    }

    /** Files with their sizes, oldest first. */
    public List<BinlogDirectory.LogFile> list() throws IOException {
        lockIndex.lock("show_binlogs");
        try {
            return directory.list();
        } finally {
            lockIndex.unlock();
        }
    }

    /** End of what is in the file: {@code SHOW MASTER STATUS}. */
    public BinlogPosition writtenEnd() {
        return written;
    }

    /** Up to where dump threads may read. */
    public BinlogPosition publishedEnd() {
        lockEndPos.lock("get_binlog_end_pos");
        try {
            return published;
        } finally {
            lockEndPos.unlock();
        }
    }

    /** Waits until the published end is another than {@code seen}, the time is up, or {@code interrupted} says so. */
    public BinlogPosition awaitPublished(BinlogPosition seen, long timeoutNanos, BooleanSupplier interrupted) {
        long deadline = timeoutNanos >= Long.MAX_VALUE / 2 ? Long.MAX_VALUE : world.clock().nanos() + timeoutNanos;
        lockEndPos.lock("wait_for_update_bin_log");
        try {
            while (published.equals(seen) && !interrupted.getAsBoolean()) {
                if (deadline == Long.MAX_VALUE) {
                    updateCond.await();
                } else if (!updateCond.await(Math.max(0, deadline - world.clock().nanos()))) {
                    break;
                }
            }
            return published;
        } finally {
            lockEndPos.unlock();
        }
    }

    /** Wakes dump threads that wait, so that they look whether they were killed. */
    public void wakeDumpThreads() {
        lockEndPos.lock("signal_update");
        try {
            updateCond.signalAll();
        } finally {
            lockEndPos.unlock();
        }
    }
}
