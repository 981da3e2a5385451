package dev.lockstep.engine.lab;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.lab.spec.ChannelSpec;
import org.jspecify.annotations.Nullable;

/** Configures, starts and removes channels by SQL, as a person would. */
final class ChannelSetup {
    private static final String ORIGIN = "lab";

    private ChannelSetup() {}

    /** Points a replica to a source, going on where it was if it has followed it before, and starts the channel. */
    static void connect(LabNode replica, LabNode source, ChannelSpec channel) throws LabException {
        ChannelSql words = new ChannelSql(replica.profile(), channel.name());
        BinlogPosition from = null;
        if (status(replica, channel.name()) instanceof SqlOutcome.Rows rows && !rows.rows().isEmpty()) {
            run(replica, words.stop());
            from = position(rows.value(0, "Relay_Master_Log_File"), rows.value(0, "Exec_Master_Log_Pos"));
        }
        run(replica, words.changeSource(source.port(), channel.user(), from));
        run(replica, words.start());
    }

    /** Stops a channel and forgets it. */
    static void disconnect(LabNode replica, String channel) throws LabException {
        ChannelSql words = new ChannelSql(replica.profile(), channel);
        run(replica, words.stop());
        run(replica, words.forget());
    }

    /** The row of a channel. */
    static SqlOutcome status(LabNode replica, String channel) {
        return replica.query("channels", new ChannelSql(replica.profile(), channel).status(), 10_000);
    }

    private static @Nullable BinlogPosition position(@Nullable String file, @Nullable String offset) {
        return file == null || file.isEmpty() || offset == null
                ? null
                : new BinlogPosition(file, Long.parseLong(offset));
    }

    private static void run(LabNode node, String sql) throws LabException {
        if (node.execute(ORIGIN, sql) instanceof SqlOutcome.Refused refused) {
            throw new LabException(node.name() + " refused \"" + sql + "\": " + refused.message());
        }
    }
}
