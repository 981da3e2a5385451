package dev.lockstep.engine.lab;

import dev.lockstep.engine.trace.TraceEvent.StatusSampled;

/**
 * Asks a node for its status again and again, on an own thread and connection: one that does not answer delays nobody
 * else. A real server's answers are all that the trace knows of it.
 */
final class StatusSampler {
    private static final String SEMI_SYNC = "SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync%'";
    private static final String VARIABLES = "SHOW GLOBAL VARIABLES WHERE Variable_name LIKE 'rpl_semi_sync%' OR Variable_name"
            + " IN ('binlog_checksum','binlog_format','read_only','performance_schema','gtid_mode')";

    private static final int ANSWER_TIMEOUT_MILLIS = 3_000;
    private static final int LOST_AFTER = 3;
    private static final int VARIABLES_EVERY = 4;

    private final Lab lab;
    private final LabNode node;
    private final AnswerTeller teller;
    private final WaitReader waits;
    private boolean performanceSchema;
    private final long periodNanos;
    private volatile boolean ending;
    private int unanswered;

    StatusSampler(Lab lab, LabNode node, long periodMillis) {
        this.lab = lab;
        this.node = node;
        teller = new AnswerTeller(lab, node.name());
        waits = new WaitReader(lab, node);
        periodNanos = periodMillis * 1_000_000;
    }

    void start() {
        lab.world().threads().start("sampler " + node.name(), this::run);
    }

    void askToEnd() {
        ending = true;
    }

    private void run() {
        for (int round = 0; !ending; round++) {
            ChannelSql words = new ChannelSql(node.profile(), "");
            if (node.real()) {
                askReal(words, round);
            } else {
                ask(words.statusOfAll());
                ask(SEMI_SYNC);
                ask(words.binlogEnd());
            }
            lab.world().threads().sleep(periodNanos);
        }
    }

    private void askReal(ChannelSql words, int round) {
        if (!node.up()) {
            teller.down();
            waits.reset();
            unanswered = 0;
            comeBack(round);
            return;
        }
        if (round % VARIABLES_EVERY == 0 && node.query("sampler", VARIABLES,
                ANSWER_TIMEOUT_MILLIS) instanceof SqlOutcome.Rows rows) {
            teller.variables(rows);
            performanceSchema = teller.isOn("performance_schema");
        }
        SqlOutcome channels = ask(words.statusOfAll());
        if (channels instanceof SqlOutcome.Rows rows) {
            teller.channels(rows);
        }
        if (ask(SEMI_SYNC) instanceof SqlOutcome.Rows rows) {
            teller.semiSync(rows);
        }
        if (ask(words.binlogEnd()) instanceof SqlOutcome.Rows rows) {
            teller.binlog(rows);
        }
        if (performanceSchema) {
            waits.read();
        }
        boolean silent = channels instanceof SqlOutcome.Refused refused && refused.errno() == 0;
        unanswered = silent ? unanswered + 1 : 0;
        if (unanswered >= LOST_AFTER) {
            node.lost();
        }
    }

    /** A server outside the lab that did not answer any more may answer again. */
    private void comeBack(int round) {
        if (node.foreign() && node.lostContact() && round % VARIABLES_EVERY == 0) {
            try {
                node.start();
            } catch (LabException _) {
                // not yet
            }
        }
    }

    private SqlOutcome ask(String statement) {
        if (ending) {
            return new SqlOutcome.Refused(0, "ending", 0);
        }
        SqlOutcome outcome = node.query("sampler", statement, ANSWER_TIMEOUT_MILLIS);
        if (outcome instanceof SqlOutcome.Rows rows && !ending) {
            lab.emit(new StatusSampled(lab.nanos(), node.name(), statement, rows.columns(), rows.rows()));
        }
        return outcome;
    }
}
