package dev.lockstep.engine.log;

import dev.lockstep.engine.binlog.BinlogPosition;
import java.math.BigDecimal;
import java.util.List;

/**
 * Where a channel's source is and how far the receiver has read: the content of {@code master.info}.
 *
 * @param position next position to ask the source for
 * @param password in clear text, as the servers keep it
 * @param connectRetrySeconds pause between attempts to connect
 * @param heartbeatSeconds heartbeat period, 0 for none
 * @param ignoreServerIds events of these servers are dropped
 * @param sourceUuid {@code server_uuid} of the source, empty if not known
 * @param retryCount attempts to connect
 * @param channel empty for the default channel
 * @param publicKeyPath file of the source's RSA key, empty for none
 * @param getPublicKey 1 to ask the source for that key
 * @param domains which of MariaDB's domains to take
 */
public record MasterInfo(BinlogPosition position, String host, int port, String user, String password,
        int connectRetrySeconds, Tls tls, BigDecimal heartbeatSeconds, String bind, List<Long> ignoreServerIds,
        String sourceUuid, long retryCount, AutoPosition autoPosition, String channel, String publicKeyPath,
        int getPublicKey, Domains domains) {
    /**
     * MariaDB: {@code DO_DOMAIN_IDS} and {@code IGNORE_DOMAIN_IDS}.
     *
     * @param take if not empty, only these
     * @param leave these not
     */
    public record Domains(List<Long> take, List<Long> leave) {
        /** Every domain. */
        public static final Domains ALL = new Domains(List.of(), List.of());

        /** Copies the lists. */
        public Domains {
            take = List.copyOf(take);
            leave = List.copyOf(leave);
        }
    }

    /** How the source's position is found. */
    public enum AutoPosition {
        /** By file and offset. */
        OFF,
        /** By GTIDs: {@code MASTER_AUTO_POSITION=1}. */
        ON,
        /** MariaDB: {@code MASTER_USE_GTID=current_pos}. */
        CURRENT_POS,
        /** MariaDB: {@code MASTER_USE_GTID=slave_pos}. */
        SLAVE_POS
    }

    /**
     * TLS settings.
     *
     * @param enabled 1 for {@code MASTER_SSL=1}
     * @param verify 1 if the certificate's name is checked
     */
    public record Tls(int enabled, String ca, String caPath, String cert, String cipher, String key, int verify,
            String crl, String crlPath, String version) {
        /** No TLS. */
        public static final Tls OFF = new Tls(0, "", "", "", "", "", 0, "", "", "");

        /** With lists of revoked certificates and versions. */
        Tls withLists(String file, String path, String versions) {
            return new Tls(enabled, ca, caPath, cert, cipher, key, verify, file, path, versions);
        }
    }

    /** Without a key, with all domains. */
    public MasterInfo(BinlogPosition position, String host, int port, String user, String password,
            int connectRetrySeconds, Tls tls, BigDecimal heartbeatSeconds, String bind, List<Long> ignoreServerIds,
            String sourceUuid, long retryCount, AutoPosition autoPosition, String channel) {
        this(position, host, port, user, password, connectRetrySeconds, tls, heartbeatSeconds, bind, ignoreServerIds,
                sourceUuid, retryCount, autoPosition, channel, "", 0, Domains.ALL);
    }

    /** Keeps its own list. */
    public MasterInfo {
        ignoreServerIds = List.copyOf(ignoreServerIds);
    }

    /** A channel as {@code CHANGE MASTER TO} makes it with the servers' defaults: retry 60 s, 86400 times, heartbeat 30 s. */
    public static MasterInfo of(BinlogPosition position, String host, int port, String user, String password) {
        return new MasterInfo(position, host, port, user, password, 60, Tls.OFF, new BigDecimal("30.000"), "",
                List.of(), "", 86_400, AutoPosition.OFF, "");
    }

    MasterInfo with(AutoPosition use, Domains chosen) {
        return new MasterInfo(position, host, port, user, password, connectRetrySeconds, tls, heartbeatSeconds, bind,
                ignoreServerIds, sourceUuid, retryCount, use, channel, publicKeyPath, getPublicKey, chosen);
    }

    /** The same channel, read further. */
    public MasterInfo at(BinlogPosition next) {
        return new MasterInfo(next, host, port, user, password, connectRetrySeconds, tls, heartbeatSeconds, bind,
                ignoreServerIds, sourceUuid, retryCount, autoPosition, channel, publicKeyPath, getPublicKey, domains);
    }
}
