package dev.lockstep.engine.lab.spec;

/** A real server, MySQL's or MariaDB's, that stands in the place of a node. */
public sealed interface ServerSpec {

    /**
     * One that runs already, anywhere. The lab never starts or stops it.
     *
     * @param host name or address
     * @param port TCP port
     * @param user as whom the lab logs in
     * @param password in clear, empty for none
     */
    record Running(String host, int port, String user, String password) implements ServerSpec {
        /** Port if none is given. */
        public static final int DEFAULT_PORT = 3306;
        /** Account if none is given. */
        public static final String DEFAULT_USER = "root";

        @Override
        public String toString() {
            return user + "@" + host + ":" + port;
        }
    }

    /**
     * A program that the lab starts on loopback, with an own data folder, and ends.
     *
     * @param program name to look for, such as {@code mariadbd}, or a path
     */
    record Binary(String program) implements ServerSpec {
        @Override
        public String toString() {
            return program;
        }
    }
}
