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
            spare(replica, source, channel, rows);
            run(replica, sql.stop());
            position = position(rows);
        }
        run(replica, change(replica, source, channel, position));
        run(replica, sql.start());
    }

    /** A server outside the lab keeps what it follows; only what the lab left there is taken up again. */
    private static void spare(LabNode replica, LabNode source, ChannelSpec channel, SqlOutcome.Rows rows)
            throws LabException {
        String host = rows.value(0, "Master_Host");
        String port = rows.value(0, "Master_Port");
        if (replica.foreign() && host != null && !host.isEmpty()
                && !(host.equals(source.address().host()) && Integer.toString(source.port()).equals(port))) {
            String named = channel.name().isEmpty() ? "its default channel" : "its channel '" + channel.name() + "'";
            throw new LabException(replica.name() + " follows " + host + ":" + port + " by " + named
                    + " already; give the lab's channel another name, or take that one away there: "
                    + sql(replica, channel.name()).stop() + "; " + sql(replica, channel.name()).forget());
        }
    }

    private static String change(LabNode replica, LabNode source, ChannelSpec channel, @Nullable BinlogPosition from)
            throws LabException {
        NodeAddress there = source.address();
        if (!source.foreign() && replica.foreign() && !replica.address().isLocal()) {
            throw new LabException(replica.name() + " runs on " + replica.address().host() + " and cannot reach "
                    + source.name() + ", which the lab has on this machine's loopback address only");
        }
        boolean own = channel.user().equals(ChannelSpec.DEFAULT_USER) && channel.password().isEmpty();
        NodeAddress account = source.foreign() && own
                ? there
                : new NodeAddress(there.host(), there.port(), channel.user(), channel.password());
        ChannelSql sql = sql(replica, channel.name());
        String statement = sql.changeSource(account, from);
        statement = from == null ? sql.byPosition(statement) : statement;
        return replica.real() && there.isLocal() ? sql.withoutTls(statement) : statement;
    }

    /** Points a channel to a source; the server refuses that while the channel runs. */
    static void point(LabNode replica, LabNode source, ChannelSpec channel, @Nullable BinlogPosition from)
            throws LabException {
        run(replica, change(replica, source, channel, from));
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
