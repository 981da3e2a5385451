package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.log.MasterInfo;
import dev.lockstep.engine.log.MasterInfoFile;
import dev.lockstep.engine.log.RelayLogInfo;
import dev.lockstep.engine.log.RelayLogInfoFile;
import dev.lockstep.engine.world.Files;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/** A channel's files in the node's folder: {@code master.info}, {@code relay-log.info} and the relay log's base name. */
final class ChannelFiles {
    private static final int NANO_DIGITS = 9;

    private final Files files;
    private final String channel;
    private final String sourceName;
    private final MasterInfoFile source;
    private final RelayLogInfoFile applied;

    ChannelFiles(Files files, String channel, MasterInfoFile.Layout layout) {
        this.files = files;
        this.channel = channel;
        sourceName = "master" + suffix() + ".info";
        source = new MasterInfoFile(files, sourceName, layout);
        applied = new RelayLogInfoFile(files, "relay-log" + suffix() + ".info");
    }

    private String suffix() {
        return channel.isEmpty() ? "" : "-" + ChannelFileNames.encode(channel);
    }

    String relayBase() {
        return "relay-bin" + suffix();
    }

    String sourceName() {
        return sourceName;
    }

    Optional<MasterInfo> readSource() throws IOException {
        return source.read();
    }

    Optional<RelayLogInfo> readApplied() throws IOException {
        return applied.read();
    }

    static ChannelConfiguration configuration(MasterInfo info) {
        return new ChannelConfiguration(info.host(), info.port(), info.user(), info.password(),
                info.connectRetrySeconds(), info.retryCount(),
                info.heartbeatSeconds().movePointRight(NANO_DIGITS).longValue(),
                info.autoPosition() == MasterInfo.AutoPosition.ON,
                new ChannelOptions(0, info.ignoreServerIds(), info.domains().take(), info.domains().leave(),
                        gtidUse(info.autoPosition()),
                        new ChannelSecurity(info.tls(), info.publicKeyPath(), info.getPublicKey())));
    }

    /** {@code durable} if more than the position may have changed, or {@code sync_master_info} says so. */
    void writeSource(ChannelConfiguration configuration, BinlogPosition read, String uuid, boolean durable)
            throws IOException {
        MasterInfo info = info(configuration, read, uuid);
        if (durable) {
            source.write(info);
        } else {
            source.writePosition(info);
        }
    }

    private MasterInfo info(ChannelConfiguration configuration, BinlogPosition read, String uuid) {
        ChannelSecurity security = configuration.options().security();
        return new MasterInfo(read, configuration.host(), configuration.port(), configuration.user(),
                configuration.password(), configuration.connectRetrySeconds(), security.tls(),
                BigDecimal.valueOf(configuration.heartbeatNanos() / 1_000_000, 3), "",
                configuration.options().ignoreServerIds(), uuid,
                configuration.retryCount(),
                autoPosition(configuration), channel, security.publicKeyPath(), security.getPublicKey(),
                new MasterInfo.Domains(configuration.options().doDomainIds(),
                        configuration.options().ignoreDomainIds()));
    }

    private static GtidUse gtidUse(MasterInfo.AutoPosition position) {
        return switch (position) {
            case OFF, ON -> GtidUse.NO;
            case CURRENT_POS -> GtidUse.CURRENT_POS;
            case SLAVE_POS -> GtidUse.SLAVE_POS;
        };
    }

    private static MasterInfo.AutoPosition autoPosition(ChannelConfiguration configuration) {
        return switch (configuration.options().gtidUse()) {
            case NO -> configuration.autoPosition() ? MasterInfo.AutoPosition.ON : MasterInfo.AutoPosition.OFF;
            case CURRENT_POS -> MasterInfo.AutoPosition.CURRENT_POS;
            case SLAVE_POS -> MasterInfo.AutoPosition.SLAVE_POS;
        };
    }

    /** {@code durable} if nobody else keeps the position. */
    void writeApplied(ChannelProgress.Applied now, int delaySeconds, boolean durable) throws IOException {
        RelayLogInfo info = new RelayLogInfo(now.relay(), now.executed(), delaySeconds, 0, channel);
        if (durable) {
            applied.write(info);
        } else {
            applied.writeLoosely(info);
        }
    }

    /** The channel is gone, and its relay log before it. */
    void deleteRelayIndex() throws IOException {
        files.delete(relayBase() + ".index");
    }

    void delete() throws IOException {
        source.delete();
        applied.delete();
    }
}
