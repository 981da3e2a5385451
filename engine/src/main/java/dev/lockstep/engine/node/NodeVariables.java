package dev.lockstep.engine.node;

import dev.lockstep.engine.filter.FilterRule;
import dev.lockstep.engine.filter.FilterSyntaxException;
import dev.lockstep.engine.node.replica.ChannelFilters;
import dev.lockstep.engine.node.session.Plugins;
import dev.lockstep.engine.profile.WaitCount;
import dev.lockstep.engine.profile.WaitPointChoice;
import dev.lockstep.engine.profile.Words;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.variable.StandardVariables;
import dev.lockstep.engine.sql.variable.SystemVariable;
import dev.lockstep.engine.sql.variable.SystemVariable;
import dev.lockstep.engine.sql.variable.SystemVariables;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.world.World;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The variables of a node at its start: defaults, what the profile says otherwise, what the configuration sets. */
final class NodeVariables {
    private static final String DEFAULT_LOG_BASE = "mysql-bin";
    private static final List<String> TOLD_AT_START = List.of("sync_binlog", "read_only", "super_read_only",
            "gtid_mode",
            "log_slave_updates", "binlog_group_commit_sync_delay", "slave_net_timeout");

    private static final List<String> ONLY_MARIADB = List.of("default_master_connection", "binlog_annotate_row_events",
            "gtid_binlog_pos", "gtid_binlog_state", "gtid_cleanup_batch_size", "gtid_current_pos", "gtid_domain_id",
            "gtid_ignore_duplicates", "gtid_seq_no", "gtid_slave_pos", "gtid_strict_mode", "init_rpl_role", "last_gtid",
            "replicate_events_marked_for_skip", "skip_replication",
            "replicate_annotate_row_events");
    private static final List<String> ONLY_MYSQL = List.of("gtid_mode", "enforce_gtid_consistency", "gtid_executed",
            "gtid_executed_compression_period", "gtid_purged", "gtid_next", "gtid_owned", "show_compatibility_56",
            "session_track_gtids", "auto_generate_certs", "master_info_repository", "relay_log_info_repository");

    private final SystemVariables variables = new SystemVariables(StandardVariables.all());
    private final NodeConfig config;
    private final ChannelFilters filters = new ChannelFilters();
    private String logBase = DEFAULT_LOG_BASE;
    private boolean logging = true;
    private boolean channelsStart = true;
    private NodeSecrecy.Wish tls = NodeSecrecy.Wish.AS_THE_SERVER_DOES;
    private final Set<Plugins.Plugin> pluginsNeeded = EnumSet.noneOf(Plugins.Plugin.class);
    private String pluginsWanted = "";

    NodeVariables(World world, NodeConfig config, String serverUuid) throws IOException {
        this.config = config;
        preset("version", config.profile().version());
        preset("server_id", Long.toString(config.serverId()));
        preset("server_uuid", serverUuid);
        preset("hostname", config.name());
        preset("datadir", world.files().folder() + "/");
        preset("binlog_checksum", config.profile().binlogChecksum().name());
        dialect();
        semiSync();
        for (Map.Entry<String, String> entry : config.variables().entrySet()) {
            String name = entry.getKey().replace('-', '_').toLowerCase(Locale.ROOT);
            switch (name) {
                case "log_bin" -> logBin(entry.getValue());
                case "skip_log_bin" -> logging = false;
                case String option when FilterRule.named(option.substring(option.lastIndexOf('.') + 1)).isPresent() ->
                    filter(option, entry.getValue());
                case "plugin_load", "plugin_load_add" -> pluginsWanted = pluginsWanted + ";" + entry.getValue();
                case "ssl" -> tls = isOff(entry.getValue()) ? NodeSecrecy.Wish.OFF : NodeSecrecy.Wish.ON;
                case "skip_ssl" -> tls = isOff(entry.getValue()) ? tls : NodeSecrecy.Wish.OFF;
                case "skip_slave_start", "skip_replica_start" -> channelsStart = isOff(entry.getValue());
                default -> {
                    preset(name, entry.getValue());
                    Plugins.of(name).ifPresent(pluginsNeeded::add);
                }
            }
        }
        preset("log_bin", logging ? "ON" : "OFF");
        if (logging) {
            variables.publish("log_bin_basename", world.files().folder().resolve(logBase).toString());
            variables.publish("log_bin_index", world.files().folder().resolve(logBase + ".index").toString());
        }
    }

