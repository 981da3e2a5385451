package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.BinlogPosition;
import java.io.IOException;

/** The binlog as the commit stages need it. Each method says which mutex its caller holds. */
public interface BinlogOutput {
    /** Hands what was written to the operating system; {@code LOCK_log}. */
    BinlogPosition flush() throws IOException;

    /** Makes it durable; {@code LOCK_sync}. */
    void sync() throws IOException;

    /** Lets dump threads read up to {@code end}; {@code LOCK_log} or {@code LOCK_sync}. */
    void publish(BinlogPosition end);

    /** Whether the file has grown beyond {@code max_binlog_size}; {@code LOCK_log}. */
    boolean full();

    /** Goes on in a new file; {@code LOCK_log}, and no transaction is between flush and commit. */
    void rotate() throws IOException;

    /** The binlog cannot be written any more: the server ends, or goes on without one ({@code binlog_error_action}). */
    void failed(IOException failure);
}
