package dev.lockstep.engine.node.session;

import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventInfo;
import dev.lockstep.engine.binlog.EventTypes;
import dev.lockstep.engine.log.BinlogReader;
import dev.lockstep.engine.log.ReadOptions;
import dev.lockstep.engine.sql.result.ResultTable;
import dev.lockstep.engine.sql.statement.Limit;
import dev.lockstep.engine.wire.ColumnDefinition;
import dev.lockstep.engine.world.World;
import java.io.IOException;
import java.util.List;

/** {@code SHOW BINLOG EVENTS}: reads a log file and says of each event what MySQL 5.7 says. */
final class EventList {
    private static final int MAX_ROWS = 100_000;

    private final World world;

    EventList(World world) {
        this.world = world;
    }

    ResultTable read(String name, long from, Limit limit) throws IOException {
        ResultTable.Builder table = ResultTable.of(List.of(ColumnDefinition.text("Log_name"),
                ColumnDefinition.number("Pos"), ColumnDefinition.text("Event_type"),
                ColumnDefinition.number("Server_id"), ColumnDefinition.number("End_log_pos"),
                ColumnDefinition.text("Info")));
        long most = Math.min(limit.count(), MAX_ROWS);
        long seen = 0;
        try (BinlogReader reader = BinlogReader.open(world.files(), name, ReadOptions.RELAY_LOG)) {
            long size = reader.fileSize();
            if (reader.position() > from) {
                EncodedEvent description = reader.description();
                if (seen++ >= limit.offset() && seen <= limit.offset() + most) {
                    table.row(name, 4, "Format_desc", description.header().serverId(),
                            4 + description.length(), EventInfo.of(description.header(), reader.decode(description)));
                }
            } else {
                reader.seek(from);
            }
            long start = reader.position();
            for (EncodedEvent event = reader.next(size); event != null
                    && seen < limit.offset() + most; event = reader.next(size)) {
                if (seen++ >= limit.offset()) {
                    table.row(name, start, EventTypes.name(event.type()), event.header().serverId(),
                            event.header().endLogPos(), EventInfo.of(event.header(), reader.decode(event)));
                }
                start = reader.position();
            }
        }
        return table.build();
    }

}
