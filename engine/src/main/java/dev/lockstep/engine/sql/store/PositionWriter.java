package dev.lockstep.engine.sql.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes positions in the session's own transaction: rows and positions are durable together or not at all. */
final class PositionWriter {
    private final Connection connection;
    private final Capture capture;
    private @Nullable PreparedStatement update;

    PositionWriter(Connection connection, Capture capture) {
        this.connection = connection;
        this.capture = capture;
    }

    void write(Map<String, StorePosition> positions) throws SQLException {
        if (positions.isEmpty()) {
            return;
        }
        capture.begin(Capture.Work.POSITIONS, null);
        try {
            for (Map.Entry<String, StorePosition> each : positions.entrySet()) {
                write(each.getKey(), each.getValue());
            }
        } finally {
            capture.end();
        }
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
