package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.Checksum;

/** The server's settings, some of which a channel may have its own value of (MariaDB: {@code SET GLOBAL} by connection). */
final class ChannelSettings implements ReplicaSettings {
    private final ReplicaSettings server;
    private volatile long maxRelayLogBytes;

    ChannelSettings(ReplicaSettings server) {
        this.server = server;
    }

    /** Own {@code max_relay_log_size}; 0 for the server's. */
    void maxRelayLogBytes(long bytes) {
        maxRelayLogBytes = bytes;
    }

    @Override
    public long maxRelayLogBytes() {
        long own = maxRelayLogBytes;
        return own == 0 ? server.maxRelayLogBytes() : own;
    }

    @Override
    public boolean gtidStrict() {
        return server.gtidStrict();
    }

    @Override
    public MarkedEvents markedEvents() {
        return server.markedEvents();
    }

    @Override
    public boolean annotatedRows() {
        return server.annotatedRows();
    }

    @Override
    public long netTimeoutSeconds() {
        return server.netTimeoutSeconds();
    }

    @Override
    public long syncRelayLog() {
        return server.syncRelayLog();
    }

    @Override
    public long syncSourceInfo() {
        return server.syncSourceInfo();
    }

    @Override
    public boolean relayLogPurge() {
        return server.relayLogPurge();
    }

    @Override
    public boolean relayLogRecovery() {
        return server.relayLogRecovery();
    }

    @Override
    public long transactionRetries() {
        return server.transactionRetries();
    }

    @Override
    public boolean compressedProtocol() {
        return server.compressedProtocol();
    }

    @Override
    public Checksum binlogChecksum() {
        return server.binlogChecksum();
    }

    @Override
    public String reportHost() {
        return server.reportHost();
    }

    @Override
    public int reportPort() {
        return server.reportPort();
    }
}
