package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.AnonymousGtid;
import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventEncoder;
import dev.lockstep.engine.binlog.EventFlags;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.binlog.GtidLog;
import dev.lockstep.engine.binlog.PreviousGtids;
import dev.lockstep.engine.binlog.gtid.Gtid;
import java.util.List;

/** MySQL 5.7: Previous_gtids, then Gtid or Anonymous_Gtid with logical time before each transaction. */
public final class MySqlForm implements BinlogForm {
    private final GtidState gtids;

    /** Over the GTIDs of the server. */
    public MySqlForm(GtidState gtids) {
        this.gtids = gtids;
    }

    @Override
    public FormatDescription description(String serverVersion, long createdSeconds, Checksum checksum) {
        return FormatDescription.mySql57(serverVersion, createdSeconds, checksum);
    }

    @Override
    public List<EncodedEvent> head(EventEncoder encoder, long seconds, List<String> files) {
        return List.of(encoder.encode(state(), seconds, EventFlags.IGNORABLE));
    }

    @Override
    public BinlogEvent state() {
        return new PreviousGtids(gtids.executed());
    }

    @Override
    public Named name(TransactionEvents transaction, Moment moment) {
        int flags = transaction.kind() == TransactionEvents.Kind.ROWS ? 0 : GtidLog.MAY_HAVE_STATEMENTS;
        Gtid gtid = gtids.assign(transaction.name() instanceof TransactionName.Given given ? given.gtid() : null);
        return new Named(gtid == null
                ? new AnonymousGtid(flags, moment.lastCommitted(), moment.sequenceNumber())
                : new GtidLog(flags, gtid, moment.lastCommitted(), moment.sequenceNumber()), 0, null);
    }

    @Override
    public void clear() {
        gtids.clear();
    }
}
