package dev.lockstep.engine.log;

import dev.lockstep.engine.binlog.AnonymousGtid;
import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventFlags;
import dev.lockstep.engine.binlog.GtidList;
import dev.lockstep.engine.binlog.GtidLog;
import dev.lockstep.engine.binlog.MariaDbGtidLog;
import dev.lockstep.engine.binlog.PreviousGtids;
import dev.lockstep.engine.binlog.TransactionBoundary;
import dev.lockstep.engine.binlog.Xid;
import dev.lockstep.engine.binlog.gtid.Gtid;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.log.Recovery.Shutdown;
import dev.lockstep.engine.world.Files;
import dev.lockstep.engine.world.WorldFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a file to its end or first damage, and cuts it after the last whole transaction. */
final class RecoveryScan {
    private final Files files;
    private final String name;
    private final ReadOptions options;
    private final TransactionBoundary boundary = new TransactionBoundary();
    private final List<Long> xids = new ArrayList<>();
    private final Map<List<Long>, MariaDbGtid> domains = new LinkedHashMap<>();
    private GtidSet gtids = GtidSet.EMPTY;
    private @Nullable Gtid openGtid;
    private @Nullable MariaDbGtid openMariaDbGtid;
    private long valid;

    RecoveryScan(Files files, String name, ReadOptions options) {
        this.files = files;
        this.name = name;
        this.options = options;
    }

    Recovery run() throws IOException {
        long size = files.size(name);
        Shutdown shutdown;
        try (BinlogReader reader = BinlogReader.open(files, name, options)) {
            shutdown = reader.description().header().has(EventFlags.IN_USE) ? Shutdown.CRASHED : Shutdown.CLEAN;
            valid = reader.position();
            scan(reader, size, shutdown);
        }
        if (valid < size) {
            truncate();
        }
        return new Recovery(new BinlogPosition(name, valid), size - valid, shutdown, gtids,
                List.copyOf(domains.values()), xids);
    }

    /** In a file whose server crashed, damage ends the file, as in the servers; in one that was closed it is an error. */
    private void scan(BinlogReader reader, long size, Shutdown shutdown) throws IOException {
        try {
            for (EncodedEvent event = reader.next(size); event != null; event = reader.next(size)) {
                if (TransactionBoundary.concerns(event.type())) {
                    apply(event, reader.decode(event));
                } else {
                    boundary.accept(event.type());
                }
                if (!boundary.inside()) {
                    whole(reader.position());
                }
            }
        } catch (DamagedLogException e) {
            if (shutdown == Shutdown.CLEAN) {
                throw e;
            }
        }
    }

    private void apply(EncodedEvent event, BinlogEvent body) {
        switch (body) {
            case PreviousGtids previous -> gtids = gtids.union(previous.gtids());
            case GtidList list -> list.gtids().forEach(this::see);
            case GtidLog log -> openGtid = log.gtid();
            case AnonymousGtid anonymous -> openGtid = null;
            case MariaDbGtidLog log -> openMariaDbGtid = log.gtid(event.header().serverId());
            case Xid xid -> xids.add(xid.xid());
            default -> {
            }
        }
        boundary.accept(body);
    }

    private void see(MariaDbGtid gtid) {
        List<Long> key = List.of(gtid.domainId(), gtid.serverId());
        domains.remove(key);
        domains.put(key, gtid);
    }

    private void whole(long end) {
        valid = end;
        if (openGtid != null) {
            gtids = gtids.plus(openGtid);
            openGtid = null;
        }
        if (openMariaDbGtid != null) {
            see(openMariaDbGtid);
            openMariaDbGtid = null;
        }
    }

    private void truncate() throws IOException {
        try (WorldFile file = files.open(name)) {
            file.truncate(valid);
            file.force();
        }
    }
}