    private void filter(String option, String value) throws IOException {
        try {
            filters.option(option, value);
        } catch (FilterSyntaxException e) {
            throw new IOException(config.name() + ": cannot start with " + option + "=" + value + ": " + e.getMessage(),
                    e);
        }
    }

    /** Filters as the start options say. */
    ChannelFilters filters() {
        return filters;
    }

    /** Variables that only the other family of servers has, and defaults that differ. */
    private void dialect() throws IOException {
        switch (config.profile().dialect()) {
            case MYSQL -> {
                ONLY_MARIADB.forEach(variables::withdraw);
                preset("performance_schema", "ON");
                preset("binlog_error_action", config.profile().binlogErrorAction());
                preset("master_info_repository", config.profile().channelRepository());
                preset("relay_log_info_repository", config.profile().channelRepository());
            }
            case MARIADB -> {
                ONLY_MYSQL.forEach(variables::withdraw);
                preset("version_comment", "Lockstep, as MariaDB");
                preset("max_relay_log_size", "1073741824");
            }
        }
    }

    /** Which semi-sync variables the version has, and under which names. */
    private void semiSync() throws IOException {
        preset(SemiSyncHooks.WAIT_POINT, config.profile().waitPoint().name());
        if (config.profile().waitPointChoice() == WaitPointChoice.FIXED) {
            variables.remove(SemiSyncHooks.WAIT_POINT);
        }
        if (config.profile().waitCount() == WaitCount.ONE) {
            variables.remove("rpl_semi_sync_master_wait_for_slave_count");
        }
        if (config.profile().words() == Words.MASTER_SLAVE) {
            StandardVariables.all().stream().map(SystemVariable::name).filter(name -> name.startsWith("rpl_semi_sync_"))
                    .forEach(variables::removeAliases);
        }
    }

    private void logBin(String value) throws IOException {
        switch (value.toUpperCase(Locale.ROOT)) {
            case "", "ON", "1", "TRUE" -> logging = true;
            case "OFF", "0", "FALSE" -> logging = false;
            default -> {
                if (!value.matches("[A-Za-z0-9_-]{1,64}")) {
                    throw new IOException(config.name() + ": log_bin=" + value + " is not a file name without folder;"
                            + " give letters, digits, _ or -");
                }
                logBase = value;
            }
        }
    }

    private static boolean isOff(String value) {
        return List.of("OFF", "0", "FALSE").contains(value.toUpperCase(Locale.ROOT));
    }

    private void preset(String name, String value) throws IOException {
        try {
            variables.preset(name, value);
        } catch (SqlError e) {
            throw new IOException(config.name() + ": cannot start with " + name + "=" + value + ": " + e.text(), e);
        }
    }

    SystemVariables variables() {
        return variables;
    }

    /**
     * The plugins that are loaded at the start: those installed before, those that the configuration names, and those whose
     * variables it sets. From now on the variables of the others do not exist.
     */
    Plugins plugins(World world) throws IOException {
        return new Plugins(world.files(), config.profile(), variables, pluginsNeeded, pluginsWanted);
    }

    /** What the start options say of TLS. */
    NodeSecrecy.Wish tls() {
        return tls;
    }

    /** Whether there is to be a binlog. */
    boolean logging() {
        return logging;
    }

    /** Whether configured channels are to start with the server: no {@code skip_slave_start}. */
    boolean channelsStart() {
        return channelsStart;
    }

    /** Base name of the binlog's files. */
    String logBase() {
        return logBase;
    }

    /** Tells the trace of the values now and of every change to come. */
    void tell(World world) {
        for (SystemVariable variable : StandardVariables.all()) {
            if (!variable.reach().global() || variables.removed(variable.name())) {
                continue;
            }
            String name = variable.name();
            if (name.startsWith("rpl_semi_sync_") || TOLD_AT_START.contains(name)) {
                tell(world, name);
            }
            variables.onChange(name, (changed, before, now) -> tell(world, name));
        }
    }

    private void tell(World world, String name) {
        world.trace().emit(new TraceEvent.VariableChanged(world.clock().nanos(), world.node(), name,
                variables.text(name)));
    }
}
