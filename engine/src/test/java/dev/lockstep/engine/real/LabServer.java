package dev.lockstep.engine.real;

import dev.lockstep.engine.node.Node;
import dev.lockstep.engine.node.NodeConfig;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.world.LiveWorlds;
import dev.lockstep.engine.world.LockModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A node of the lab with the same face as a real server. */
final class LabServer implements Server {
    private static final int LOG_CHARACTERS = 6000;

    private final Path folder;
    private final long serverId;
    private final ServerProfile profile;
    private final LiveWorlds worlds = new LiveWorlds(new TraceLog(), LockModel.DEFAULT);
    private final KeptConnection kept;
    private String[] options;
    private Node node;

    private LabServer(Path folder, long serverId, ServerProfile profile, String... options) throws IOException {
        this.folder = folder;
        this.serverId = serverId;
        this.profile = profile;
        this.options = options;
        this.node = open(0);
        this.kept = new KeptConnection(node.port());
    }

    /**
     * Starts a node on a folder.
     *
     * @param options variables such as {@code gtid_mode=ON}; written as for a real server, {@code --gtid-mode=ON}, they are
     *        understood, too
     */
    static LabServer start(Path folder, long serverId, ServerProfile profile, String... options) throws IOException {
        return new LabServer(folder, serverId, profile, options);
    }

    /** As {@link #start}, of lax durability: for tests that end no server but in good order, and must not wait for the disk. */
    static LabServer lax(Path folder, long serverId, ServerProfile profile, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("sync_binlog=0", "innodb_flush_log_at_trx_commit=0"));
        all.addAll(List.of(options));
        return start(folder, serverId, profile, all.toArray(String[]::new));
    }

    private Node open(int port) throws IOException {
        Map<String, String> variables = new HashMap<>(Map.of("max_allowed_packet", "67108864"));
        if (profile.dialect() == Dialect.MYSQL) {
            // as --plugin-load does at the real ones
            variables.put("rpl_semi_sync_master_enabled", "OFF");
            variables.put("rpl_semi_sync_slave_enabled", "OFF");
        }
        for (String option : options) {
            String[] parts = option.replaceFirst("^--", "").split("=", 2);
            variables.put(parts[0].replace('-', '_'), parts.length == 1 ? "ON" : parts[1]);
        }
        return Node.start(worlds.open("node" + serverId, folder),
                new NodeConfig("node" + serverId, profile, port, serverId, variables));
    }

    @Override
    public String name() {
        return "lab";
    }

    @Override
    public Dialect dialect() {
        return profile.dialect();
    }

    @Override
    public int port() {
        return node.port();
    }

    @Override
    public long serverId() {
        return serverId;
    }

    @Override
    public Path data() {
        return folder;
    }

    @Override
    public Connection connect() throws SQLException {
        return KeptConnection.open(port());
    }

    @Override
    public Connection connection() throws SQLException {
        return kept.get();
    }

    @Override
    public void stop() {
        kept.close();
        if (node.running()) {
            node.shutdown();
        }
    }

    @Override
    public void kill() {
        kept.close();
        if (node.running()) {
            node.kill();
        }
    }

    @Override
    public void restart(String... newOptions) throws IOException {
        stop();
        if (newOptions.length > 0) {
            options = newOptions;
        }
        // H2 lets go of its files a moment after it was told to.
        Waiting.sleep(100);
        node = open(node.port());
    }

    @Override
    public String log() {
        try {
            String text = Files.readString(folder.resolve("error.log"), StandardCharsets.UTF_8);
            return text.substring(Math.max(0, text.length() - LOG_CHARACTERS));
        } catch (IOException e) {
            return "no error log: " + e;
        }
    }

    @Override
    public void close() {
        kill();
        worlds.close();
        Waiting.sleep(100);
    }
}
