package dev.lockstep.engine.real;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A connection to one port as root that is opened when it is first asked for, and again after it was lost. */
final class KeptConnection {
    private static final int VALID_SECONDS = 5;

    private final int port;
    private @Nullable Connection connection;

    KeptConnection(int port) {
        this.port = port;
    }

    static Connection open(int port) throws SQLException {
        return DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + port
                + "/test?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=10000&socketTimeout=120000"
                + "&zeroDateTimeBehavior=CONVERT_TO_NULL&yearIsDateType=false&tinyInt1isBit=false", "root", "");
    }

    Connection get() throws SQLException {
        Connection open = connection;
        if (open == null || !open.isValid(VALID_SECONDS)) {
            open = open(port);
            connection = open;
        }
        return open;
    }

    void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException lost) {
                // its server was killed
            }
        }
    }
}
