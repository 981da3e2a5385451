package dev.lockstep.engine.real;

import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A node of the lab in a process of its own, with the same face as a real server. */
final class LabProcess implements Server {
    /** As the launcher has them. */
    private static final List<String> JVM = List.of("--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow", "-XX:+UseG1GC", "-XX:InitialRAMPercentage=6",
            "-Dfile.encoding=UTF-8");
    private static final long STOP_SECONDS = 30;
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform()
                .unstarted(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final Path folder;
    private final long serverId;
    private final ServerProfile profile;
    private final Process process;
    private final int port;
    private final KeptConnection kept;

    private LabProcess(Path folder, long serverId, ServerProfile profile, List<String> options) throws IOException {
        this.folder = folder;
        this.serverId = serverId;
        this.profile = profile;
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        String own = System.getProperty("lockstep.node.jvm", "").replace("%n", "" + serverId).strip();
        command.addAll(JVM.stream().filter(option -> !option.endsWith("GC") || !own.contains("GC")).toList());
        command.addAll(List.of(own.split("\\s+")));
        command.removeIf(String::isEmpty);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), NodeProcess.class.getName(),
                folder.toString(), profile.name(), "" + serverId, System.getProperty("lockstep.node.locks", "model")));
        command.addAll(options);
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(out().toFile())).start();
        RUNNING.add(process);
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        while (line != null && !line.startsWith("port ")) {
            line = lines.readLine();
        }
        if (line == null) {
            throw new IOException("a node did not start: " + Files.readString(out()));
        }
        port = Integer.parseInt(line.substring("port ".length()));
        kept = new KeptConnection(port);
    }

    /** Starts one on a folder, with variables such as {@code sync_binlog=1}. */
    static LabProcess start(Path folder, long serverId, ServerProfile profile, String... options) throws IOException {
        return new LabProcess(folder, serverId, profile, List.of(options));
    }

    private Path out() {
        return folder.resolveSibling(folder.getFileName() + ".out");
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

    /** Processor time that its process has used. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public long processId() {
        return process.pid();
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
        kept.close();
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RUNNING.remove(process);
    }

    @Override
    public void kill() {
        process.destroyForcibly();
        stop();
    }

    @Override
    public void restart(String... options) {
        throw new UnsupportedOperationException("start another one on the folder");
    }

    @Override
    public String log() {
        try {
            return Files.readString(out());
        } catch (IOException e) {
            return "no output: " + e;
        }
    }

    @Override
    public void close() {
        stop();
    }
}
