package dev.lockstep.engine.real;

import dev.lockstep.engine.profile.ServerProfile.Dialect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A MariaDB that is installed on this machine, for figures taken by hand. */
final class InstalledMariaDb extends Distribution {
    private final Path program;

    /** With the path of {@code mariadbd}. */
    InstalledMariaDb(Path program) {
        super("installed MariaDB", Dialect.MARIADB);
        this.program = program;
    }

    @Override
    Path home() {
        return Path.of("/usr");
    }

    @Override
    Path program() {
        return program;
    }

    @Override
    void install(Path data) throws IOException {
        run(data.resolveSibling(data.getFileName() + ".log"), List.of("mariadb-install-db", "--no-defaults",
                "--basedir=" + home(), "--datadir=" + data, "--user=" + System.getProperty("user.name"),
                "--skip-test-db", "--auth-root-authentication-method=normal"));
    }

    @Override
    List<String> options() {
        return List.of("--plugin-maturity=unknown", "--loose-innodb-fast-shutdown=2");
    }

    @Override
    List<String> accounts() {
        return new MariaDbDistribution().accounts();
    }
}
