package dev.lockstep.engine.lab;

import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.trace.TraceEvent.StatusSampled;
import java.util.List;

/**
 * Asks a node for its status again and again, on an own thread and connection: one that does not answer delays nobody
 * else.
 */
final class StatusSampler {
    private static final List<String> STATEMENTS = List.of("SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync%'",
            "SHOW MASTER STATUS");

    private static final int ANSWER_TIMEOUT_MILLIS = 3_000;

    private final Lab lab;
    private final LabNode node;
    private final long periodNanos;
    private volatile boolean ending;

    StatusSampler(Lab lab, LabNode node, long periodMillis) {
        this.lab = lab;
        this.node = node;
        periodNanos = periodMillis * 1_000_000;
    }

    void start() {
        lab.world().threads().start("sampler " + node.name(), this::run);
    }

    void askToEnd() {
        ending = true;
    }

    private void run() {
        while (!ending) {
            ask(aboutChannels());
            STATEMENTS.forEach(this::ask);
            lab.world().threads().sleep(periodNanos);
        }
    }

    /** MariaDB tells of all channels only if it is asked for all. */
    private String aboutChannels() {
        return node.profile().dialect() == Dialect.MARIADB ? "SHOW ALL SLAVES STATUS" : "SHOW SLAVE STATUS";
    }

    private void ask(String statement) {
        if (!ending && node.query("sampler", statement, ANSWER_TIMEOUT_MILLIS) instanceof SqlOutcome.Rows rows) {
            lab.emit(new StatusSampled(lab.nanos(), node.name(), statement, rows.columns(), rows.rows()));
        }
    }
}
