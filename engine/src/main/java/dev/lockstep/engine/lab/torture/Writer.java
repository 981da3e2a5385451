package dev.lockstep.engine.lab.torture;

import dev.lockstep.engine.lab.Lab;
import dev.lockstep.engine.lab.LabNode;
import dev.lockstep.engine.trace.ThreadTrack;
import dev.lockstep.engine.world.WorldThread;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A client that inserts one number after the other and remembers which ones it was told to be committed, on which connection
 * and as the how many-th commit there. It gives a connection up at its first error, and makes another.
 */
final class Writer {
    private static final int ANSWER_TIMEOUT_MILLIS = 30_000;
    private static final long AFTER_ERROR_NANOS = 5_000_000;

    /**
     * A commit that was answered with OK.
     *
     * @param id the row
     * @param thread the server's thread of the connection, as the trace numbers it
     * @param commit which commit of that thread, from 0
     */
    record Told(long id, int thread, int commit) {}

    private final Lab lab;
    private final LabNode source;
    private final AtomicLong nextId;
    private final List<Told> told = new ArrayList<>();
    private volatile long connectionId;
    private volatile long commits;
    private volatile boolean ending;
    private volatile @Nullable Connection connection;
    private final WorldThread thread;

    Writer(Lab lab, LabNode source, int number, AtomicLong nextId) {
        this.lab = lab;
        this.source = source;
        this.nextId = nextId;
        thread = lab.world().threads().start("torture client " + number, this::run);
    }

    /** Its present connection's number at the source; 0 if it has none. */
    long connectionId() {
        return connectionId;
    }

    /** How many commits it was told of. */
    long commits() {
        return commits;
    }

    /** What it was told so far. */
    List<Told> told() {
        synchronized (told) {
            return List.copyOf(told);
        }
    }

    void askToEnd() {
        ending = true;
    }

    /** Waits for the end of its present commit; false if that does not come. */
    boolean end(long timeoutNanos) {
        boolean ended = thread.join(timeoutNanos);
        if (!ended) {
            abort(connection);
        }
        return ended;
    }

    private void run() {
        while (!ending) {
            try (Connection open = source.connect(ANSWER_TIMEOUT_MILLIS); Statement statement = open.createStatement()) {
                connection = open;
                int number = serverThread(statement);
                for (int commit = 0; !ending; commit++) {
                    long id = nextId.incrementAndGet();
                    statement.execute("INSERT INTO test.torture VALUES (" + id + ")");
                    synchronized (told) {
                        told.add(new Told(id, number, commit));
                    }
                    commits++;
                }
            } catch (SQLException e) {
                // killed, or the source is down: whether the last one is there, nobody knows
                abort(connection);
                if (!ending) {
                    lab.world().threads().sleep(AFTER_ERROR_NANOS);
                }
            } finally {
                connectionId = 0;
            }
        }
    }

    private int serverThread(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT CONNECTION_ID()")) {
            row.next();
            connectionId = row.getLong(1);
        }
        return serverThread("session " + connectionId);
    }

    /** The latest thread of that name: connections are numbered from 1 again after a restart. */
    private int serverThread(String name) throws SQLException {
        for (ThreadTrack track : lab.trace().threads().reversed()) {
            if (track.node().equals(source.name()) && track.name().equals(name)) {
                return track.id();
            }
        }
        throw new SQLException("the trace knows no " + name);
    }

    private static void abort(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                // it is gone already
            }
        }
    }
}
