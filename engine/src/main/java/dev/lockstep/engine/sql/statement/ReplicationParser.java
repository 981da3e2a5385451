package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.ReplicationStatement.ChannelThread;
import dev.lockstep.engine.sql.statement.ReplicationStatement.Until;
import dev.lockstep.engine.sql.statement.Token.Kind;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Parses CHANGE MASTER, START, STOP and RESET SLAVE in the words of both dialects. */
final class ReplicationParser {
    private static final Set<String> OPTIONS = Set.of("MASTER_HOST", "MASTER_PORT", "MASTER_USER", "MASTER_PASSWORD",
            "MASTER_BIND", "MASTER_CONNECT_RETRY", "MASTER_RETRY_COUNT", "MASTER_DELAY", "MASTER_HEARTBEAT_PERIOD",
            "MASTER_LOG_FILE", "MASTER_LOG_POS", "MASTER_AUTO_POSITION", "MASTER_USE_GTID", "MASTER_DEMOTE_TO_SLAVE",
            "RELAY_LOG_FILE", "RELAY_LOG_POS", "MASTER_SSL", "MASTER_SSL_CA", "MASTER_SSL_CAPATH", "MASTER_SSL_CERT",
            "MASTER_SSL_CRL", "MASTER_SSL_CRLPATH", "MASTER_SSL_KEY", "MASTER_SSL_CIPHER",
            "MASTER_SSL_VERIFY_SERVER_CERT", "MASTER_TLS_VERSION", "MASTER_TLS_CIPHERSUITES", "MASTER_PUBLIC_KEY_PATH",
            "GET_MASTER_PUBLIC_KEY", "IGNORE_SERVER_IDS", "DO_DOMAIN_IDS", "IGNORE_DOMAIN_IDS",
            "PRIVILEGE_CHECKS_USER", "REQUIRE_ROW_FORMAT", "NETWORK_NAMESPACE", "MASTER_COMPRESSION_ALGORITHMS",
            "MASTER_ZSTD_COMPRESSION_LEVEL", "ASSIGN_GTIDS_TO_ANONYMOUS_TRANSACTIONS");

    private final TokenCursor cursor;

    ReplicationParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** {@code FOR CHANNEL 'c'}, if it is there. */
    static Optional<String> forChannel(TokenCursor cursor) throws SqlError {
        return cursor.version().forChannel() && cursor.accept("FOR", "CHANNEL")
                ? Optional.of(cursor.stringOrName())
                : Optional.empty();
    }

    /** MariaDB's connection name {@code 'c'}, if it is there. */
    static Optional<String> connection(TokenCursor cursor) throws SqlError {
        return cursor.version().mariaDb() && cursor.peek().kind() == Kind.STRING
                ? Optional.of(cursor.string())
                : Optional.empty();
    }

    /** A name at the end of a statement that may have named it before; 1210 if it does so twice. */
    static Optional<String> channel(TokenCursor cursor, Optional<String> before) throws SqlError {
        Optional<String> behind = forChannel(cursor);
        if (behind.isPresent() && before.isPresent()) {
            throw SqlError.of(1210, "Incorrect arguments to CONNECTION_NAME AND FOR CHANNEL CAN NOT BE SPECIFIED AT"
                    + " THE SAME TIME)");
        }
        return behind.isPresent() ? behind : before;
    }

    /** SLAVE, or REPLICA where the version has the word. */
    static boolean replica(TokenCursor cursor) {
        return cursor.accept("SLAVE") || cursor.version().replica() && cursor.accept("REPLICA");
    }

    /** ALL SLAVES (MariaDB). */
    static boolean allReplicas(TokenCursor cursor) {
        return cursor.version().mariaDb() && (cursor.accept("ALL", "SLAVES")
                || cursor.version().replica() && cursor.accept("ALL", "REPLICAS"));
    }

    private Optional<String> channel(Optional<String> before) throws SqlError {
        Optional<String> named = channel(cursor, before);
        cursor.expectEnd();
        return named;
    }

    /** Behind CHANGE MASTER or CHANGE REPLICATION SOURCE. */
    Statement changeMaster() throws SqlError {
        Optional<String> channel = connection(cursor);
        cursor.expect("TO");
        Map<String, String> options = new LinkedHashMap<>();
        do {
            Token token = cursor.peek();
            String name = inMasterWords(cursor.name());
            if (!OPTIONS.contains(name)) {
                throw Tokenizer.error(cursor.source(), token.start());
            }
            cursor.expectSign("=");
            if (options.put(name, optionValue()) != null) {
                throw SqlError.of(1221, "Incorrect usage of CHANGE MASTER and " + name + " (given twice)");
            }
        } while (cursor.acceptSign(","));
        return new ReplicationStatement.ChangeMaster(java.util.Collections.unmodifiableMap(options), channel(channel));
    }

