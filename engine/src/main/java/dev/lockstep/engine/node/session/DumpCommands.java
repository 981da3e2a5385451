package dev.lockstep.engine.node.session;

import dev.lockstep.engine.channel.BinlogSender;
import dev.lockstep.engine.channel.DumpRequest;
import dev.lockstep.engine.channel.DumpSession;
import dev.lockstep.engine.link.PacketLink;
import dev.lockstep.engine.node.commit.ServerBinlog;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.result.SqlValues;
import dev.lockstep.engine.wire.ReplicationCommand;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a replica sends: registration, and the dump, which runs on the session's thread until it ends. */
final class DumpCommands {
    private final Server server;
    private final Session session;
    private final SqlSession sql;
    private final AnswerWriter out;

    DumpCommands(Server server, Session session, SqlSession sql, AnswerWriter out) {
        this.server = server;
        this.session = session;
        this.sql = sql;
        this.out = out;
    }

    void handle(ReplicationCommand command) throws SqlError, IOException {
        switch (command) {
            case ReplicationCommand.ComRegisterSlave register -> {
                session.begin("Register Slave", null);
                new AccessCheck(server, sql).register();
                server.registrations().add(register, text("slave_uuid"), session.id());
                out.ok(sql.statusFlags());
            }
            case ReplicationCommand.ComBinlogDump dump -> dump("Binlog Dump", DumpRequest.of(dump));
            case ReplicationCommand.ComBinlogDumpGtid dump -> dump("Binlog Dump GTID", DumpRequest.of(dump));
        }
    }

    private String text(String variable) {
        Object value = sql.userVariables().get(variable);
        return value == null ? "" : SqlValues.text(value);
    }

    private void dump(String command, DumpRequest request) throws SqlError, IOException {
        session.begin(command, null);
        new AccessCheck(server, sql).dump();
        if (!server.commits().logging()) {
            throw SqlError.of(1236, "Got fatal error 1236 from master when reading data from binary log: "
                    + "'Binary log is not open'");
        }
        ServerBinlog binlog = server.commits().binlog();
        BinlogSender sender = new BinlogSender(new ServerBinlogSource(server), new Dumped(), request,
                server.dumpThreads());
        session.onKill(() -> {
            out.link().close();
            binlog.wakeDumpThreads();
        });
        try {
            sender.run();
        } finally {
            session.onKill(() -> {});
        }
    }

    /** This session, as its sender sees it. */
    private final class Dumped implements DumpSession {
        @Override
        public long connectionId() {
            return session.id();
        }

        @Override
        public PacketLink link() {
            return out.link();
        }

        @Override
        public @Nullable String userVariable(String name) {
            Object value = sql.userVariables().get(name);
            return value == null ? null : SqlValues.text(value);
        }

        @Override
        public boolean skipsMarked() {
            return server.mariaDb() && sql.variables().enabled("skip_replication");
        }

        @Override
        public String channel() {
            return session.channel();
        }

        @Override
        public boolean killed() {
            return session.interrupted();
        }

        @Override
        public void kill() {
            session.kill();
        }
    }
}
