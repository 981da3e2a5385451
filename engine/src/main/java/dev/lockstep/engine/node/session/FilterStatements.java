package dev.lockstep.engine.node.session;

import dev.lockstep.engine.channel.ReplicationChannel;
import dev.lockstep.engine.filter.FilterRule;
import dev.lockstep.engine.filter.FilterSyntaxException;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.FilterStatement;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** CHANGE REPLICATION FILTER: MySQL's way to set filters, while the SQL threads that they concern do not run. */
final class FilterStatements {
    private final Server server;

    FilterStatements(Server server) {
        this.server = server;
    }

    /** 3074 without the channel, 3017 and 3085 while it runs, 1210 for what a rule cannot have. */
    Answer execute(FilterStatement statement) throws SqlError {
        Collection<ReplicationChannel> channels = statement.channel().isPresent()
                ? List.of(server.replication().find(statement.channel().get()))
                : server.replication().all();
        for (ReplicationChannel channel : channels) {
            if (channel.status().applier().running()) {
                throw statement.channel().isPresent()
                        ? SqlError.of(3085,
                                "This operation cannot be performed with a running slave sql thread; run STOP "
                                        + "SLAVE SQL_THREAD FOR CHANNEL '" + channel.name() + "' first.")
                        : SqlError.of(3017,
                                "This operation cannot be performed with a running slave sql thread; run STOP "
                                        + "SLAVE SQL_THREAD first");
            }
        }
        try {
            for (Map.Entry<String, List<String>> rule : statement.rules().entrySet()) {
                set(statement, FilterRule.named(rule.getKey()).orElseThrow(), rule.getValue());
            }
        } catch (FilterSyntaxException e) {
            throw SqlError.of(1210, "Incorrect arguments to " + e.getMessage());
        }
        return Answer.OK;
    }

    private void set(FilterStatement statement, FilterRule rule, List<String> values) throws FilterSyntaxException {
        if (statement.channel().isPresent()) {
            server.replication().filters().set(statement.channel().get(), rule, values);
        } else {
            server.replication().filters().setForAll(rule, values);
        }
    }
}
