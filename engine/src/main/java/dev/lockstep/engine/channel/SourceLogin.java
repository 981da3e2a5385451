package dev.lockstep.engine.channel;

import dev.lockstep.engine.link.ClientSettings;
import dev.lockstep.engine.link.ClientSettings.Compression;
import dev.lockstep.engine.link.ClientSettings.KeyRetrieval;
import dev.lockstep.engine.link.ClientSettings.Protection;
import dev.lockstep.engine.link.PacketLink;
import dev.lockstep.engine.link.TlsContext;
import dev.lockstep.engine.log.MasterInfo.Tls;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.ServerError;
import dev.lockstep.engine.world.Files;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a receiver logs in at its source, from the channel's configuration; its files are read anew for each attempt. */
final class SourceLogin {
    private static final int UTF8 = 33;
    private static final int TLS_ERROR = 2026;

    private final ReplicaHost host;
    private final String channel;
    private final ChannelConfiguration configuration;

    SourceLogin(ReplicaHost host, String channel, ChannelConfiguration configuration) {
        this.host = host;
        this.channel = channel;
        this.configuration = configuration;
    }

    /** 2026 if a file of the configuration cannot be used. */
    ClientSettings settings(long timeoutNanos) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("program_name", "mysqld");
        attributes.put("_client_role", "binary_log_listener");
        attributes.put("_client_replication_channel_name", channel);
        return new ClientSettings(configuration.host(), configuration.port(), configuration.user(),
                configuration.password(), "", UTF8, attributes, timeoutNanos, PacketLink.MAX_PACKET_BYTES,
                protection());
    }

    private Protection protection() {
        ChannelSecurity security = configuration.options().security();
        Tls tls = security.tls();
        // libmariadb asks any server for its key, MySQL's client only if it is told to.
        boolean ask = host.profile().dialect() == Dialect.MARIADB || security.getPublicKey() == 1;
        try {
            Blob key = file(security.publicKeyPath());
            return new Protection(tls.enabled() == 1 ? context(tls) : null,
                    tls.verify() == 1 ? TlsContext.NameCheck.ON : TlsContext.NameCheck.OFF,
                    key, ask ? KeyRetrieval.ALLOWED : KeyRetrieval.REFUSED,
                    host.settings().compressedProtocol() ? Compression.ON : Compression.OFF);
        } catch (IOException e) {
            throw new ServerError(TLS_ERROR, ServerError.GENERAL_STATE, "SSL connection error: " + e.getMessage())
                    .toException();
        }
    }

    private TlsContext context(Tls tls) throws IOException {
        List<String> versions = tls.version().isBlank() ? List.of() : List.of(tls.version().split(" *, *"));
        return new TlsContext(new TlsContext.Files(file(tls.ca()), file(tls.cert()), file(tls.key())), versions);
    }

    private @Nullable Blob file(String path) throws IOException {
        Files files = host.world().files();
        return path.isEmpty() ? null : Blob.of(files.readNamed(path));
    }
}
