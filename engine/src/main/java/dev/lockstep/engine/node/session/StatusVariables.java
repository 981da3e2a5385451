package dev.lockstep.engine.node.session;

import dev.lockstep.engine.node.session.Plugins.Plugin;
import java.util.LinkedHashMap;
import java.util.List;
import dev.lockstep.engine.profile.Words;
import java.util.Map;

/** What {@code SHOW STATUS} shows: counters, what is counted elsewhere, and the semi-sync variables. */
final class StatusVariables {
    private static final List<String> ZERO = List.of("Com_select", "Com_insert", "Com_update", "Com_delete",
            "Com_replace", "Com_commit", "Com_rollback", "Com_begin", "Com_set_option", "Com_create_table",
            "Com_drop_table", "Com_alter_table", "Com_show_slave_status", "Com_slave_start", "Com_slave_stop",
            "Com_change_master", "Questions", "Queries", "Bytes_received", "Bytes_sent", "Aborted_clients",
            "Aborted_connects", "Slow_queries", "Binlog_cache_use");

    private static final String SLAVE_STATUS = "Rpl_semi_sync_slave_status";

    private StatusVariables() {}

    private static String onOff(boolean on) {
        return on ? "ON" : "OFF";
    }

    static Map<String, String> of(Server server, SqlSession sql) {
        Map<String, String> all = ofServer(server);
        all.putAll(new ConnectionVariables(server, sql).status());
        Session.Protection protection = sql.session().protection();
        all.put("Ssl_cipher", protection.cipher());
        all.put("Ssl_version", protection.version());
        all.put("Compression", onOff(protection.compressed()));
        String usual = new SessionChannels(server, sql).usual();
        all.computeIfPresent(SLAVE_STATUS, (name, any) -> onOff(server.semiSyncReplica().on(usual)));
        return all;
    }

    /** Without those that depend on the session's usual channel. */
    static Map<String, String> ofServer(Server server) {
        Map<String, String> all = new LinkedHashMap<>();
        ZERO.forEach(name -> all.put(name, "0"));
        server.counters().values().forEach((name, value) -> all.put(name, Long.toString(value)));
        List<ServerProcess> processes = server.processes().all();
        long running = processes.stream().filter(process -> !process.command().equals("Sleep")).count();
        all.put("Connections", Long.toString(server.processes().lastId()));
        all.put("Threads_connected", Long.toString(processes.stream().filter(process -> process instanceof Session)
                .count()));
        all.put("Threads_running", Long.toString(running));
        all.put("Threads_created", Long.toString(server.processes().lastId()));
        all.put("Threads_cached", "0");
        all.put("Max_used_connections", Long.toString(server.processes().mostAtOnce()));
        all.put("Uptime", Long.toString(server.uptimeSeconds()));
        all.put("Uptime_since_flush_status", Long.toString(server.uptimeSeconds()));
        all.put("Ssl_cipher", "");
        all.put("Ssl_version", "");
        all.put("Compression", "OFF");
        all.put("Slave_open_temp_tables", "0");
        if (server.plugins().present(Plugin.RPL_SEMI_SYNC_SLAVE)) {
            all.put(SLAVE_STATUS, onOff(server.semiSyncReplica().on()));
        }
        if (server.plugins().present(Plugin.RPL_SEMI_SYNC_MASTER)) {
            all.putAll(server.semiSync().status().variables());
        }
        if (server.profile().words() == Words.SOURCE_REPLICA) {
            newerNames(all);
        }
        return all;
    }

    /** The same values under the names that came with 8.0.26. */
    private static void newerNames(Map<String, String> all) {
        Map.copyOf(all).forEach((name, value) -> {
            String newer = name.replace("Rpl_semi_sync_master_", "Rpl_semi_sync_source_")
                    .replace("Rpl_semi_sync_slave_", "Rpl_semi_sync_replica_");
            all.putIfAbsent(newer, value);
        });
    }
}
