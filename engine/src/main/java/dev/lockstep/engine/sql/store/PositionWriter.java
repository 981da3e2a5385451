package dev.lockstep.engine.sql.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Positions of what is committed. They get into H2's file together with the rows that they speak of, or not at all: sessions
 * note them within the call that commits, and they are written when the file is, while no session is in a call (see
 * {@link FlushGate}). So a commit does not pay for a row that the next one overwrites.
 */
final class PositionWriter {
    private final Connection connection;
    private final Capture capture;
    private final Map<String, StorePosition> noted = new HashMap<>();
    private volatile int commits;
    private @Nullable PreparedStatement update;

    /** By a connection of its own, which commits by itself. */
    PositionWriter(Connection connection, Capture capture) {
        this.connection = connection;
        this.capture = capture;
    }

    /** Notes positions of what was committed just now, within the same call. */
    synchronized void committed(Map<String, StorePosition> positions) {
        if (!positions.isEmpty()) {
            noted.putAll(positions);
            commits++;
        }
    }

    /** How many commits with positions there were since they were written last. */
    int commits() {
        return commits;
    }

    /** Writes what was noted into H2's table, for the file to have it. */
    synchronized void write() throws SQLException {
        if (noted.isEmpty()) {
            return;
        }
        capture.begin(Capture.Work.POSITIONS, null);
        try {
            for (Map.Entry<String, StorePosition> each : noted.entrySet()) {
                write(each.getKey(), each.getValue());
            }
        } finally {
            capture.end();
        }
        noted.clear();
        commits = 0;
    }

    private void write(String key, StorePosition position) throws SQLException {
        PreparedStatement statement = update;
        if (statement == null) {
            statement = connection.prepareStatement(
                    "UPDATE " + StoreTables.POSITIONS + " SET file = ?, offs = ?, detail = ? WHERE name = ?");
            update = statement;
        }
        fill(statement, position, key);
        if (statement.executeUpdate() == 0) {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO " + StoreTables.POSITIONS + "(file, offs, detail, name) VALUES(?, ?, ?, ?)")) {
                fill(insert, position, key);
                insert.executeUpdate();
            }
        }
    }

    private static void fill(PreparedStatement statement, StorePosition position, String key) throws SQLException {
        statement.setString(1, position.position().file());
        statement.setLong(2, position.position().offset());
        statement.setString(3, position.detail());
        statement.setString(4, key);
    }
}
