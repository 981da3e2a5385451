package dev.lockstep.engine.node.session;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.channel.ChannelStatus;
import dev.lockstep.engine.channel.ChannelThreadState;
import dev.lockstep.engine.channel.ReplicationChannel;
import dev.lockstep.engine.node.session.Warning.Level;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.expression.Numbers;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code MASTER_POS_WAIT(file, position[, seconds[, channel]])}: waits until an applier has reached a position. */
final class PositionWait {
    private static final long STEP_NANOS = 2_000_000L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Server server;
    private final SqlSession sql;
    private final SessionChannels channels;

    PositionWait(Server server, SqlSession sql) {
        this.server = server;
        this.sql = sql;
        this.channels = new SessionChannels(server, sql);
    }

    /**
     * Waits.
     *
     * @return events waited for (here: 0 or 1), -1 after the time, null if the applier does not run
     */
    @Nullable
    Object run(List<@Nullable Object> arguments) throws SqlError {
        Object file = arguments.isEmpty() ? null : arguments.getFirst();
        Object offset = arguments.size() < 2 ? null : arguments.get(1);
        if (file == null || offset == null) {
            return null;
        }
        BinlogPosition wanted = new BinlogPosition(file.toString(), Numbers.number(offset).longValue());
        Object seconds = arguments.size() < 3 ? null : arguments.get(2);
        double limit = seconds == null ? 0 : Math.min(Numbers.number(seconds).doubleValue(), Integer.MAX_VALUE);
        Object named = arguments.size() < 4 ? null : arguments.get(3);
        ReplicationChannel channel = channel(Optional.ofNullable(named).map(Object::toString));
        if (channel == null) {
            return null;
        }
        long deadline = limit <= 0
                ? Long.MAX_VALUE
                : server.world().clock().nanos() + (long) (limit * NANOS_PER_SECOND);
        return await(channel, wanted, deadline);
    }

    /** MariaDB warns of a connection that it does not know, MySQL refuses the statement. */
    private @Nullable ReplicationChannel channel(Optional<String> named) throws SqlError {
        String name = channels.one(named);
        try {
            return server.replication().find(name);
        } catch (SqlError e) {
            if (e.code() != 1617) {
                throw e;
            }
            sql.warn(Level.WARNING, e.code(), e.text());
            return null;
        }
    }

    private @Nullable Object await(ReplicationChannel channel, BinlogPosition wanted, long deadline) {
        boolean waited = false;
        while (!sql.session().interrupted()) {
            ChannelStatus status = channel.status();
            if (!status.executed().file().isEmpty() && status.executed().reaches(wanted)) {
                return waited ? 1L : 0L;
            }
            if (status.applier() == ChannelThreadState.NO) {
                return null;
            }
            if (server.world().clock().nanos() >= deadline) {
                return -1L;
            }
            waited = true;
            server.world().threads().sleep(STEP_NANOS);
        }
        return null;
    }
}