    private String inMasterWords(String option) {
        if (!cursor.version().source()) {
            return option.toUpperCase(Locale.ROOT);
        }
        return option.toUpperCase(Locale.ROOT).replace("SOURCE", "MASTER").replace("DEMOTE_TO_REPLICA",
                "DEMOTE_TO_SLAVE");
    }

    private String optionValue() throws SqlError {
        if (cursor.acceptSign("(")) {
            StringBuilder list = new StringBuilder();
            while (!cursor.acceptSign(")")) {
                list.append(cursor.atEnd() ? cursor.string() : cursor.next().text());
            }
            return list.toString();
        }
        Token token = cursor.peek();
        if (token.kind() == Kind.STRING || token.kind() == Kind.NUMBER || token.kind() == Kind.WORD) {
            cursor.next();
            return token.text();
        }
        throw cursor.error();
    }

    private Set<ChannelThread> threads() throws SqlError {
        EnumSet<ChannelThread> threads = EnumSet.noneOf(ChannelThread.class);
        do {
            if (cursor.accept("IO_THREAD")) {
                threads.add(ChannelThread.RECEIVER);
            } else if (cursor.accept("SQL_THREAD")) {
                threads.add(ChannelThread.APPLIER);
            } else if (threads.isEmpty()) {
                return ChannelThread.BOTH;
            } else {
                throw cursor.error();
            }
        } while (cursor.acceptSign(","));
        return Set.copyOf(threads);
    }

    /** Behind START SLAVE. */
    Statement start() throws SqlError {
        Optional<String> channel = connection(cursor);
        Set<ChannelThread> threads = threads();
        Until until = cursor.accept("UNTIL") ? until() : new Until.Never();
        for (String option : new String[]{"USER", "PASSWORD", "DEFAULT_AUTH", "PLUGIN_DIR"}) {
            if (cursor.peek().isWord(option)) {
                throw SqlError.notSupported("START SLAVE " + option + "; give it to CHANGE MASTER");
            }
        }
        return new ReplicationStatement.StartSlave(threads, until, channel(channel));
    }

    /** Behind STOP SLAVE. */
    Statement stop() throws SqlError {
        Optional<String> channel = connection(cursor);
        Set<ChannelThread> threads = threads();
        return new ReplicationStatement.StopSlave(threads, channel(channel));
    }

    /** Behind START ALL SLAVES. */
    Statement startAll() throws SqlError {
        Set<ChannelThread> threads = threads();
        cursor.expectEnd();
        return new ReplicationStatement.StartAllSlaves(threads);
    }

    /** Behind STOP ALL SLAVES. */
    Statement stopAll() throws SqlError {
        Set<ChannelThread> threads = threads();
        cursor.expectEnd();
        return new ReplicationStatement.StopAllSlaves(threads);
    }

    /** Behind RESET SLAVE. */
    Statement reset() throws SqlError {
        Optional<String> channel = connection(cursor);
        var extent = cursor.accept("ALL") ? ReplicationStatement.Extent.ALL : ReplicationStatement.Extent.POSITIONS;
        return new ReplicationStatement.ResetSlave(extent, channel(channel));
    }

    private Until until() throws SqlError {
        String name = inMasterWords(cursor.name());
        cursor.expectSign("=");
        return switch (name) {
            case "SQL_AFTER_GTIDS", "MASTER_GTID_POS" -> new Until.AfterGtids(cursor.string());
            case "SQL_BEFORE_GTIDS" -> new Until.BeforeGtids(cursor.string());
            case "MASTER_LOG_FILE" -> new Until.SourcePosition(position("MASTER_LOG_POS"));
            case "RELAY_LOG_FILE" -> new Until.RelayPosition(position("RELAY_LOG_POS"));
            default -> throw cursor.error();
        };
    }

    private BinlogPosition position(String offsetName) throws SqlError {
        String file = cursor.string();
        cursor.expectSign(",");
        Token token = cursor.peek();
        if (!inMasterWords(cursor.name()).equals(offsetName)) {
            throw Tokenizer.error(cursor.source(), token.start());
        }
        cursor.expectSign("=");
        return new BinlogPosition(file, cursor.number());
    }
}
