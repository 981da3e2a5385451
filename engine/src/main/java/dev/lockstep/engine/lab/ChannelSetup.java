package dev.lockstep.engine.lab;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.lab.spec.ChannelSpec;
import org.jspecify.annotations.Nullable;

/** Configures, starts and removes channels by SQL, as a person would. */
final class ChannelSetup {
    private static final String ORIGIN = "lab";

    private ChannelSetup() {}

    private static ChannelSql sql(LabNode replica, String channel) {
        return new ChannelSql(replica.profile(), channel);
    }

    /** Points a replica to a source, going on where it was if it has followed it before, and starts the channel. */
    static void connect(LabNode replica, LabNode source, ChannelSpec channel) throws LabException {
        ChannelSql sql = sql(replica, channel.name());
        BinlogPosition position = null;
        if (status(replica, channel.name()) instanceof SqlOutcome.Rows rows && !rows.rows().isEmpty()) {
            run(replica, sql.stop());
            position = position(rows);
        }
        run(replica, sql.changeSource(source.port(), channel.user(), position));
        run(replica, sql.start());
    }

    /** Points a channel to a source; the server refuses that while the channel runs. */
    static void point(LabNode replica, LabNode source, ChannelSpec channel, @Nullable BinlogPosition from)
            throws LabException {
        run(replica, sql(replica, channel.name()).changeSource(source.port(), channel.user(), from));
    }

    /** Starts a channel. */
    static void start(LabNode replica, String channel) throws LabException {
        run(replica, sql(replica, channel).start());
    }

    /** Stops a channel and forgets it. */
    static void disconnect(LabNode replica, String channel) throws LabException {
        run(replica, sql(replica, channel).stop());
        forget(replica, channel);
    }

    /** Forgets a channel; the server refuses that while it runs. */
    static void forget(LabNode replica, String channel) throws LabException {
        run(replica, sql(replica, channel).forget());
    }

    /** The row of a channel. */
    static SqlOutcome status(LabNode replica, String channel) {
        return replica.query("channels", sql(replica, channel).status(), 10_000);
    }

    /** How far a channel has applied its source, null if it has not begun. */
    static @Nullable BinlogPosition applied(LabNode replica, String channel) {
        return status(replica, channel) instanceof SqlOutcome.Rows rows && !rows.rows().isEmpty()
                ? position(rows)
                : null;
    }

    private static @Nullable BinlogPosition position(SqlOutcome.Rows rows) {
        String file = rows.value(0, "Relay_Master_Log_File");
        String offset = rows.value(0, "Exec_Master_Log_Pos");
        return file == null || file.isEmpty() || offset == null || !offset.matches("\\d{1,18}")
                ? null
                : new BinlogPosition(file, Long.parseLong(offset));
    }

    private static void run(LabNode node, String sql) throws LabException {
        if (node.execute(ORIGIN, sql) instanceof SqlOutcome.Refused refused) {
            String number = refused.errno() == 0 ? "" : "ERROR " + refused.errno() + ": ";
            throw new LabException(node.name() + " refused \"" + sql + "\": " + number + refused.message());
        }
    }
}
