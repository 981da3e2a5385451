package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventDecoder;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.binlog.GtidLog;
import dev.lockstep.engine.binlog.MariaDbGtidLog;
import dev.lockstep.engine.binlog.TransactionBoundary;
import dev.lockstep.engine.binlog.gtid.Gtid;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.binlog.gtid.MariaDbGtidPosition;
import dev.lockstep.engine.log.BinlogStream;
import dev.lockstep.engine.log.BinlogStream.Item;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * GTIDs of the whole transactions that a relay log holds from a place on: what a server finds again of
 * {@code Retrieved_Gtid_Set} when it starts (MySQL 5.7). Reads the relay log once; not thread-safe.
 */
final class RelayGtids {
    private final TransactionBoundary boundary = new TransactionBoundary();
    private FormatDescription format;
    private @Nullable Gtid open;
    private @Nullable MariaDbGtid openInDomain;
    private GtidSet retrieved = GtidSet.EMPTY;
    private MariaDbGtidPosition domains;

    private RelayGtids(FormatDescription own, MariaDbGtidPosition before) {
        format = own;
        domains = before;
    }

    /**
     * Reads them.
     *
     * @param place from where on nothing is applied yet
     * @param before what is applied, in domains
     */
    static RelayGtids read(ChannelRelay relay, FormatDescription own, BinlogPosition place, MariaDbGtidPosition before)
            throws IOException {
        RelayGtids gtids = new RelayGtids(own, before);
        try (BinlogStream stream = relay.stream(place)) {
            for (Item item = stream.next(); item != null; item = stream.next()) {
                switch (item) {
                    case Item.FileEntered entered ->
                        gtids.format = EventDecoder.formatDescription(entered.description());
                    case Item.Event event -> gtids.accept(event.event());
                }
            }
        }
        return gtids;
    }

    private void accept(EncodedEvent event) {
        if (TransactionBoundary.concerns(event.type())) {
            BinlogEvent body = new EventDecoder(format, event.checksum()).decode(event);
            boundary.accept(body);
            if (body instanceof GtidLog log) {
                open = log.gtid();
            } else if (body instanceof MariaDbGtidLog log) {
                openInDomain = log.gtid(event.header().serverId());
            }
        } else {
            boundary.accept(event.type());
        }
        if (!boundary.inside()) {
            ended();
        }
    }

    private void ended() {
        if (open != null) {
            retrieved = retrieved.plus(open);
            open = null;
        }
        if (openInDomain != null) {
            domains = domains.plus(openInDomain);
            openInDomain = null;
        }
    }

    /** MySQL's. */
    GtidSet retrieved() {
        return retrieved;
    }

    /** MariaDB's: how far each domain is when all of it is applied. */
    MariaDbGtidPosition domains() {
        return domains;
    }
}
