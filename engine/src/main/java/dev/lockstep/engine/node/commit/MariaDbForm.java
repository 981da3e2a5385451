package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.BinlogCheckpoint;
import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventEncoder;
import dev.lockstep.engine.binlog.EventFlags;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.binlog.GtidList;
import dev.lockstep.engine.binlog.MariaDbGtidLog;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * MariaDB: Gtid_list and Binlog_checkpoint behind the format description, and a Gtid event that stands for BEGIN
 * (semisync.md B.2). A checkpoint names the oldest file that recovery needs: commits are over when a file begins, so that
 * is the file itself, but first the one before it, as servers write it.
 */
public final class MariaDbForm implements BinlogForm {
    private static final int ROWS = MariaDbGtidLog.TRANSACTIONAL | MariaDbGtidLog.ALLOW_PARALLEL;
    private static final int DEFINITION = MariaDbGtidLog.STANDALONE | MariaDbGtidLog.ALLOW_PARALLEL
            | MariaDbGtidLog.DDL;

    private final DomainGtids gtids;
    private final LongSupplier domainId;
    private final BooleanSupplier strict;

    /**
     * Over the GTIDs of the server.
     *
     * @param domainId global {@code gtid_domain_id}, for transactions of servers that have none
     * @param strict {@code gtid_strict_mode}
     */
    public MariaDbForm(DomainGtids gtids, LongSupplier domainId, BooleanSupplier strict) {
        this.gtids = gtids;
        this.domainId = domainId;
        this.strict = strict;
    }

    @Override
    public FormatDescription description(String serverVersion, long createdSeconds, Checksum checksum) {
        return FormatDescription.mariaDb(serverVersion, createdSeconds, checksum);
    }

    @Override
    public List<EncodedEvent> head(EventEncoder encoder, long seconds, List<String> files) {
        List<EncodedEvent> events = new ArrayList<>();
        events.add(encoder.encode(state(), seconds));
        for (String file : files.subList(Math.max(0, files.size() - 2), files.size())) {
            events.add(encoder.encode(new BinlogCheckpoint(file.substring(file.lastIndexOf('/') + 1)), seconds));
        }
        return events;
    }

    @Override
    public BinlogEvent state() {
        return GtidList.of(gtids.binlogState());
    }

    @Override
    public Named name(TransactionEvents transaction, Moment moment) {
        TransactionName.InDomain name = transaction.name() instanceof TransactionName.InDomain given
                ? given
                : new TransactionName.InDomain(domainId.getAsLong(), 0);
        MariaDbGtid gtid = gtids.log(name, transaction.serverId(), strict.getAsBoolean());
        int flags = transaction.kind() == TransactionEvents.Kind.DEFINITION ? DEFINITION : ROWS;
        return new Named(moment.commitId() == 0
                ? MariaDbGtidLog.of(gtid, flags)
                : MariaDbGtidLog.ofGroup(gtid, flags, moment.commitId()),
                EventFlags.SUPPRESS_USE | transaction.commonFlags(), gtid);
    }

    @Override
    public void clear() {
        gtids.clear();
    }
}
