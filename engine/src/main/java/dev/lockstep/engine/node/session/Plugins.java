package dev.lockstep.engine.node.session;

import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.Words;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.profile.SemiSyncCode;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.result.ResultTable;
import dev.lockstep.engine.sql.variable.StandardVariables;
import dev.lockstep.engine.sql.variable.SystemVariable;
import dev.lockstep.engine.sql.variable.SystemVariables;
import dev.lockstep.engine.world.Files;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The plugins of a server, of which only the two of semi-sync can come and go. Where a profile has them as plugins, their
 * variables and statuses exist only while they are loaded; which were installed is kept in {@value #FILE}, the counterpart
 * of the table {@code mysql.plugin}. Statements take turns; asking takes no lock.
 */
public final class Plugins {
    static final String FILE = "installed-plugins.info";
    private static final int ALREADY_THERE = 1125;
    private static final int ALREADY_INSTALLED = 1968;

    /** What INSTALL can load. */
    public enum Plugin {
        /** The source's half. */
        RPL_SEMI_SYNC_MASTER("semisync_master.so", "source"),
        /** The replica's half. */
        RPL_SEMI_SYNC_SLAVE("semisync_slave.so", "replica");

        private final String library;
        private final String newerWord;

        Plugin(String library, String newerWord) {
            this.library = library;
            this.newerWord = newerWord;
        }

        /** Whether that is its library, by the name of any version that has it. */
        boolean in(String file, Words words) {
            return library.equals(file)
                    || words == Words.SOURCE_REPLICA && file.equals("semisync_" + newerWord + ".so");
        }

        /** Whether that is its name, as any version has it. */
        boolean isNamed(String name, Words words) {
            return pluginName().equalsIgnoreCase(name)
                    || words == Words.SOURCE_REPLICA && name.equalsIgnoreCase("rpl_semi_sync_" + newerWord);
        }

        /** As SHOW PLUGINS has it. */
        String pluginName() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean owns(String variable) {
            return variable.startsWith(pluginName() + "_");
        }

        static Optional<Plugin> owning(String variable) {
            return List.of(values()).stream().filter(plugin -> plugin.owns(variable)).findFirst();
        }
    }

    private final Files files;
    private final ServerProfile profile;
    private final SystemVariables variables;
    private final Set<Plugin> loaded = EnumSet.noneOf(Plugin.class);

    /**
     * Loads what was installed before and what {@code wanted} names.
     *
     * @param wanted what {@code plugin_load_add} names, parts with {@code ;} between: a plugin, a library, or
     *        {@code plugin=library}
     * @throws IOException if there is no such plugin or library
     */
    public Plugins(Files files, ServerProfile profile, SystemVariables variables, Set<Plugin> needed, String wanted)
            throws IOException {
        this.files = files;
        this.profile = profile;
        this.variables = variables;
        if (profile.semiSyncCode() != SemiSyncCode.PLUGINS) {
            return;
        }
        loaded.addAll(needed);
        loaded.addAll(named(wanted));
        loaded.addAll(installed());
        for (Plugin plugin : Plugin.values()) {
            if (!loaded.contains(plugin)) {
                names(plugin).forEach(variables::withdraw);
            }
        }
    }

    /** Which plugin has that variable, by any of its names. */
    public static Optional<Plugin> of(String variable) {
        return StandardVariables.all().stream()
                .filter(known -> known.name().equals(variable) || known.aliases().contains(variable))
                .findFirst().flatMap(known -> Plugin.owning(known.name()));
    }

    private static List<Plugin> named(String wanted) throws IOException {
        List<Plugin> plugins = new ArrayList<>();
        for (String part : wanted.split(";")) {
            if (part.isBlank()) {
                continue;
            }
            String name = part.substring(part.indexOf('=') + 1).strip();
            Plugin plugin = List.of(Plugin.values()).stream()
                    .filter(one -> one.library.equals(name) || one.library.equals(name + ".so")
                            || one.pluginName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IOException("plugin_load_add=" + wanted + ": there is no plugin or library '"
                            + name + "'; there are semisync_master and semisync_slave"));
            plugins.add(plugin);
        }
        return plugins;
    }

    private List<Plugin> installed() throws IOException {
        if (!files.exists(FILE)) {
            return List.of();
        }
        List<String> lines = new String(files.readAll(FILE), StandardCharsets.UTF_8).lines().toList();
        return List.of(Plugin.values()).stream().filter(plugin -> lines.contains(line(plugin))).toList();
    }

    private static String line(Plugin plugin) {
        return plugin.pluginName() + " " + plugin.library;
    }

    private void remember(Set<Plugin> now) throws SqlError {
        StringBuilder lines = new StringBuilder();
        now.forEach(plugin -> lines.append(line(plugin)).append('\n'));
        try {
            files.replace(FILE, lines.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw SqlError.of(1030, "Got error from the data folder while writing " + FILE + ": " + e.getMessage());
        }
    }

    private static List<String> names(Plugin plugin) {
        return StandardVariables.all().stream().map(SystemVariable::name).filter(plugin::owns).toList();
    }

    /** Whether a plugin's variables and statuses are there: it is loaded, or part of the server. */
    public synchronized boolean present(Plugin plugin) {
        return profile.semiSyncCode() != SemiSyncCode.PLUGINS || loaded.contains(plugin);
    }

    /** INSTALL PLUGIN; 1124 to 1127, 1968. */
    synchronized void install(String name, String library) throws SqlError {
        Plugin plugin = inLibrary(library);
        if (!plugin.isNamed(name, profile.words())) {
            throw SqlError.of(1127, "Can't find symbol '" + name + "' in library");
        }
        if (present(plugin)) {
            throw profile.dialect() == Dialect.MARIADB
                    ? SqlError.of(ALREADY_INSTALLED, "Plugin '" + name + "' already installed")
                    : SqlError.of(ALREADY_THERE, "Function '" + name + "' already exists");
        }
        load(plugin);
    }

    /** INSTALL SONAME: what is loaded already stays so. */
    synchronized void installLibrary(String library) throws SqlError {
        Plugin plugin = inLibrary(library);
        if (!present(plugin)) {
            load(plugin);
        }
    }

    private void load(Plugin plugin) throws SqlError {
        Set<Plugin> now = EnumSet.copyOf(Set.of(plugin));
        now.addAll(loaded);
        remember(now);
        loaded.add(plugin);
        names(plugin).forEach(variables::restore);
    }

    private Plugin inLibrary(String library) throws SqlError {
        if (library.contains("/")) {
            throw SqlError.of(1124, "No paths allowed for shared library");
        }
        String file = profile.dialect() == Dialect.MARIADB && !library.endsWith(".so") ? library + ".so" : library;
        return library(file).filter(plugin -> profile.semiSyncCode() != SemiSyncCode.BUILT_IN)
                .orElseThrow(() -> SqlError.of(1126, "Can't open shared library '" + variables.text("plugin_dir")
                        + file + "' (errno: 2, cannot open shared object file: No such file or directory)"));
    }

    private Optional<Plugin> library(String file) {
        return List.of(Plugin.values()).stream().filter(plugin -> plugin.in(file, profile.words())).findFirst();
    }

    /** Which plugin UNINSTALL PLUGIN means; 1305, 1619. */
    synchronized Plugin named(Optional<String> name, Optional<String> library) throws SqlError {
        if (name.isPresent() && List.of("binlog", "innodb", "mysql_native_password").contains(
                name.get().toLowerCase(Locale.ROOT))) {
            throw SqlError.of(1619, "Built-in plugins cannot be deleted");
        }
        String file = library.map(text -> text.endsWith(".so") ? text : text + ".so").orElse("");
        return List.of(Plugin.values()).stream()
                .filter(plugin -> plugin.in(file, profile.words())
                        || plugin.isNamed(name.orElse(""), profile.words()))
                .filter(plugin -> profile.semiSyncCode() != SemiSyncCode.BUILT_IN && present(plugin))
                .findFirst()
                .orElseThrow(() -> SqlError.of(1305,
                        (name.isPresent() ? "PLUGIN " + name.get() : "SONAME " + file) + " does not exist"));
    }

    /** UNINSTALL: switches off, and the variables are gone with their values. */
    synchronized void unload(Plugin plugin) throws SqlError {
        variables.assign(plugin.pluginName() + "_enabled", false);
        for (String name : names(plugin)) {
            if (variables.find(name).isPresent()) {
                variables.assignDefault(name);
            }
        }
        if (profile.semiSyncCode() == SemiSyncCode.PLUGINS) {
            Set<Plugin> now = EnumSet.copyOf(loaded);
            now.remove(plugin);
            remember(now);
            loaded.remove(plugin);
            names(plugin).forEach(variables::withdraw);
        }
    }

    /** SHOW PLUGINS. */
    synchronized ResultTable show() {
        ResultTable.Builder table = ResultTable.texts("Name", "Status", "Type", "Library", "License")
                .row("binlog", "ACTIVE", "STORAGE ENGINE", null, "GPL")
                .row("mysql_native_password", "ACTIVE", "AUTHENTICATION", null, "GPL")
                .row("caching_sha2_password", "ACTIVE", "AUTHENTICATION", null, "GPL")
                .row("InnoDB", "ACTIVE", "STORAGE ENGINE", null, "GPL");
        for (Plugin plugin : Plugin.values()) {
            if (profile.semiSyncCode() == SemiSyncCode.PLUGINS && loaded.contains(plugin)) {
                table.row(plugin.pluginName(), "ACTIVE", "REPLICATION", plugin.library, "GPL");
            }
        }
        return table.build();
    }
}
