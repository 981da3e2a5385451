package dev.lockstep.engine.real;

import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A node of the lab in a process of its own, as real servers are, for measurements. */
final class SeparateNode implements Server {
    private final ServerProfile profile;
    private final Path folder;
    private final long serverId;
    private final Process process;
    private final int port;
    private final KeptConnection kept;

    private SeparateNode(ServerProfile profile, Path folder, long serverId, Process process, int port) {
        this.profile = profile;
        this.folder = folder;
        this.serverId = serverId;
        this.process = process;
        this.port = port;
        this.kept = new KeptConnection(port);
    }

    /** Starts one with this process's class path; it ends with this process. */
    static SeparateNode start(Path folder, long serverId, ServerProfile profile, String... options) throws IOException {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), SeparateNode.class.getName(), folder.toString(), "" + serverId,
                profile.name()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectError(folder.resolve("stderr.log").toFile()).start();
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(),
                StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("port ")) {
                return new SeparateNode(profile, folder, serverId, process, Integer.parseInt(line.substring(5)));
            }
        }
        throw new IOException("the node's process ended: " + Files.readString(folder.resolve("stderr.log")));
    }

    /** The process itself: folder, server id, profile, options. Ends when its standard input does. */
    public static void main(String[] arguments) throws IOException {
        String[] options = List.of(arguments).subList(3, arguments.length).toArray(String[]::new);
        try (LabServer node = LabServer.start(Path.of(arguments[0]), Long.parseLong(arguments[1]),
                Profiles.named(arguments[2]).orElseThrow(), options)) {
            System.out.println("port " + node.port());
            while (System.in.read() >= 0) {
                // until the other end is closed
            }
        }
        System.exit(0);
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
        return port;
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
        return KeptConnection.open(port);
    }

    @Override
    public Connection connection() throws SQLException {
        return kept.get();
    }

    @Override
    public void stop() {
        close();
    }

    @Override
    public void kill() {
        close();
    }

    @Override
    public void restart(String... options) {
        throw new UnsupportedOperationException("a process of a measurement is started once");
    }

    @Override
    public String log() {
        return "";
    }

    @Override
    public void close() {
        kept.close();
        process.destroyForcibly();
    }
}
