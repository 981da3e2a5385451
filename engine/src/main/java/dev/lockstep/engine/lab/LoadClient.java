package dev.lockstep.engine.lab;

import dev.lockstep.engine.lab.spec.LoadSpec;
import dev.lockstep.engine.world.WorldThread;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One client of a load, with a thread and a connection of its own. Survives errors: reports them and goes on. */
final class LoadClient {
    private static final int ANSWER_TIMEOUT_MILLIS = 600_000;
    private static final long AFTER_ERROR_NANOS = 200_000_000;
    private static final long NAP_NANOS = 20_000_000;
    private static final long SECOND_NANOS = 1_000_000_000;

    private final Lab lab;
    private final Load load;
    private final LabNode node;
    private final int number;
    private volatile boolean ending;
    private volatile @Nullable Connection connection;
    private @Nullable WorldThread thread;

    LoadClient(Lab lab, Load load, LabNode node, int number) {
        this.lab = lab;
        this.load = load;
        this.node = node;
        this.number = number;
    }

    void start() {
        thread = lab.world().threads().start("load client " + number, this::run);
    }

    /** Ends after the present statement. */
    void askToEnd() {
        ending = true;
    }

    /** Waits for the end; disconnects after the time. */
    void end(long timeoutNanos) {
        if (thread != null && !thread.join(Math.max(1, timeoutNanos))) {
            SqlSession.abort(connection);
        }
    }

    private void run() {
        long due = lab.nanos();
        for (int turn = 0; !ending; turn++) {
            LoadSpec spec = load.spec();
            due = waitUntil(due);
            if (!ending) {
                List<String> statements = spec.statements();
                send(statements.get(turn % statements.size()));
            }
            due = spec.ratePerSecond() == 0
                    ? lab.nanos()
                    : Math.max(due, lab.nanos() - SECOND_NANOS) + SECOND_NANOS * spec.clients() / spec.ratePerSecond();
        }
        disconnect();
    }

    /** Sleeps in naps, so that it ends soon when asked to. */
    private long waitUntil(long due) {
        for (long left = due - lab.nanos(); left > 0 && !ending; left = due - lab.nanos()) {
            lab.world().threads().sleep(Math.min(left, NAP_NANOS));
        }
        return due;
    }

    private void send(String template) {
        String sql = template.replace("{n}", Long.toString(load.nextNumber())).replace("{client}",
                Integer.toString(number));
        try {
            Connection open = connection;
            if (open == null) {
                open = SqlSession.connect(node.address(), ANSWER_TIMEOUT_MILLIS);
                connection = open;
            }
            long start = lab.nanos();
            try (Statement statement = open.createStatement()) {
                statement.execute(sql);
            }
            long now = lab.nanos();
            load.committed(now, now - start);
        } catch (SQLException e) {
            failed(e);
        }
    }

    private void failed(SQLException e) {
        if (ending) {
            return;
        }
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        load.failed(message.lines().findFirst().orElse(message));
        if (e.getErrorCode() == 0) {
            SqlSession.abort(connection);
            connection = null;
        }
        waitUntil(lab.nanos() + AFTER_ERROR_NANOS);
    }

    private void disconnect() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException _) {
                // nothing more to say to it
            }
        }
    }
}
