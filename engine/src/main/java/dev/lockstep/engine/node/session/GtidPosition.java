package dev.lockstep.engine.node.session;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventTypes;
import dev.lockstep.engine.binlog.GtidList;
import dev.lockstep.engine.binlog.MariaDbGtidLog;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.binlog.gtid.MariaDbGtidPosition;
import dev.lockstep.engine.log.BinlogReader;
import dev.lockstep.engine.log.GtidMarks;
import dev.lockstep.engine.log.ReadOptions;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.expression.Numbers;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code BINLOG_GTID_POS(file, position)} of MariaDB: what the binlog holds up to there; NULL for a place that it has not. */
final class GtidPosition {
    private final Server server;

    GtidPosition(Server server) {
        this.server = server;
    }

    @Nullable
    String of(List<@Nullable Object> arguments) throws SqlError {
        if (arguments.size() != 2) {
            throw SqlError.of(1582, "Incorrect parameter count in the call to native function 'binlog_gtid_pos'");
        }
        Object file = arguments.get(0);
        Object offset = arguments.get(1);
        if (file == null || offset == null || !server.commits().logging()) {
            return null;
        }
        String name = file.toString();
        long end = Numbers.number(offset).longValue();
        if (name.isEmpty()) {
            return "";
        }
        if (!server.commits().binlog().files().contains(name)) {
            return null;
        }
        try (BinlogReader reader = BinlogReader.open(server.world().files(), name, ReadOptions.BINLOG)) {
            BinlogPosition written = server.commits().binlog().writtenEnd();
            long size = name.equals(written.file()) ? written.offset() : reader.fileSize();
            if (end > size) {
                return null;
            }
            GtidMarks.Mark mark = server.commits().binlog().directory().marks().last(name, each -> each.offset() <= end)
                    .orElse(null);
            if (mark == null) {
                return read(reader, MariaDbGtidPosition.EMPTY, end).toString();
            }
            reader.seek(mark.offset());
            return read(reader, plus(MariaDbGtidPosition.EMPTY, mark.state()), end).toString();
        } catch (IOException e) {
            return null;
        }
    }

    private static MariaDbGtidPosition plus(MariaDbGtidPosition position, BinlogEvent state) {
        MariaDbGtidPosition sum = position;
        if (state instanceof GtidList list) {
            for (MariaDbGtid gtid : list.gtids()) {
                sum = sum.plus(gtid);
            }
        }
        return sum;
    }

    private static MariaDbGtidPosition read(BinlogReader reader, MariaDbGtidPosition start, long end)
            throws IOException {
        MariaDbGtidPosition position = start;
        for (EncodedEvent event = next(reader, end); event != null; event = next(reader, end)) {
            if (event.type() == EventTypes.MARIADB_GTID_LIST) {
                position = plus(position, reader.decode(event));
            } else if (event.type() == EventTypes.MARIADB_GTID
                    && reader.decode(event) instanceof MariaDbGtidLog log) {
                position = position.plus(log.gtid(event.header().serverId()));
            }
        }
        return position;
    }

    private static @Nullable EncodedEvent next(BinlogReader reader, long end) throws IOException {
        return reader.position() < end ? reader.next(end) : null;
    }
}
