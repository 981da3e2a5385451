package dev.lockstep.engine.log;

import dev.lockstep.engine.binlog.AnonymousGtid;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventEncoder;
import dev.lockstep.engine.binlog.EventFlags;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.binlog.GtidLog;
import dev.lockstep.engine.binlog.PreviousGtids;
import dev.lockstep.engine.binlog.Query;
import dev.lockstep.engine.binlog.Rotate;
import dev.lockstep.engine.binlog.StatusVars;
import dev.lockstep.engine.binlog.Xid;
import dev.lockstep.engine.binlog.gtid.Gtid;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.binlog.row.ColumnSpec;
import dev.lockstep.engine.binlog.row.RowChange;
import dev.lockstep.engine.binlog.row.RowCodec;
import dev.lockstep.engine.binlog.row.RowImage;
import dev.lockstep.engine.binlog.row.TableSpec;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.world.Files;
import dev.lockstep.engine.world.LiveWorlds;
import dev.lockstep.engine.world.LockModel;
import dev.lockstep.engine.world.WorldFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** A real data folder, and events as a MySQL 5.7 source writes them. */
final class LogFolder implements AutoCloseable {
    static final UUID SID = UUID.fromString("01020304-0506-0708-090a-0b0c0d0e0f10");
    static final EventEncoder ENCODER = new EventEncoder(7, Checksum.CRC32);
    static final FormatDescription FORMAT = FormatDescription.mySql57("5.7.22-lockstep", 0, Checksum.CRC32);
    static final TableSpec TABLE = new TableSpec("test", "t",
            List.of(ColumnSpec.integer("id").notNull(), ColumnSpec.varchar("name", 20, 45)));
    static final int NOW = 1_700_000_000;

    private final LiveWorlds worlds = new LiveWorlds(new TraceLog(), LockModel.DEFAULT);
    final Files files;

    LogFolder(Path folder) throws IOException {
        files = worlds.open("n1", folder).files();
    }

    static EncodedEvent description() {
        return ENCODER.encode(FORMAT, NOW);
    }

    static EncodedEvent previous(GtidSet gtids) {
        return ENCODER.encode(new PreviousGtids(gtids), NOW);
    }

    static Function<Rotate, EncodedEvent> rotation() {
        return rotate -> ENCODER.encode(rotate, NOW);
    }

    /** GTID (or none for number 0), BEGIN, table map, one row, XID. */
    static List<EncodedEvent> transaction(long number, long xid) {
        List<EncodedEvent> events = new ArrayList<>();
        events.add(ENCODER.encode(number == 0
                ? new AnonymousGtid(0, xid - 1, xid)
                : new GtidLog(0, new Gtid(SID, number), xid - 1, xid), NOW));
        events.add(ENCODER.encode(new Query(3, "test", StatusVars.of(0, 0, 45, 45, 8), "BEGIN"), NOW,
                EventFlags.SUPPRESS_USE));
        events.add(ENCODER.encode(TABLE.tableMap(108), NOW));
        new RowCodec(TABLE).encode(108, List.of(RowChange.inserted(RowImage.full(List.of(xid, "row " + xid)))))
                .forEach(rows -> events.add(ENCODER.encode(rows, NOW)));
        events.add(ENCODER.encode(new Xid(xid), NOW));
        return events;
    }

    BinlogDirectory binlog() throws IOException {
        return BinlogDirectory.open(files, "bin");
    }

    /** A binlog of one file with that many transactions, closed cleanly or as by a crash. */
    BinlogFile written(int transactions) throws IOException {
        BinlogFile file = binlog().create(description(), List.of(previous(GtidSet.EMPTY)));
        for (int i = 1; i <= transactions; i++) {
            file.append(transaction(i, 100 + i));
        }
        file.flush();
        return file;
    }

    /** Changes one byte of a file. */
    void damage(String name, long at) throws IOException {
        try (WorldFile file = files.open(name)) {
            byte[] one = new byte[1];
            file.read(at, one, 0, 1);
            one[0] ^= 0x55;
            file.write(at, one, 0, 1);
        }
    }

    void truncate(String name, long size) throws IOException {
        try (WorldFile file = files.open(name)) {
            file.truncate(size);
        }
    }

    /** All events that a stream gives now, one text for each. */
    static List<String> drain(BinlogStream stream) throws IOException {
        List<String> seen = new ArrayList<>();
        for (BinlogStream.Item item = stream.next(); item != null; item = stream.next()) {
            seen.add(switch (item) {
                case BinlogStream.Item.FileEntered entered -> "file " + entered.file() + " from " + entered.start();
                case BinlogStream.Item.Event event -> stream.decode(event.event()).getClass().getSimpleName();
            });
        }
        return seen;
    }

    static BinlogPosition at(String file, long offset) {
        return new BinlogPosition(file, offset);
    }

    @Override
    public void close() {
        worlds.close();
    }
}
