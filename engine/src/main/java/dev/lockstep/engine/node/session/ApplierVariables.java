package dev.lockstep.engine.node.session;

import dev.lockstep.engine.channel.ChannelRefusedException;
import dev.lockstep.engine.channel.ReplicationChannel;
import dev.lockstep.engine.filter.FilterRule;
import dev.lockstep.engine.filter.FilterSyntaxException;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.expression.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Variables of MariaDB that belong to a connection's applier: its filters and {@code sql_slave_skip_counter}. A name in front,
 * {@code conn.replicate_do_db}, means that connection; without one it is the session's usual one (semisync.md G.1).
 */
final class ApplierVariables {
    private static final String SKIP_COUNTER = "sql_slave_skip_counter";
    private static final int MUST_STOP = 1198;
    private static final long MAX_SKIP = 0xffff_ffffL;
    private static final int REWRITE_SINCE = 101_100;

    private final Server server;

    ApplierVariables(Server server) {
        this.server = server;
    }

    /** Names as SHOW VARIABLES lists them. */
    List<String> names() {
        List<String> names = new ArrayList<>(List.of(SKIP_COUNTER));
        for (FilterRule rule : FilterRule.values()) {
            if (exists(rule)) {
                names.add(rule.variable());
            }
        }
        return names;
    }

    private boolean exists(FilterRule rule) {
        return rule != FilterRule.REPLICATE_REWRITE_DB || server.version().number() >= REWRITE_SINCE;
    }

    /** Whether it is one of them, with or without a connection's name. */
    boolean has(String name) {
        String variable = variable(name);
        return variable.equals(SKIP_COUNTER) || FilterRule.named(variable).filter(this::exists).isPresent();
    }

    private static String variable(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String connection(String name, String usual) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? usual : name.substring(0, dot);
    }

    /** The value of a connection's variable; 1617. */
    Object value(String name, String usual) throws SqlError {
        ReplicationChannel channel = server.replication().find(connection(name, usual));
        Optional<FilterRule> rule = FilterRule.named(variable(name));
        return rule.isPresent()
                ? server.replication().filters().of(channel.name()).text(rule.get())
                : (Object) channel.status().applying().skipCounter();
    }

    /** SET GLOBAL; null for DEFAULT; 1617, 1198 while the applier runs, 1231 for what a rule cannot have. */
    void assign(String name, @Nullable Object value, String usual) throws SqlError {
        ReplicationChannel channel = server.replication().find(connection(name, usual));
        Optional<FilterRule> rule = FilterRule.named(variable(name));
        if (rule.isEmpty()) {
            skip(channel, value);
            return;
        }
        if (channel.status().applier().running()) {
            throw mustStop(channel);
        }
        String text = value == null ? "" : value.toString();
        try {
            server.replication().filters().set(channel.name(), rule.get(), List.of(text.split(",", -1)));
        } catch (FilterSyntaxException e) {
            throw SqlError.of(1231, "Variable '" + variable(name) + "' can't be set to the value of '" + text + "'");
        }
    }

    private static void skip(ReplicationChannel channel, @Nullable Object value) throws SqlError {
        if (value != null && !(value instanceof Number)) {
            throw SqlError.of(1232, "Incorrect argument type to variable '" + SKIP_COUNTER + "'");
        }
        try {
            channel.skip(value == null ? 0 : Math.clamp(Numbers.number(value).longValue(), 0, MAX_SKIP));
        } catch (ChannelRefusedException e) {
            throw mustStop(channel);
        }
    }

    private static SqlError mustStop(ReplicationChannel channel) {
        return SqlError.of(MUST_STOP,
                "This operation cannot be performed as you have a running slave '" + channel.name()
                        + "'; run STOP SLAVE '" + channel.name() + "' first");
    }
}
