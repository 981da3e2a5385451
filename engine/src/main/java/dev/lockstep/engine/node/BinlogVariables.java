package dev.lockstep.engine.node;

import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.node.commit.ServerBinlog;
import dev.lockstep.engine.sql.variable.SystemVariables;
import java.io.IOException;
import java.util.function.Predicate;

/** What the binlog is written with, from the variables. */
record BinlogVariables(SystemVariables variables, NodeConfig config, Predicate<IOException> onFailure)
        implements
            ServerBinlog.Settings {
    @Override
    public long serverId() {
        return config.serverId();
    }

    @Override
    public String serverVersion() {
        return config.profile().version() + "-log";
    }

    @Override
    public Checksum checksum() {
        return variables.text("binlog_checksum").equals("NONE") ? Checksum.NONE : Checksum.CRC32;
    }

    @Override
    public long maxBytes() {
        return variables.number("max_binlog_size");
    }

    @Override
    public boolean writeFailed(IOException failure) {
        return onFailure.test(failure);
    }
}
