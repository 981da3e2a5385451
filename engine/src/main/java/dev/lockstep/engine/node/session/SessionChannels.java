package dev.lockstep.engine.node.session;

import dev.lockstep.engine.channel.ChannelChange;
import dev.lockstep.engine.channel.ChannelStatus;
import dev.lockstep.engine.channel.ChannelThread;
import dev.lockstep.engine.channel.GtidUse;
import dev.lockstep.engine.channel.ReplicationChannel;
import dev.lockstep.engine.channel.UntilCondition;
import dev.lockstep.engine.node.replica.Channels;
import dev.lockstep.engine.node.replica.SkipCounterRules;
import dev.lockstep.engine.node.session.Warning.Level;
import dev.lockstep.engine.profile.GtidDefault;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.ReplicationStatement.Extent;
import java.util.Optional;
import java.util.Set;

/**
 * Which channels a session's statement means, and what it is told of them: without a name, MySQL means all of them and
 * MariaDB the one that {@code @@default_master_connection} names (semisync.md G.1).
 */
final class SessionChannels {
    static final String USUAL = "default_master_connection";

    private final Server server;
    private final SqlSession sql;
    private final boolean mariaDb;

    SessionChannels(Server server, SqlSession sql) {
        this.server = server;
        this.sql = sql;
        this.mariaDb = server.profile().dialect() == Dialect.MARIADB;
    }

    private Channels channels() {
        return server.replication();
    }

    /** The channel that a statement means without naming one. */
    String usual() {
        return mariaDb ? sql.variables().text(USUAL) : "";
    }

    /** For statements that are about one channel: MySQL wants it named if there are several; 3079. */
    String one(Optional<String> named) throws SqlError {
        if (named.isEmpty() && !mariaDb) {
            channels().wantOneOnly();
        }
        return named.orElseGet(this::usual);
    }

    private void each(Optional<String> named, Channels.Work work) throws SqlError {
        if (named.isEmpty() && !mariaDb) {
            channels().onAll(work);
        } else {
            channels().on(named.orElseGet(this::usual), work);
        }
    }

    /** START SLAVE. */
    void start(Optional<String> named, Set<ChannelThread> threads, UntilCondition until) throws SqlError {
        if (!mariaDb && threads.contains(ChannelThread.APPLIER)) {
            new SkipCounterRules(server.variables(), channels()).checkStart(named);
        }
        each(named, channel -> {
            if (running(channel, threads) == threads.size()) {
                note(channel, 1254, "Slave is already running", 3083, "already running.");
            }
            channel.start(threads, until);
        });
    }

    /** STOP SLAVE. */
    void stop(Optional<String> named, Set<ChannelThread> threads) throws SqlError {
        each(named, channel -> {
            if (running(channel, threads) == 0) {
                note(channel, 1255, "Slave already has been stopped", 3084, "already stopped.");
            }
            channel.stop(threads);
        });
    }

    private void note(ReplicationChannel channel, int mariaDbCode, String mariaDbText, int code, String state) {
        if (mariaDb) {
            sql.warn(Level.NOTE, mariaDbCode, mariaDbText);
        } else if (channel.configured()) {
            sql.warn(Level.NOTE, code, "Replication thread(s) for channel '" + channel.name() + "' are " + state);
        }
    }

    private static int running(ReplicationChannel channel, Set<ChannelThread> threads) {
        ChannelStatus status = channel.status();
        int running = 0;
        for (ChannelThread thread : threads) {
            running += switch (thread) {
                case RECEIVER -> status.receiver().running() ? 1 : 0;
                case APPLIER -> status.applier().running() ? 1 : 0;
            };
        }
        return running;
    }

    /** START ALL SLAVES: tells of each that was started. */
    void startAll(Set<ChannelThread> threads) throws SqlError {
        channels().onConfigured(channel -> {
            if (running(channel, threads) < threads.size()) {
                channel.start(threads);
                sql.warn(Level.NOTE, 1937, "SLAVE '" + channel.name() + "' started");
            }
        });
    }

    /** STOP ALL SLAVES: tells of each that was stopped. */
    void stopAll(Set<ChannelThread> threads) throws SqlError {
        channels().onConfigured(channel -> {
            if (running(channel, threads) > 0) {
                channel.stop(threads);
                sql.warn(Level.NOTE, 1938, "SLAVE '" + channel.name() + "' stopped");
            }
        });
    }

    /** RESET SLAVE [ALL]. */
    void reset(Optional<String> named, Extent extent) throws SqlError {
        if (named.isEmpty() && !mariaDb) {
            for (ReplicationChannel channel : channels().configured()) {
                reset(channel.name(), extent);
            }
        } else {
            reset(named.orElseGet(this::usual), extent);
        }
    }

    private void reset(String name, Extent extent) throws SqlError {
        switch (extent) {
            case POSITIONS -> {
                GtidUse before = using(name);
                channels().reset(name);
                changesGtidUse("RESET SLAVE", before, using(name));
            }
            case ALL -> channels().forget(name);
        }
    }

    /**
     * CHANGE MASTER TO.
     *
     * @param saysGtid whether it names MASTER_USE_GTID
     */
    void change(Optional<String> named, ChannelChange change, boolean saysGtid) throws SqlError {
        String name = one(named);
        GtidUse before = using(name);
        channels().configure(name, change);
        if (!saysGtid) {
            changesGtidUse("CHANGE MASTER TO", before, using(name));
        }
    }

    private GtidUse using(String name) {
        return channels().known(name).map(ReplicationChannel::configuration)
                .orElseGet(() -> ReplicationChannel.never(server.profile())).options().gtidUse();
    }

    private void changesGtidUse(String statement, GtidUse before, GtidUse after) {
        if (before != after && server.profile().gtidDefault() == GtidDefault.SLAVE_POS) {
            sql.warn(Level.NOTE, 4190, statement + " is implicitly changing the value of 'Using_Gtid' from '"
                    + before.text() + "' to '" + after.text() + "'");
        }
    }

    /** FLUSH RELAY LOGS. */
    void flush(Optional<String> named) throws SqlError {
        each(named, ReplicationChannel::rotateRelay);
    }
}
