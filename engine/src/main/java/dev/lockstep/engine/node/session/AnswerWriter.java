package dev.lockstep.engine.node.session;

import dev.lockstep.engine.link.PacketLink;
import dev.lockstep.engine.sql.result.ResultTable;
import dev.lockstep.engine.wire.OkPacket;
import dev.lockstep.engine.wire.ResultRow;
import dev.lockstep.engine.wire.ResultSetWriter;
import dev.lockstep.engine.wire.ServerError;
import java.io.IOException;

/** Sends answers to one client. Used by the session's thread. */
final class AnswerWriter {
    private final PacketLink link;
    private final long capabilities;

    AnswerWriter(PacketLink link, long capabilities) {
        this.link = link;
        this.capabilities = capabilities;
    }

    /** An answer of a statement; {@code status} says whether another follows. */
    void write(Answer answer, ResultSetWriter.Protocol protocol, int status, int warnings) throws IOException {
        switch (answer) {
            case Answer.Done done -> link.writePacket(new OkPacket(done.affectedRows(), done.lastInsertId(), status,
                    warnings, done.info()).encode());
            case Answer.Rows(ResultTable table) -> rows(table, protocol, status, warnings);
        }
    }

    private void rows(ResultTable table, ResultSetWriter.Protocol protocol, int status, int warnings)
            throws IOException {
        ResultSetWriter writer = new ResultSetWriter(link, capabilities, protocol);
        writer.columns(table.columns(), status);
        for (ResultRow row : table.rows()) {
            writer.row(row);
        }
        writer.end(status, warnings);
    }

    /** Plain OK. */
    void ok(int status) throws IOException {
        link.writePacket(OkPacket.of(status).encode());
    }

    /** An error. */
    void error(ServerError error) throws IOException {
        link.writePacket(error.encode());
    }

    /** The link, for answers of another form. */
    PacketLink link() {
        return link;
    }

    /** Capabilities that both sides have. */
    long capabilities() {
        return capabilities;
    }
}
