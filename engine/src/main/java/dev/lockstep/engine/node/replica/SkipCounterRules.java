package dev.lockstep.engine.node.replica;

import dev.lockstep.engine.channel.ReplicationChannel;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.variable.SystemVariables;
import java.util.Optional;

/**
 * What MySQL allows with {@code sql_slave_skip_counter}, which is one for the server and goes to the SQL thread that starts
 * next: not with GTIDs, not while an SQL thread runs, not for several at once (MySQL 5.7 manual).
 */
public final class SkipCounterRules {
    private static final String SKIP_COUNTER = "sql_slave_skip_counter";

    private final SystemVariables variables;
    private final Channels channels;

    /** For a server. */
    public SkipCounterRules(SystemVariables variables, Channels channels) {
        this.variables = variables;
        this.channels = channels;
    }

    /** Refuses SET from now on where it is not allowed: 1858, 3017. */
    public void guard() {
        variables.guard(SKIP_COUNTER, (variable, before, now) -> {
            if (variables.text("gtid_mode").equals("ON")) {
                throw SqlError.of(1858, "sql_slave_skip_counter can not be set when the server is running with "
                        + "@@GLOBAL.GTID_MODE = ON. Instead, for each transaction that you want to skip, generate an empty "
                        + "transaction with the same GTID as the transaction");
            }
            if (channels.all().stream().anyMatch(channel -> channel.status().applier().running())) {
                throw SqlError.of(3017, "This operation cannot be performed with a running slave sql thread; run STOP "
                        + "SLAVE SQL_THREAD first");
            }
        });
    }

    /** Before SQL threads are started: 3086 if the counter is set and several would start. */
    public void checkStart(Optional<String> named) throws SqlError {
        long configured = channels.all().stream().filter(ReplicationChannel::configured).count();
        if (named.isEmpty() && configured > 1 && variables.number(SKIP_COUNTER) > 0) {
            throw SqlError.of(3086,
                    "When sql_slave_skip_counter > 0, it is not allowed to start more than one SQL thread "
                            + "by using 'START SLAVE [SQL_THREAD]'. Value of sql_slave_skip_counter can only be used by one SQL "
                            + "thread at a time. Please use 'START SLAVE [SQL_THREAD] FOR CHANNEL' to start the SQL thread which "
                            + "will use the value of sql_slave_skip_counter.");
        }
    }
}
