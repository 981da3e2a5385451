package dev.lockstep.engine.node.session;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.channel.ChannelStatus;
import dev.lockstep.engine.channel.ReplicationChannel;
import dev.lockstep.engine.log.BinlogDirectory.LogFile;
import dev.lockstep.engine.node.commit.ServerBinlog;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.result.ResultTable;
import dev.lockstep.engine.sql.statement.Limit;
import dev.lockstep.engine.sql.statement.ShowStatement;
import dev.lockstep.engine.wire.ColumnDefinition;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** SHOW statements about replication. */
final class ReplicationShows {
    private final Server server;

    ReplicationShows(Server server) {
        this.server = server;
    }

    ResultTable masterStatus() throws SqlError {
        ResultTable.Builder table = ResultTable.of(List.of(ColumnDefinition.text("File"),
                ColumnDefinition.number("Position"), ColumnDefinition.text("Binlog_Do_DB"),
                ColumnDefinition.text("Binlog_Ignore_DB"), ColumnDefinition.text("Executed_Gtid_Set")));
        if (server.commits().logging()) {
            BinlogPosition end = server.commits().binlog().writtenEnd();
            table.row(end.file(), end.offset(), "", "", server.commits().gtids().executed().toString());
        }
        return table.build();
    }

    ResultTable binaryLogs() throws SqlError {
        ServerBinlog binlog = server.commits().binlog();
        ResultTable.Builder table = ResultTable.of(List.of(ColumnDefinition.text("Log_name"),
                ColumnDefinition.number("File_size")));
        try {
            for (LogFile file : binlog.list()) {
                table.row(file.name(), file.bytes());
            }
        } catch (IOException e) {
            throw SqlError.of(1373, "Target log not found in binlog index: " + e.getMessage());
        }
        return table.build();
    }

    ResultTable binlogEvents(ShowStatement.BinlogEvents show) throws SqlError {
        ServerBinlog binlog = server.commits().binlog();
        List<String> files = binlog.files();
        String file = show.file().orElse(files.getFirst());
        if (!files.contains(file)) {
            throw SqlError.of(1220, "Error when executing command SHOW BINLOG EVENTS: Could not find target log");
        }
        return events("SHOW BINLOG EVENTS", file, show.from(), show.limit());
    }

    ResultTable relaylogEvents(ShowStatement.RelaylogEvents show) throws SqlError {
        ChannelStatus status = server.replication().find(show.channel().orElse("")).status();
        String file = show.file().orElse(status.relay().file());
        if (!server.world().files().exists(file)) {
            throw SqlError.of(1220, "Error when executing command SHOW RELAYLOG EVENTS: Could not find target log");
        }
        return events("SHOW RELAYLOG EVENTS", file, show.from(), show.limit());
    }

    private ResultTable events(String command, String file, OptionalLong from, Limit limit)
            throws SqlError {
        try {
            return new EventList(server.world()).read(file, from.orElse(BinlogPosition.FIRST_OFFSET), limit);
        } catch (IOException e) {
            throw SqlError.of(1220, "Error when executing command " + command + ": " + e.getMessage());
        }
    }

    ResultTable slaveStatus(ShowStatement.SlaveStatus show) throws SqlError {
        ResultTable.Builder table = ResultTable.of(SlaveStatusRow.columns(show.words()));
        if (show.channel().isPresent()) {
            table.row(SlaveStatusRow.of(server, server.replication().find(show.channel().get()).status()));
        } else {
            server.replication().all().stream().filter(ReplicationChannel::configured)
                    .forEach(channel -> table.row(SlaveStatusRow.of(server, channel.status())));
        }
        return table.build();
    }

    ResultTable slaveHosts(ShowStatement.SlaveHosts show) {
        boolean old = show.words() == ShowStatement.Words.MASTER_SLAVE;
        ResultTable.Builder table = ResultTable.of(List.of(ColumnDefinition.number(old ? "Server_id" : "Server_Id"),
                ColumnDefinition.text("Host"), ColumnDefinition.number("Port"),
                ColumnDefinition.number(old ? "Master_id" : "Source_Id"),
                ColumnDefinition.text(old ? "Slave_UUID" : "Replica_UUID")));
        server.registrations().all().forEach(replica -> table.row(replica.serverId(), replica.host(), replica.port(),
                server.serverId(), replica.uuid()));
        return table.build();
    }
}
