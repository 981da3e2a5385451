package dev.lockstep.engine.lab;

import dev.lockstep.engine.lab.spec.NodeSpec;
import dev.lockstep.engine.world.Clock;
import dev.lockstep.engine.world.Listener;
import dev.lockstep.engine.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The process of a real server that the lab starts on loopback, with a data folder in the lab's own. It ends with the lab,
 * and with the Java process; root and {@code repl} have no password there.
 */
final class PrivateServer {
    private static final long START_NANOS = 60_000_000_000L;
    private static final long STEP_NANOS = 100_000_000L;
    private static final long INSTALL_SECONDS = 120;
    private static final long STOP_SECONDS = 20;
    private static final long VERSION_SECONDS = 20;
    private static final int TOLD_LINES = 6;
    private static final String ACCOUNTS = """
            SET SESSION sql_log_bin = 0;
            CREATE DATABASE IF NOT EXISTS test;
            CREATE USER IF NOT EXISTS 'root'@'127.0.0.1';
            GRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;
            CREATE USER IF NOT EXISTS 'repl'@'127.0.0.1';
            GRANT REPLICATION SLAVE ON *.* TO 'repl'@'127.0.0.1';
            """;

    private final String name;
    private final Path program;
    private final Path folder;
    private final int port;
    private final Process process;
    private final Thread atExit;

