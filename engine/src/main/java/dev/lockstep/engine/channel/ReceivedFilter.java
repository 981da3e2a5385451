package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.binlog.EventTypes;
import dev.lockstep.engine.binlog.MariaDbGtidLog;
import dev.lockstep.engine.binlog.Query;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Which events a receiver does not take into the relay log because CHANGE MASTER TO says so: those of certain servers
 * ({@code IGNORE_SERVER_IDS}), and groups of certain domains ({@code DO_DOMAIN_IDS}, {@code IGNORE_DOMAIN_IDS}; counterpart of
 * {@code Domain_id_filter}, rpl_mi.cc, MariaDB 10.1). Used by the receiver's thread, once for each event in their order.
 */
final class ReceivedFilter {
    private final ChannelOptions options;
    private boolean groupDropped;
    private boolean standalone;

    ReceivedFilter(ChannelOptions options) {
        this.options = options;
    }

    /** Whether there is nothing to leave out. */
    boolean takesAll() {
        return options.ignoreServerIds().isEmpty() && options.doDomainIds().isEmpty()
                && options.ignoreDomainIds().isEmpty();
    }

    /** Whether to leave it out; {@code body} is asked for only where it counts. */
    boolean drops(EventHeader header, Supplier<BinlogEvent> body) {
        if (takesAll() || header.type() == EventTypes.ROTATE || header.type() == EventTypes.FORMAT_DESCRIPTION) {
            return false;
        }
        boolean drop = dropsGroup(header, body);
        return drop || options.ignoreServerIds().contains(header.serverId());
    }

    private boolean dropsGroup(EventHeader header, Supplier<BinlogEvent> body) {
        return switch (header.type()) {
            case EventTypes.MARIADB_GTID -> body.get() instanceof MariaDbGtidLog gtid && begin(gtid);
            case EventTypes.XID, EventTypes.TRANSACTION_PAYLOAD -> end();
            case EventTypes.QUERY, EventTypes.MARIADB_QUERY_COMPRESSED ->
                groupDropped && (standalone || ends(body.get())) ? end() : groupDropped;
            default -> groupDropped;
        };
    }

    private boolean begin(MariaDbGtidLog gtid) {
        groupDropped = drops(gtid.domainId());
        standalone = (gtid.flags() & MariaDbGtidLog.STANDALONE) != 0;
        return groupDropped;
    }

    private boolean end() {
        boolean dropped = groupDropped;
        groupDropped = false;
        return dropped;
    }

    private static boolean ends(BinlogEvent event) {
        String sql = event instanceof Query query ? query.sql() : "";
        String word = sql.substring(0, Math.min(sql.length(), 16)).strip().toUpperCase(Locale.ROOT);
        return word.equals("COMMIT") || word.equals("ROLLBACK");
    }

    private boolean drops(long domain) {
        return options.doDomainIds().isEmpty()
                ? options.ignoreDomainIds().contains(domain)
                : !options.doDomainIds().contains(domain);
    }
}
