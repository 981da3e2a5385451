package dev.lockstep.engine.real;

import dev.lockstep.engine.profile.ServerProfile.Dialect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real server on loopback, in a process of its own, on a folder of its own. */
final class RealServer implements Server {
    private static final long START_SECONDS = 90;
    private static final long STOP_SECONDS = 60;
    private static final int LOG_BYTES = 6000;
    private static final int TRIES = 3;
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform()
                .unstarted(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final Distribution distribution;
    private final Path folder;
    private final long serverId;
    private final int port;
    private final KeptConnection kept;
    private List<String> options;
    private @Nullable Process process;

    private RealServer(Distribution distribution, Path folder, long serverId, List<String> options, int port) {
        this.distribution = distribution;
        this.folder = folder;
        this.serverId = serverId;
        this.options = options;
        this.port = port;
        this.kept = new KeptConnection(port);
    }

    /** MariaDB 10.11.5. */
    static Distribution mariaDb() {
        return new MariaDbDistribution();
    }

    /** MySQL 8.0.33. */
    static Distribution mySql80() {
        return MySqlDistribution.v80();
    }

    /** MySQL 5.6.14. */
    static Distribution mySql56() {
        return MySqlDistribution.v56();
    }

    static RealServer start(Distribution distribution, Path folder, long serverId, List<String> options)
            throws IOException {
        for (int i = 1;; i++) {
            RealServer server = new RealServer(distribution, folder, serverId, options, freePort());
            try {
                server.launch();
                return server;
            } catch (IOException e) {
                // somebody else was given the port between our look and the server's
                if (i == TRIES || !server.log().contains("Address already in use")) {
                    throw e;
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void launch() throws IOException {
        Files.createDirectories(folder);
        Path accounts = folder.resolve("accounts.sql");
        List<String> statements = new ArrayList<>(List.of("SET sql_log_bin=0"));
        statements.addAll(distribution.accounts());
        Files.writeString(accounts, String.join(";\n", statements) + ";\n");
        List<String> command = new ArrayList<>(List.of(distribution.program().toString(), "--no-defaults",
                "--user=" + System.getProperty("user.name"), "--basedir=" + distribution.home(),
                "--datadir=" + folder.resolve("data"), "--port=" + port, "--bind-address=127.0.0.1",
                "--socket=" + socket(), "--pid-file=" + folder.resolve("pid"), "--log-error=" + errorLog(),
                "--init-file=" + accounts, "--server-id=" + serverId, "--log-bin=bin", "--relay-log=relay",
                "--report-host=127.0.0.1", "--report-port=" + port, "--skip-name-resolve", "--secure-file-priv=",
                "--character-set-server=utf8mb4", "--innodb-buffer-pool-size=64M", "--max-allowed-packet=64M",
                "--innodb-flush-log-at-trx-commit=0", "--sync-binlog=0"));
        command.addAll(distribution.options());
        command.addAll(options);
        Process started = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out.log").toFile())).start();
        RUNNING.add(started);
        process = started;
        awaitReady(started);
    }

    /** A socket's path must be short, and a test's folder is not. */
    private Path socket() {
        return Path.of(System.getProperty("java.io.tmpdir"), "lockstep-" + port + ".sock");
    }

    private Path errorLog() {
        return folder.resolve("err.log");
    }

    private void awaitReady(Process started) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try (Connection connection = connect()) {
                return;
            } catch (SQLException notYet) {
                if (!started.isAlive() || System.nanoTime() > deadline) {
                    kill();
                    throw new IOException(name() + " did not start: " + notYet.getMessage() + "\n" + log(), notYet);
                }
            }
            Waiting.sleep(100);
        }
    }

    @Override
    public String name() {
        return distribution.name();
    }

    @Override
    public Dialect dialect() {
        return distribution.dialect();
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
        return process == null ? Duration.ZERO : process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public long processId() {
        Process running = process;
        return running == null ? -1 : running.pid();
    }

    @Override
    public Path data() {
        return folder.resolve("data");
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
        end(false);
    }

    @Override
    public void kill() {
        kept.close();
        end(true);
    }

    private void end(boolean atOnce) {
        Process running = process;
        if (running == null) {
            return;
        }
        if (atOnce) {
            running.destroyForcibly();
        } else {
            running.destroy();
        }
        try {
            if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        RUNNING.remove(running);
        process = null;
    }

    @Override
    public void restart(String... newOptions) throws IOException {
        stop();
        if (newOptions.length > 0) {
            options = List.of(newOptions);
        }
        launch();
    }

    @Override
    public String log() {
        try {
            byte[] bytes = Files.exists(errorLog())
                    ? Files.readAllBytes(errorLog())
                    : Files.readAllBytes(folder.resolve("out.log"));
            int from = Math.max(0, bytes.length - LOG_BYTES);
            return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "no error log: " + e;
        }
    }

    /** Kills it and deletes its data, which weigh much: folders of tests are not cleaned up by themselves. */
    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(data())) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException gone) {
            // then it needs no deleting
        }
    }
}
