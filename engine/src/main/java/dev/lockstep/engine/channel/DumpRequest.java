package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.RawBytes;
import dev.lockstep.engine.wire.ReplicationCommand.ComBinlogDump;
import dev.lockstep.engine.wire.ReplicationCommand.ComBinlogDumpGtid;
import org.jspecify.annotations.Nullable;

/**
 * What a replica asked for.
 *
 * @param replicaServerId its server id; 0 for a tool that wants no more than what is there
 * @param from where to begin; an empty file is the first
 * @param flags of the command
 * @param gtidSet what the replica has, encoded, if it asks by GTID
 */
public record DumpRequest(long replicaServerId, BinlogPosition from, int flags, @Nullable RawBytes gtidSet) {
    /** MariaDB: a flag of a replica that wants the statements' texts, too. */
    static final int SEND_ANNOTATE_ROWS = 2;

    /** From COM_BINLOG_DUMP. */
    public static DumpRequest of(ComBinlogDump command) {
        return new DumpRequest(command.serverId(), new BinlogPosition(command.file(), command.position()),
                command.flags(), null);
    }

    /** From COM_BINLOG_DUMP_GTID. */
    public static DumpRequest of(ComBinlogDumpGtid command) {
        return new DumpRequest(command.serverId(), new BinlogPosition(command.file(), command.position()),
                command.flags(), RawBytes.of(command.gtidSet().bytes()));
    }

    /** Whether to send the texts of statements, too. */
    boolean annotated() {
        return (flags & SEND_ANNOTATE_ROWS) != 0;
    }

    /** Whether to end the stream where the binlog ends. */
    public boolean nonBlocking() {
        return replicaServerId == 0 || (flags & dev.lockstep.engine.wire.ReplicationCommand.BINLOG_DUMP_NON_BLOCK) != 0;
    }
}