    private PrivateServer(String name, Path program, Path folder, int port, Process process) {
        this.name = name;
        this.program = program;
        this.folder = folder;
        this.port = port;
        this.process = process;
        atExit = Thread.ofPlatform().unstarted(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts it and waits until it answers.
     *
     * @throws LabException if it is not installed or does not start; the text says what to do
     */
    static PrivateServer start(World world, NodeSpec spec, String wanted, Path folder) throws LabException {
        Path program = Programs.find(wanted).orElseThrow(() -> new LabException("node " + spec.name()
                + ": there is no program " + wanted + " in PATH or where servers usually are; install the server"
                + " (Debian: apt-get install mariadb-server), or write the path of its program"));
        try {
            Files.createDirectories(folder);
            boolean mariaDb = isMariaDb(spec.name(), program, folder);
            Path data = folder.resolve("data").toAbsolutePath();
            if (!Files.isDirectory(data.resolve("mysql"))) {
                install(spec.name(), program, mariaDb, folder, data);
            }
            int port = spec.port() == 0 ? freePort(world) : spec.port();
            List<String> line = commandLine(spec, program, mariaDb, folder.toAbsolutePath(), port);
            Process process = new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out.log").toFile()).start();
            PrivateServer server = new PrivateServer(spec.name(), program, folder, port, process);
            try {
                server.awaitAnswer(world.clock(), world);
            } catch (LabException e) {
                server.kill();
                throw e;
            }
            return server;
        } catch (IOException e) {
            throw new LabException("node " + spec.name() + ": " + program + " cannot be started: " + e.getMessage(), e);
        }
    }

    private static int freePort(World world) throws IOException {
        try (Listener listener = world.network().listen(0)) {
            return listener.port();
        }
    }

    private static void install(String name, Path program, boolean mariaDb, Path folder, Path data)
            throws LabException, IOException {
        List<String> line = new ArrayList<>();
        Path home = Programs.home(program);
        Path installer = mariaDb
                ? Programs.tool(program, "mariadb-install-db", "mysql_install_db").orElseThrow(
                        () -> new LabException("node " + name + ": mariadb-install-db, which makes a data folder, is"
                                + " neither near " + program + " nor in PATH; install the whole server package"))
                : program;
        line.add(installer.toString());
        line.addAll(List.of("--no-defaults", "--datadir=" + data, "--basedir=" + home));
        if (mariaDb) {
            Files.createDirectories(data);
            line.addAll(List.of("--auth-root-authentication-method=normal", "--skip-test-db"));
        } else {
            line.add("--initialize-insecure");
        }
        user(line);
        Path log = folder.resolve("install.log");
        Process process = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!ended(process, INSTALL_SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new LabException("node " + name + ": " + installer + " could not make the data folder " + data
                    + " for " + program + ":"
                    + tail(log));
        }
    }

    /**
     * Whether it is MariaDB's, by what it says of itself: MySQL's server is called mysqld, and so were older ones of MariaDB.
     *
     * @throws LabException if it is no server at all
     */
    private static boolean isMariaDb(String name, Path program, Path folder) throws LabException, IOException {
        Path answer = folder.resolve("version.log");
        Process process = new ProcessBuilder(program.toString(), "--no-defaults", "--version").redirectErrorStream(true)
                .redirectOutput(answer.toFile()).start();
        boolean ended = ended(process, VERSION_SECONDS);
        String said = ended ? Files.readString(answer, StandardCharsets.ISO_8859_1).strip() : "";
        if (!said.contains(" Ver ")) {
            process.destroyForcibly();
            throw new LabException("node " + name + ": " + program + " is no MySQL or MariaDB server: it says "
                    + (said.isEmpty() ? "nothing" : "\"" + said.lines().findFirst().orElse("") + "\"")
                    + " when asked for its --version; write the program of the server, such as mariadbd or mysqld");
        }
        return said.contains("MariaDB");
    }

    private static void user(List<String> line) {
        if ("root".equals(System.getProperty("user.name"))) {
            line.add("--user=root"); // servers refuse to run as root unless they are told to
        }
    }

    private static List<String> commandLine(NodeSpec spec, Path program, boolean mariaDb, Path folder, int port)
            throws IOException {
        Path accounts = folder.resolve("accounts.sql");
        Files.writeString(accounts, ACCOUNTS);
        List<String> line = new ArrayList<>(List.of(program.toString(), "--no-defaults",
                "--basedir=" + Programs.home(program), "--datadir=" + folder.resolve("data"), "--port=" + port,
                "--bind-address=127.0.0.1", "--socket=" + socket(folder, port), "--pid-file=" + folder.resolve("pid"),
                "--log-error=" + folder.resolve("error.log"), "--server-id=" + spec.serverId(), "--log-bin=mysql-bin",
                "--relay-log=relay-bin", "--skip-name-resolve", "--report-host=127.0.0.1", "--report-port=" + port,
                "--init-file=" + accounts, "--character-set-server=utf8mb4", "--innodb-buffer-pool-size=64M"));
        if (mariaDb) {
            line.add("--plugin-maturity=unknown");
        } else {
            line.add("--loose-mysqlx=OFF");
        }
        user(line);
        for (Map.Entry<String, String> variable : spec.variables().entrySet()) {
            line.add("--" + variable.getKey().replace('_', '-') + "=" + variable.getValue());
        }
        return line;
    }

    /** Paths of sockets are short by law: 107 bytes at most. */
    private static Path socket(Path folder, int port) {
        Path socket = folder.resolve("s.sock");
        return socket.toString().getBytes(StandardCharsets.UTF_8).length < 100
                ? socket
                : Path.of(System.getProperty("java.io.tmpdir"), "lockstep-" + port + ".sock");
    }

    private void awaitAnswer(Clock clock, World world) throws LabException {
        long deadline = clock.nanos() + START_NANOS;
        while (true) {
            if (!process.isAlive()) {
                throw new LabException("node " + name + ": " + program + " ended with status " + process.exitValue()
                        + " instead of starting:" + tail(folder.resolve("error.log"))
                        + tail(folder.resolve("out.log")));
            }
            try (Connection connection = SqlSession.connect(address(), (int) (START_NANOS / 1_000_000))) {
                connection.isValid(1);
                return;
            } catch (SQLException e) {
                if (clock.nanos() > deadline) {
                    throw new LabException("node " + name + ": " + program + " does not answer on port " + port
                            + " within " + START_NANOS / 1_000_000_000 + " s: " + e.getMessage()
                            + tail(folder.resolve("error.log")), e);
                }
                world.threads().sleep(STEP_NANOS);
            }
        }
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            List<String> last = lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size());
            return last.isEmpty() ? "" : "\n  " + String.join("\n  ", last);
        } catch (IOException e) {
            return "";
        }
    }

    NodeAddress address() {
        return NodeAddress.local(port);
    }

    boolean alive() {
        return process.isAlive();
    }

    void shutdown() {
        process.destroy();
        if (!ended(process, STOP_SECONDS)) {
            process.destroyForcibly();
            ended(process, STOP_SECONDS);
        }
        forget();
    }

    void kill() {
        process.destroyForcibly();
        ended(process, STOP_SECONDS);
        forget();
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException _) {
            // the Java process ends just now
        }
    }

    private static boolean ended(Process process, long seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
