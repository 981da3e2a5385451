package dev.lockstep.engine.node.session;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.result.ResultTable;
import dev.lockstep.engine.sql.store.LiveTable;
import dev.lockstep.engine.sql.store.TableStore;
import dev.lockstep.engine.sql.variable.StandardVariables;
import dev.lockstep.engine.sql.variable.SystemVariable;
import dev.lockstep.engine.sql.variable.VariableType;
import dev.lockstep.engine.wire.ResultRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tables about the running server that clients can select from. */
public final class ServerTables {
    private static final String SCHEMA = "information_schema";

    private final Server server;

    private ServerTables(Server server) {
        this.server = server;
    }

    /** Makes them in the server's store; 1105 if that does not work. */
    public static void define(Server server, TableStore store) throws SqlError {
        ServerTables tables = new ServerTables(server);
        List<LiveTable> all = new ArrayList<>(List.of(
                new LiveTable(SCHEMA, "PROCESSLIST", List.of("#ID", "USER", "HOST", "DB", "COMMAND", "#TIME", "STATE",
                        "INFO"), context -> tables.processes()),
                new LiveTable(SCHEMA, "PLUGINS", List.of("PLUGIN_NAME", "PLUGIN_VERSION", "PLUGIN_STATUS",
                        "PLUGIN_TYPE", "PLUGIN_LIBRARY", "PLUGIN_LICENSE"), context -> tables.plugins()),
                tables.pairs("GLOBAL_STATUS", tables::status), tables.pairs("SESSION_STATUS", tables::status),
                tables.pairs("GLOBAL_VARIABLES", tables::variables),
                tables.pairs("SESSION_VARIABLES", tables::variables)));
        if (server.mariaDb()) {
            all.add(new LiveTable(SCHEMA, "SYSTEM_VARIABLES", List.of("VARIABLE_NAME", "SESSION_VALUE",
                    "GLOBAL_VALUE", "GLOBAL_VALUE_ORIGIN", "DEFAULT_VALUE", "VARIABLE_SCOPE", "VARIABLE_TYPE",
                    "VARIABLE_COMMENT", "NUMERIC_MIN_VALUE", "NUMERIC_MAX_VALUE", "NUMERIC_BLOCK_SIZE",
                    "ENUM_VALUE_LIST", "READ_ONLY", "COMMAND_LINE_ARGUMENT"), context -> tables.systemVariables()));
        } else {
            all.addAll(ReplicationTables.of(server));
        }
        store.liveTables().define(all);
    }

    private interface Pairs {
        Map<String, String> now() throws SqlError;
    }

    private LiveTable pairs(String name, Pairs pairs) {
        return new LiveTable(SCHEMA, name, List.of("VARIABLE_NAME", "VARIABLE_VALUE"), context -> {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            pairs.now().forEach((variable, value) -> rows.add(row(variable.toUpperCase(Locale.ROOT), value)));
            return rows;
        });
    }

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        return new ArrayList<>(Arrays.asList(cells));
    }

    private Map<String, String> status() {
        return StatusVariables.ofServer(server);
    }

    private Map<String, String> variables() {
        Map<String, String> values = new java.util.TreeMap<>();
        for (SystemVariable variable : StandardVariables.all()) {
            if (server.variables().find(variable.name()).isPresent() && variable.reach().global()) {
                values.put(variable.name(), server.variables().text(variable.name()));
            }
        }
        return values;
    }

    private List<List<@Nullable Object>> processes() {
        long now = server.world().clock().nanos();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (ServerProcess process : server.allProcesses()) {
            rows.add(row(process.id(), process.user(), process.host(), process.database(), process.command(),
                    Math.max(0, now - process.sinceNanos()) / 1_000_000_000L, process.state(), process.info()));
        }
        return rows;
    }

    private List<List<@Nullable Object>> plugins() {
        ResultTable shown = server.plugins().show();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (ResultRow plugin : shown.rows()) {
            rows.add(row(plugin.text(0), "1.0", plugin.text(1), plugin.text(2), plugin.text(3), plugin.text(4)));
        }
        return rows;
    }

    private List<List<@Nullable Object>> systemVariables() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (SystemVariable variable : StandardVariables.all()) {
            if (server.variables().find(variable.name()).isEmpty()) {
                continue;
            }
            String value = server.variables().text(variable.name());
            boolean own = variable.reach().session();
            boolean global = variable.reach().global();
            rows.add(row(variable.name().toUpperCase(Locale.ROOT), own ? value : null, global ? value : null,
                    "COMPILE-TIME", String.valueOf(variable.defaultValue()),
                    own ? global ? "SESSION" : "SESSION ONLY" : "GLOBAL", type(variable.type()),
                    variable.description(), limit(variable.type(), true), limit(variable.type(), false), null,
                    words(variable.type()),
                    variable.writability() == SystemVariable.Writability.READ_ONLY ? "YES" : "NO", "OPTIONAL"));
        }
        return rows;
    }

    private static String type(VariableType type) {
        return switch (type) {
            case VariableType.Switch _ -> "BOOLEAN";
            case VariableType.Whole _ -> "BIGINT UNSIGNED";
            case VariableType.Decimal _ -> "DOUBLE";
            case VariableType.Choice _ -> "ENUM";
            case VariableType.Flags _ -> "SET";
            case VariableType.Text _,VariableType.NullableText _ -> "VARCHAR";
        };
    }

    private static @Nullable String limit(VariableType type, boolean least) {
        return switch (type) {
            case VariableType.Whole(long min, long max) -> Long.toString(least ? min : max);
            case VariableType.Decimal(double min, double max) -> Double.toString(least ? min : max);
            default -> null;
        };
    }

    private static @Nullable String words(VariableType type) {
        return switch (type) {
            case VariableType.Switch _ -> "OFF,ON";
            case VariableType.Choice(List<String> words) -> String.join(",", words);
            case VariableType.Flags(List<String> words) -> String.join(",", words);
            default -> null;
        };
    }
}
