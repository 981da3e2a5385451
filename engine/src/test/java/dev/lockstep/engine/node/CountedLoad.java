package dev.lockstep.engine.node;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Four clients of the node {@code m} that connect again whenever it is gone. Each transaction inserts a number into
 * {@code t} and counts in {@code sums}; what was tried and what the client was told to be committed is remembered.
 */
final class CountedLoad {
    private static final int CLIENTS = 4;

    private final TestNodes nodes;
    private final AtomicLong nextId = new AtomicLong();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Long> tried = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean enough;

    CountedLoad(TestNodes nodes) {
        this.nodes = nodes;
    }

    Set<Long> acknowledged() {
        return acknowledged;
    }

    Set<Long> tried() {
        return tried;
    }

    /** Starts the clients, if they do not run. */
    void start() {
        enough = false;
        for (int i = threads.size(); i < CLIENTS; i++) {
            int client = i;
            threads.add(Thread.ofPlatform().daemon().start(() -> run(client)));
        }
    }

    /** Waits until each client's last transaction has an answer. */
    void end() throws InterruptedException {
        enough = true;
        for (Thread thread : threads) {
            if (!thread.join(java.time.Duration.ofSeconds(60))) {
                throw new AssertionError("a client still waits for its commit");
            }
        }
        threads.clear();
    }

    private void run(int client) {
        while (!enough) {
            try (Connection connection = DriverManager.getConnection(TestNodes.url(nodes.node("m"), ""), "root", "");
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                while (!enough) {
                    transaction(client, connection, statement);
                }
            } catch (SQLException e) {
                // killed: whether the last one is there, nobody knows
                TestNodes.sleep(20);
            }
        }
    }

    private void transaction(int client, Connection connection, Statement statement) throws SQLException {
        long id = nextId.incrementAndGet();
        tried.add(id);
        statement.execute("INSERT INTO t VALUES (" + id + ", " + client + ")");
        statement.execute("UPDATE sums SET n = n + 1 WHERE id = " + client);
        connection.commit();
        acknowledged.add(id);
    }
}
