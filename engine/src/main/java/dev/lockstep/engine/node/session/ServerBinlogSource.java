package dev.lockstep.engine.node.session;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.channel.BinlogSource;
import dev.lockstep.engine.log.BinlogDirectory;
import dev.lockstep.engine.node.commit.ServerBinlog;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.semisync.source.AckReceiver;
import dev.lockstep.engine.semisync.source.SemiSyncSource;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.World;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The server's binlog as the dump thread of one session reads it. */
final class ServerBinlogSource implements BinlogSource {
    private final Server server;
    private final ServerBinlog binlog;

    ServerBinlogSource(Server server) throws SqlError {
        this.server = server;
        this.binlog = server.commits().binlog();
    }

    @Override
    public World world() {
        return server.world();
    }

    @Override
    public ServerProfile profile() {
        return server.profile();
    }

    @Override
    public ServerLog log() {
        return server.log();
    }

    @Override
    public long serverId() {
        return server.serverId();
    }

    @Override
    public BinlogDirectory binlog() {
        return binlog.directory();
    }

    @Override
    public BinlogPosition publishedEnd() {
        return binlog.publishedEnd();
    }

    @Override
    public BinlogPosition awaitPublished(BinlogPosition seen, long timeoutNanos, BooleanSupplier ended) {
        return binlog.awaitPublished(seen, timeoutNanos, ended);
    }

    @Override
    public boolean hasSemiSync() {
        return server.plugins().present(Plugins.Plugin.RPL_SEMI_SYNC_MASTER);
    }

    @Override
    public String binlogLife() {
        return binlog.life();
    }

    @Override
    public void wakeDumpThreads() {
        binlog.wakeDumpThreads();
    }

    @Override
    public List<MariaDbGtid> loggedGtids() {
        return server.commits().domains().binlogState();
    }

    @Override
    public SemiSyncSource semiSync() {
        return server.semiSync();
    }

    @Override
    public AckReceiver ackReceiver() {
        return server.ackReceiver();
    }

    @Override
    public boolean verifiesChecksums() {
        return server.variables().enabled("master_verify_checksum");
    }

    @Override
    public long netReadTimeoutSeconds() {
        return server.variables().number("net_read_timeout");
    }
}
