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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** SHOW statements about replication. */
final class ReplicationShows {
    private final Server server;
    private final SessionChannels channels;

    ReplicationShows(Server server, SqlSession sql) {
        this.server = server;
        this.channels = new SessionChannels(server, sql);
    }

    ResultTable masterStatus() throws SqlError {
        List<ColumnDefinition> columns = new ArrayList<>(List.of(ColumnDefinition.text("File"),
                ColumnDefinition.number("Position"), ColumnDefinition.text("Binlog_Do_DB"),
                ColumnDefinition.text("Binlog_Ignore_DB")));
        List<Object> cells = new ArrayList<>();
        if (server.commits().logging()) {
            BinlogPosition end = server.commits().binlog().writtenEnd();
            cells.addAll(List.of(end.file(), end.offset(), "", ""));
        }
        if (!server.mariaDb()) {
            columns.add(ColumnDefinition.text("Executed_Gtid_Set"));
            cells.add(server.commits().gtids().executed().toString());
        }
        ResultTable.Builder table = ResultTable.of(columns);
        if (server.commits().logging()) {
            table.row(cells.toArray());
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
        ChannelStatus status = server.replication().find(channels.one(show.channel())).status();
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
        boolean one = show.channel().isPresent() || server.mariaDb();
        List<ReplicationChannel> shown = one
                ? List.of(server.replication().find(show.channel().orElseGet(channels::usual)))
                : server.replication().configured();
        return rows(SlaveStatusColumns.of(server.version(), show.words()), shown);
    }

    ResultTable allSlavesStatus() {
        return rows(SlaveStatusColumns.ofAll(server.version()), server.replication().configured());
    }

    private ResultTable rows(SlaveStatusColumns columns, List<ReplicationChannel> shown) {
        ResultTable.Builder table = ResultTable.of(columns.definitions());
        shown.stream().filter(ReplicationChannel::configured)
                .forEach(channel -> table.row(SlaveStatusRow.of(columns, server, channel)));
        return table.build();
    }

    ResultTable slaveHosts(ShowStatement.SlaveHosts show) {
        boolean old = show.words() == ShowStatement.Words.MASTER_SLAVE;
        boolean uuid = !server.mariaDb();
        List<ColumnDefinition> columns = new ArrayList<>(List.of(
                ColumnDefinition.number(old ? "Server_id" : "Server_Id"), ColumnDefinition.text("Host"),
                ColumnDefinition.number("Port"), ColumnDefinition.number(old ? "Master_id" : "Source_Id")));
        if (uuid) {
            columns.add(ColumnDefinition.text(old ? "Slave_UUID" : "Replica_UUID"));
        }
        ResultTable.Builder table = ResultTable.of(columns);
        server.registrations().all().forEach(replica -> {
            List<Object> cells = new ArrayList<>(
                    List.of(replica.serverId(), replica.host(), replica.port(), server.serverId()));
            if (uuid) {
                cells.add(replica.uuid());
            }
            table.row(cells.toArray());
        });
        return table.build();
    }
}
