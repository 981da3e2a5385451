package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.log.BinlogDirectory;
import dev.lockstep.engine.world.Files;
import java.io.IOException;
import java.util.function.Supplier;

/** A dump that begins where GTIDs say: in which file, and which groups the replica has already. Used by the dump thread. */
interface DumpFilter {
    /**
     * Where to begin to read: in the newest file that begins, or at the last of its marks, with nothing but what the replica
     * has.
     */
    BinlogPosition start(Files files, BinlogDirectory binlog) throws IOException, DumpFailedException;

    /** Whether the event belongs to a group that the replica has; {@code body} is asked for only where it counts. */
    boolean skips(EncodedEvent event, Supplier<BinlogEvent> body);

    /** Whether it wants to see the next event, if that is of this type; the others are sent. */
    boolean looksAt(int type);

    /** Asked behind each event that was sent or left out: whether the replica wants nothing more. */
    default boolean reachedEnd() {
        return false;
    }

    /** Whether the replica's position moves on over what it does not get only if it is told. */
    boolean tellsSkipped();
}
